"""The faults that the scripted model servers play, and what the real clients make of them."""

import openai
import pytest

from tests.serving_clients import JSON, OLLAMA, OPENAI, SCHEMA, TEXT, VALUES, Provider, both, summed
from tests.serving_models import ollama_server, openai_server
from tests.serving_replies import (
    CONTEXT_TOO_SMALL,
    EMPTY,
    PROSE,
    Cropped,
    CutStream,
    Garbage,
    Hang,
    RefuseStructured,
    Reply,
    Slow,
    Status,
)


@both
@pytest.mark.parametrize("reply", [Status(429, headers={"Retry-After": "7"}), Status(500), CONTEXT_TOO_SMALL])
def test_an_error_keeps_its_code(provider: Provider, reply: Status) -> None:
    with provider.serve(reply) as server, pytest.raises(provider.refused) as raised:
        provider.model(server).invoke("Frage")
    assert getattr(raised.value, "status_code", None) == reply.code


def test_openai_tells_when_to_come_back_and_which_limit_was_met() -> None:
    with openai_server(Status(429, headers={"Retry-After": "7"}), CONTEXT_TOO_SMALL) as server:
        with pytest.raises(openai.RateLimitError) as limited:
            OPENAI.model(server).invoke("Frage")
        with pytest.raises(openai.BadRequestError) as small:
            OPENAI.model(server).invoke("Frage")
    assert limited.value.response.headers["retry-after"] == "7"
    assert small.value.code == "context_length_exceeded"


def test_openai_tries_again_by_itself_if_let() -> None:
    with openai_server(Status(429, headers={"Retry-After": "0.01"}), TEXT) as server:
        assert OPENAI.model(server, max_retries=2).invoke("Frage").text == TEXT
    assert len(server.requests) == 2


@both
def test_a_cut_stream_is_an_error_after_its_first_pieces(provider: Provider) -> None:
    with provider.serve(CutStream(TEXT, after=2)) as server:
        stream = provider.model(server).stream("Frage")
        assert next(stream).text + next(stream).text == TEXT[:24]
        with pytest.raises(provider.broken):
            list(stream)


@both
def test_a_politely_cut_stream_is_no_error_but_lacks_its_reason(provider: Provider) -> None:
    with provider.serve(CutStream(TEXT, after=2, politely=True)) as server:
        whole = summed(provider.model(server))
    assert whole.text == TEXT[:24]
    assert provider.ended not in whole.response_metadata


def test_a_reply_that_is_no_stream_breaks_off_in_the_middle() -> None:
    with openai_server(CutStream(TEXT)) as server, pytest.raises(openai.APIConnectionError):
        OPENAI.model(server).invoke("Frage")


@both
def test_a_cropped_stream_says_so(provider: Provider) -> None:
    with provider.serve(Cropped(TEXT, after=2)) as server:
        whole = summed(provider.model(server))
    assert (whole.text, whole.response_metadata[provider.ended]) == (TEXT[:24], "length")


def test_a_cropped_structured_answer_passes_as_valid_with_ollama() -> None:
    with ollama_server(Cropped(JSON, after=4)) as server:
        assert OLLAMA.model(server).with_structured_output(SCHEMA).invoke("Frage") != VALUES


@both
def test_prose_and_nothing_give_no_structured_output(provider: Provider) -> None:
    with provider.serve(PROSE, EMPTY) as server:
        called = provider.model(server).with_structured_output(SCHEMA, method="function_calling")
        assert [called.invoke("Frage"), called.invoke("Frage")] == [None, None]
    with provider.serve(PROSE) as server:
        assert list(provider.model(server).with_structured_output(SCHEMA, method="json_schema").stream("Frage")) == []


@both
@pytest.mark.parametrize("method", ["json_schema", "function_calling", "json_mode"])
def test_a_server_without_structured_output_still_talks(provider: Provider, method: str) -> None:
    with provider.serve(RefuseStructured(TEXT)) as server:
        with pytest.raises(provider.refused) as raised:
            provider.model(server).with_structured_output(SCHEMA, method=method).invoke("JSON")
        assert getattr(raised.value, "status_code", None) == 400
        assert provider.model(server).invoke("Frage").text == TEXT


@both
@pytest.mark.parametrize("way", ["invoke", "stream"])
def test_garbage_is_a_value_error(provider: Provider, way: str) -> None:
    with provider.serve(Garbage()) as server, pytest.raises(ValueError, match=r"decode|delimiter"):
        list(getattr(provider.model(server), way)("Frage"))


@both
@pytest.mark.parametrize("reply", [Hang(5), Slow(TEXT, 5)])
def test_a_slow_server_meets_the_time_limit_and_sees_the_client_leave(provider: Provider, reply: Reply) -> None:
    with provider.serve(reply) as server:
        with pytest.raises(provider.late):
            provider.model(server, **provider.limit).invoke("Frage")
        assert server.disconnected.wait(5)


@both
def test_a_drip_outlasts_a_time_limit_between_reads(provider: Provider) -> None:
    with provider.serve(Slow(TEXT, 0.06)) as server:
        assert summed(provider.model(server, **provider.limit)).text == TEXT


@both
def test_a_hanging_server_breaks_off_in_the_end(provider: Provider) -> None:
    with provider.serve(Hang(0.05)) as server, pytest.raises(provider.broken):
        provider.model(server).invoke("Frage")
    assert not server.disconnected.is_set()
