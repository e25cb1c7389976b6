"""What is seen of a model's sentences while the assistant answers."""

import pytest

from assistant import ask
from assistant.ask import Assistant
from assistant.chat.writing import Writing
from eval.watching import watched
from tests.assistant.chatting import ALLOWED, IMPOSED, INVENTED, QUESTION, in_json, serving, talking

SOUND, FAULTY = in_json("ja", ALLOWED, IMPOSED), in_json("ja", ALLOWED, INVENTED)


@pytest.mark.parametrize(
    ("script", "counts"),
    [
        ([SOUND], (2, 0, 0)),
        ([FAULTY, in_json("ja", IMPOSED)], (2, 1, 1)),
        ([FAULTY, in_json("ja", INVENTED)], (2, 1, 0)),
    ],
)
def test_sentences_are_counted_as_said_objected_to_and_mended(
    script: list[str], counts: tuple[int, int, int], assistant: Assistant
) -> None:
    with serving("openai", *script) as server, watched() as seen:
        talking(assistant, server).ask(QUESTION)
    (only,) = seen
    assert (only.said, only.faulty, only.mended) == counts
    assert 0 < only.check_ms < 1000


def test_each_answer_is_counted_by_itself(assistant: Assistant) -> None:
    with serving("openai", SOUND) as server, watched() as seen:
        talker = talking(assistant, server)
        answers = [talker.ask(QUESTION) for _ in range(2)]
    assert [each.said for each in seen] == [2, 2]
    assert seen[1].check_ms < 3 * seen[0].check_ms
    assert answers[0].text == answers[1].text


def test_an_answer_that_broke_off_is_not_counted_and_nothing_is_watched_afterwards(assistant: Assistant) -> None:
    with serving("openai", FAULTY, "") as server, watched() as seen:
        answer = talking(assistant, server).ask(QUESTION)
    assert answer.note
    assert seen == []
    assert ask.Writing is Writing  # type: ignore[attr-defined]
