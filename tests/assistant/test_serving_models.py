"""The scripted model servers, driven through the real clients: what they say, and that they notice who leaves."""

import asyncio
from contextlib import suppress
from typing import Any

import httpx
import pytest
from langchain.chat_models import BaseChatModel

from tests.serving_clients import JSON, OLLAMA, OPENAI, SCHEMA, TEXT, VALUES, Provider, both, summed
from tests.serving_models import ModelServer, ollama_server
from tests.serving_replies import Body, Hang, Slow

METHODS = ["json_schema", "function_calling", "json_mode"]


@both
def test_a_text_comes_back_whole_with_its_usage(provider: Provider) -> None:
    with provider.serve(TEXT) as server:
        answer = provider.model(server).invoke("eine kurze Frage")
    assert answer.text == TEXT
    assert (answer.usage_metadata or {}) | {"input_tokens": 3, "output_tokens": 13} == answer.usage_metadata
    assert server.requests[0].body["messages"][0]["content"] == "eine kurze Frage"
    assert "authorization" in server.requests[0].headers or provider is OLLAMA


@both
def test_a_stream_comes_in_pieces_and_says_why_it_ended(provider: Provider) -> None:
    with provider.serve(TEXT) as server:
        pieces = [chunk.text for chunk in provider.model(server).stream("Frage")]
        whole = summed(provider.model(server))
    assert len([piece for piece in pieces if piece]) > 5
    assert whole.text == "".join(pieces) == TEXT
    assert whole.response_metadata[provider.ended] == "stop"
    assert (whole.usage_metadata or {"output_tokens": 0})["output_tokens"] == 13


@both
@pytest.mark.parametrize("method", METHODS)
def test_json_meets_every_method_of_structured_output(provider: Provider, method: str) -> None:
    with provider.serve(JSON) as server:
        structured = provider.model(server).with_structured_output(SCHEMA, method=method)
        assert structured.invoke("Antworte in JSON") == VALUES
        grown = list(structured.stream("Antworte in JSON"))
    assert grown[-1] == VALUES
    assert len(grown) > 3 or (provider, method) == (OLLAMA, "function_calling")


@both
def test_the_schema_reaches_the_server(provider: Provider) -> None:
    with provider.serve(JSON) as server:
        provider.model(server).with_structured_output(SCHEMA, method="json_schema").invoke("Frage")
    body = server.requests[0].body
    schema = body["format"] if provider is OLLAMA else body["response_format"]["json_schema"]["schema"]
    assert schema["properties"].keys() == {"urteil", "saetze"}


@both
def test_replies_come_in_order_and_the_last_repeats(provider: Provider) -> None:
    with provider.serve("eins", "zwei") as server:
        assert [provider.model(server).invoke("Frage").text for _ in range(3)] == ["eins", "zwei", "zwei"]


@both
def test_a_function_answers_from_the_request(provider: Provider) -> None:
    def echo(body: Body) -> str:
        return str(body["messages"][-1]["content"]).upper()

    with provider.serve(echo) as server:
        assert provider.model(server).invoke("frage").text == "FRAGE"


@both
def test_a_function_that_fails_fails_the_test(provider: Provider) -> None:
    def demand(body: Body) -> str:
        raise AssertionError("the prompt lacks the passage")

    with pytest.raises(AssertionError, match="lacks the passage"), provider.serve(demand) as server:
        provider.model(server).invoke("Frage")


@both
def test_closing_a_stream_of_the_model_ends_the_request(provider: Provider) -> None:
    with provider.serve(Slow(TEXT, 0.03)) as server:
        stream: Any = provider.model(server).stream("Frage")
        next(stream)
        stream.close()
        assert server.disconnected.wait(5)


@both
def test_closing_the_binding_of_structured_output_ends_the_request(provider: Provider) -> None:
    with provider.serve(Slow(JSON, 0.03)) as server:
        structured: Any = provider.model(server).with_structured_output(SCHEMA, method="json_schema")
        stream = structured.first.stream("Frage")
        next(stream)
        stream.close()
        assert server.disconnected.wait(5)


@both
def test_cancelling_a_task_ends_the_request_even_before_the_first_byte(provider: Provider) -> None:
    async def leave(model: BaseChatModel, server: ModelServer) -> None:
        asked = asyncio.create_task(model.ainvoke("Frage"))
        while not server.requests:
            await asyncio.sleep(0.01)
        asked.cancel()
        with suppress(asyncio.CancelledError):
            await asked

    with provider.serve(Hang(5)) as server:
        asyncio.run(leave(provider.model(server), server))
        assert server.disconnected.wait(5)


@both
def test_a_whole_stream_leaves_no_trace_of_an_early_client(provider: Provider) -> None:
    with provider.serve(TEXT) as server:
        model = provider.model(server)
        for _ in range(20):
            summed(model)
    assert not server.disconnected.is_set()


@both
def test_the_models_are_listed(provider: Provider) -> None:
    path = "/models" if provider is OPENAI else "/api/tags"
    with provider.serve(TEXT) as server:
        listed = httpx.get(server.url + path).json()
        assert httpx.get(server.url + "/nothing").status_code == 404
    assert listed["data"][0]["id"] == "m" if provider is OPENAI else listed["models"][0]["name"] == "m:latest"


def test_ollama_shows_what_the_model_can_do() -> None:
    with ollama_server(TEXT) as server:
        shown = httpx.post(f"{server.url}/api/show", json={"model": "m"}).json()
    assert "tools" in shown["capabilities"]
