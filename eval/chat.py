"""The cases with a chat model: it is tried first, its sentences are watched, and a run ends when it is dead."""

from collections.abc import Sequence
from dataclasses import replace

from pydantic import HttpUrl

from assistant.ask import Assistant
from assistant.chat.calling import Calls
from assistant.chat.failing import notice
from assistant.chat.model import ChatModel, chat_model_of
from assistant.errors import ChatModelError, Failure, NoModelAnswerError
from assistant.settings import read_settings
from eval.cases import Case, Split
from eval.records import Run, recorded
from eval.run import scored
from eval.scoring import Score
from eval.watching import Sentences, watched

_MOST_FAILED = 3
_SIGNS = {notice(f): f for f in (Failure.UNREACHABLE, Failure.REFUSED, Failure.BUSY, Failure.SLOW)}


def working_model(name: str, base_url: HttpUrl | None) -> ChatModel:
    """The model of that name ("ollama:NAME") with the settings of the environment, after one call that worked.

    ChatModelError if it can't be used or gives no answer, SettingsError for the environment.
    """
    changes: dict[str, str | HttpUrl] = {"chat_model": name} | ({"chat_base_url": base_url} if base_url else {})
    chat = chat_model_of(read_settings().model_copy(update=changes))
    if chat is None or not chat.client:  # made before its time counts
        raise ChatModelError("no chat model is named")
    try:
        Calls(chat).text([("human", "Antworte nur mit dem Wort: bereit")])
    except NoModelAnswerError as error:
        raise _dead(chat, error.failure, "nothing was run") from error
    return chat


def run_with(
    assistant: Assistant, chat: ChatModel, cases: Sequence[Case], split: Split, corpus: str
) -> tuple[list[Score], Run]:
    """Answer and score every case with the model.

    ChatModelError where it is not there `_MOST_FAILED` times in a row, or whenever it was asked.
    """
    talking, scores, signs = replace(assistant, chat=chat), list[Score](), list[Failure | None]()
    told: dict[str, Sentences] = {}
    with watched() as seen:
        for score in scored(talking, cases):
            scores.append(score)
            if seen or score.answer.note:
                signs.append(_SIGNS.get(score.answer.note or ""))
            told |= {score.case.id: seen.pop()} if seen else {}
            if len(signs) >= _MOST_FAILED and all(signs[-_MOST_FAILED:]):
                raise _dead(chat, signs[-1], f"the run ended at case {len(scores)} of {len(cases)}, without figures")
    if signs and all(signs):
        raise _dead(chat, signs[-1], "the run has no figures")
    return scores, recorded(assistant, scores, split, corpus, told)


def _dead(chat: ChatModel, failure: Failure | None, consequence: str) -> ChatModelError:
    return ChatModelError(
        f"the chat model {chat.name} gives no answer ({failure}): {consequence}; check that its server runs, "
        "--base-url or KOMINTAVO_CHAT_BASE_URL, KOMINTAVO_CHAT_API_KEY and KOMINTAVO_CHAT_TIMEOUT"
    )
