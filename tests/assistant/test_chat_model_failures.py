"""A chat model that fails: the answer is given without it, with a plain notice, in time, and never an exception."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from assistant.answer import Turn
from assistant.ask import Assistant
from tests.assistant.chatting import (
    ALLOWED,
    IMPOSED,
    QUESTION,
    assert_without_model,
    both,
    in_json,
    serving,
    talking,
    with_model,
)
from tests.serving_replies import (
    CONTEXT_TOO_SMALL,
    EMPTY,
    PROSE,
    Cropped,
    CutStream,
    Garbage,
    Hang,
    Reply,
    Slow,
    Status,
)

WHOLE = in_json("ja", ALLOWED, IMPOSED)


@both
@pytest.mark.parametrize(
    ("fault", "note"),
    [
        (PROSE, "war nicht lesbar"),
        (EMPTY, "war nicht lesbar"),
        (Garbage(), "war nicht lesbar"),
        ('{"urteil": ' + "[{" * 9000, "war nicht lesbar"),
        ('{"urteil": "vielleicht", "saetze": []}', "war nicht lesbar"),
        (CutStream(WHOLE, 4), "ist abgebrochen"),
        (CutStream(WHOLE, 4, politely=True), "ist abgebrochen"),
        (Cropped(WHOLE, 4), "ist abgebrochen"),
        (CutStream(WHOLE, 20), "ist abgebrochen"),
        (Status(500), "war nicht erreichbar"),
        (Status(503), "war nicht erreichbar"),
        (Status(429), "ist zurzeit überlastet"),
        (Status(429, headers={"Retry-After": "100"}), "ist zurzeit überlastet"),
        (Status(401), "hat die Anfrage abgelehnt"),
        (Status(404), "hat die Anfrage abgelehnt"),
        (CONTEXT_TOO_SMALL, "zu lang für das Sprachmodell"),
    ],
)
def test_a_model_that_fails_is_done_without(provider: str, fault: Reply, note: str, assistant: Assistant) -> None:
    with serving(provider, fault) as server:
        answer = talking(assistant, server, provider).ask(QUESTION)
    assert_without_model(answer, assistant, note)
    assert answer.as_json()["note"] == answer.note
    assert answer.usage
    assert answer.usage.calls == len(server.requests) <= 2


@both
def test_a_server_that_is_down_is_done_without(provider: str, assistant: Assistant) -> None:
    answer = with_model(assistant, provider, "http://127.0.0.1:1/v1").ask(QUESTION)
    assert_without_model(answer, assistant, "war nicht erreichbar")


@both
@pytest.mark.parametrize("fault", [Hang(5), Slow(WHOLE, 0.1)])
def test_the_time_limit_counts_for_the_whole_answer(provider: str, fault: Reply, assistant: Assistant) -> None:
    with serving(provider, fault) as server:
        talker = talking(assistant, server, provider, seconds=0.5)
        assert talker.chat
        assert talker.chat.client  # imports the provider, which takes longer than the limit
        started = time.monotonic()
        answer = talker.ask(QUESTION)
        assert time.monotonic() - started < 1.5
        assert server.disconnected.wait(1)
    assert_without_model(answer, assistant, "hat zu lange gebraucht")


@both
@pytest.mark.parametrize("fault", [Status(500), Status(429)])
def test_a_passing_fault_is_tried_again_once(provider: str, fault: Reply, assistant: Assistant) -> None:
    with serving(provider, fault, WHOLE) as server:
        answer = talking(assistant, server, provider).ask(QUESTION)
    assert (answer.mode, answer.note) == ("m", None)
    assert len(server.requests) == 2


def test_the_wait_that_the_server_asks_for_is_kept(assistant: Assistant) -> None:
    with serving("openai", Status(429, headers={"Retry-After": "1"}), WHOLE) as server:
        started = time.monotonic()
        answer = talking(assistant, server).ask(QUESTION)
    assert answer.mode == "m"
    assert time.monotonic() - started >= 1


@both
def test_sentences_shown_before_the_stream_broke_are_taken_back(provider: str, assistant: Assistant) -> None:
    with serving(provider, CutStream(WHOLE, 20)) as server:
        first, *_, last = talking(assistant, server, provider).stream(QUESTION)
    assert ALLOWED[0] in first.text
    assert_without_model(last, assistant, "ist abgebrochen")


@both
@pytest.mark.parametrize("shown", [0, 1])
def test_closing_the_stream_ends_the_request(provider: str, shown: int, assistant: Assistant) -> None:
    with serving(provider, Slow(in_json("ja", *[ALLOWED, IMPOSED] * 20), 0.004)) as server:
        answers = talking(assistant, server, provider).stream(QUESTION)
        for _ in range(shown + 1):
            next(answers)
        answers.close()
        assert server.disconnected.wait(1)


@both
def test_a_stream_is_closed_from_another_thread_while_the_model_is_silent(provider: str, assistant: Assistant) -> None:
    with serving(provider, Hang(5)) as server, ThreadPoolExecutor(1) as pool:
        answers = talking(assistant, server, provider).stream(QUESTION)
        waiting = pool.submit(list, answers)
        while not server.requests:
            time.sleep(0.01)
        answers.close()
        assert waiting.result(1) == []
        assert server.disconnected.wait(1)


def test_a_rewriting_that_fails_leaves_our_own_reading(assistant: Assistant) -> None:
    talk = [Turn("user", QUESTION), Turn("assistant", "Ja, nach § 6 Abs. 1 KomIntAVO.")]
    with serving("openai", Status(400)) as server:
        answer = talking(assistant, server).ask("Und in welcher Form?", talk)
    assert answer.understood is None
    assert "§ 6 Abs. 1 KomIntAVO" in [citation.ref for citation in answer.citations]
