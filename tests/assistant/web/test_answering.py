"""Answers for the page: as they grow, stopped at a wish, and in plain words when something goes wrong."""

import threading
from itertools import pairwise

import pytest

from assistant.answer import Answer, Status
from assistant.ask import Assistant
from assistant.errors import VectorIndexError
from assistant.web.answering import Answering
from assistant.web.desk import Desk
from assistant.web.texts import texts
from corpus.library import Library
from tests.assistant.chatting import ALLOWED, FORM, IMPOSED, QUESTION, in_json, serving, talking, unlike_the_model
from tests.assistant.web.kept import desk_of
from tests.serving_replies import Hang, Slow

GERMAN = texts("de")
SESSION = "a page"


def answering(assistant: Assistant) -> Answering:
    return Answering(desk_of(assistant), GERMAN)


def growing(one: Answering) -> list[Answer]:
    return list(one.growing(QUESTION, [], False, SESSION))


def test_an_answer_of_a_model_grows_and_ends_whole(assistant: Assistant) -> None:
    with serving("openai", Slow(in_json("ja", ALLOWED, FORM), 0.01)) as server:
        answers = growing(answering(talking(assistant, server)))
    assert len(answers) > 1
    assert all(later.text.startswith(earlier.text) for earlier, later in pairwise(answers))
    assert answers[-1].note is None


def test_without_a_model_there_is_one_answer(assistant: Assistant) -> None:
    assert len(growing(answering(assistant))) == 1


def test_what_was_shown_stays_with_a_note_when_it_is_stopped(assistant: Assistant) -> None:
    with serving("openai", Slow(in_json("ja", ALLOWED, FORM, IMPOSED), 0.05)) as server:
        one = answering(talking(assistant, server))
        answers = one.growing(QUESTION, [], False, SESSION)
        first = next(answers)
        one.stop(SESSION)
        *_, last = answers
        assert server.disconnected.wait(2)
    assert last.text == first.text
    assert last.note == GERMAN("chat.stopped")


def test_stopped_before_the_first_sentence_it_is_answered_without_the_model(assistant: Assistant) -> None:
    with serving("openai", Hang(10)) as server:
        one, answers = answering(talking(assistant, server, seconds=9)), list[Answer]()
        reading = threading.Thread(target=lambda: answers.extend(growing(one)))
        reading.start()
        while not server.requests:
            reading.join(0.01)
        one.stop(SESSION)
        reading.join(5)
    (last,) = answers
    assert last.note == GERMAN("chat.stopped_before")
    assert unlike_the_model(last) == unlike_the_model(assistant.ask(QUESTION))


@pytest.mark.parametrize("other", ["another page", None])
@pytest.mark.parametrize("session", [SESSION, None])
def test_stopping_one_session_leaves_the_others_alone(
    assistant: Assistant, session: str | None, other: str | None
) -> None:
    with serving("openai", Slow(in_json("ja", ALLOWED, FORM), 0.01)) as server:
        one = answering(talking(assistant, server))
        answers = one.growing(QUESTION, [], False, session)
        next(answers)
        one.stop(other)
        *_, last = answers
    assert last.note is None
    assert FORM[0] in last.text


def test_leaving_an_answer_ends_the_request_to_the_model(assistant: Assistant) -> None:
    with serving("openai", Slow(in_json("ja", ALLOWED, FORM, IMPOSED), 0.05)) as server:
        answers = answering(talking(assistant, server)).growing(QUESTION, [], False, SESSION)
        next(answers)
        del answers
        assert server.disconnected.wait(2)


@pytest.mark.parametrize("error", [VectorIndexError("the disk is full"), RuntimeError("unforeseen")])
def test_a_failure_is_a_plain_german_notice(error: Exception) -> None:
    failed = Desk(Library(()))
    failed.fail(error)
    answer = Answering(failed, GERMAN).whole(QUESTION, [], False)
    assert answer.status is Status.ERROR
    assert "wenden Sie sich an die Stelle" in answer.text
    assert str(error) not in answer.text
