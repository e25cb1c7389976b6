"""Turns what goes wrong while answering into an answer in plain words; the reason goes to the operator's log."""

import logging
from collections.abc import Callable

from assistant.answer import Answer, Status, Turn
from assistant.errors import AssistantError
from assistant.web.texts import Texts
from corpus.errors import CorpusError

Ask = Callable[[str, list[Turn], bool], Answer]

_LOG = logging.getLogger(__name__)


def guarded(ask: Ask, texts: Texts) -> Ask:
    """`ask`, but with an answer of status `error` in place of an exception."""

    def answer(text: str, history: list[Turn], simple: bool) -> Answer:
        try:
            return ask(text, history, simple)
        except (AssistantError, CorpusError) as error:
            _LOG.error("no answer: %s", error)
            return _failed(text, texts("chat.not_ready"))
        except Exception:  # noqa: BLE001  # logged; the page shows a notice, never a traceback
            _LOG.exception("no answer")
            return _failed(text, texts("chat.error"))

    return answer


def _failed(question: str, notice: str) -> Answer:
    return Answer(question, Status.ERROR, notice, (), (), "notice", 0.0)
