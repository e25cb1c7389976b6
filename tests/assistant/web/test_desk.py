"""The corpus and the assistant in use, and how they are replaced."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from assistant.ask import Assistant
from assistant.errors import VectorIndexError
from assistant.web.desk import Desk
from corpus.library import Library
from tests.assistant.chatting import serving, talking
from tests.assistant.web.kept import desk_of
from tests.serving_replies import Hang


def test_who_asks_before_the_assistant_is_built_waits_for_it(assistant: Assistant) -> None:
    desk = Desk(assistant.library)
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(desk.assistant)
        desk.open(assistant)
        assert waiting.result(10) is assistant


def test_who_waits_for_an_assistant_that_fails_to_be_built_is_told_why(assistant: Assistant) -> None:
    desk = Desk(assistant.library)
    desk.fail(VectorIndexError("no index"))
    with pytest.raises(VectorIndexError, match="no index"):
        desk.assistant()


def test_another_assistant_brings_its_texts_with_it(assistant: Assistant) -> None:
    desk, other = desk_of(assistant), replace(assistant, library=Library(assistant.library.chunks[:3]))
    desk.open(other)
    assert desk.assistant() is other
    assert desk.library is other.library


def test_a_later_failure_leaves_the_assistant_in_use(assistant: Assistant) -> None:
    desk = desk_of(assistant)
    desk.fail(VectorIndexError("no index"))
    assert desk.assistant() is assistant


def test_after_a_failure_a_later_assistant_is_used(assistant: Assistant) -> None:
    desk = Desk(Library(()))
    desk.fail(VectorIndexError("no index"))
    desk.open(assistant)
    assert desk.assistant() is assistant


def test_an_answer_is_prompt_once_all_is_built_or_has_failed_to_be_and_no_model_writes_it(assistant: Assistant) -> None:
    desk = Desk(assistant.library)
    assert not desk.is_prompt()
    desk.fail(VectorIndexError("no index"))
    assert desk.is_prompt()
    assert desk_of(assistant).is_prompt()
    with serving("openai", Hang(10)) as server:
        assert not desk_of(talking(assistant, server)).is_prompt()
