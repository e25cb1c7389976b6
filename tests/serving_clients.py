"""The real clients of the scripted model servers, and what they call things; texts that scripts are made of."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

import httpx
import openai
import pytest
from langchain.chat_models import BaseChatModel, init_chat_model
from langchain_core.messages import AIMessageChunk
from ollama import ResponseError

from tests.serving_models import ModelServer, ollama_server, openai_server

TEXT = "Das ist ein längerer Satz, der in mehreren Stücken über die Leitung geht."
JSON = '{"urteil": "ja", "saetze": ["Die Zuweisung ist zweckgebunden.", "Sie läuft aus."]}'
VALUES = {"urteil": "ja", "saetze": ["Die Zuweisung ist zweckgebunden.", "Sie läuft aus."]}
SCHEMA = {
    "title": "Antwort",
    "description": "Urteil und Sätze",
    "type": "object",
    "properties": {"urteil": {"type": "string"}, "saetze": {"type": "array", "items": {"type": "string"}}},
    "required": ["urteil", "saetze"],
}


@dataclass(frozen=True, slots=True)
class Provider:
    """A protocol: its server, its client's limit of 0.3 s, its name for why a reply ended, and its errors."""

    name: str
    serve: Callable[..., AbstractContextManager[ModelServer]]
    limit: dict[str, Any]
    ended: str
    refused: type[Exception]
    broken: type[Exception]
    late: type[Exception]

    def model(self, server: ModelServer, **settings: Any) -> BaseChatModel:
        """The client of a server, which tries nothing twice unless it is told to."""
        own = {"api_key": "x", "max_retries": 0, "stream_usage": True} if self.name == "openai" else {}
        keywords: dict[str, Any] = {"base_url": server.url} | own | settings
        model: BaseChatModel = init_chat_model(f"{self.name}:m", **keywords)
        return model


OPENAI = Provider(
    "openai",
    openai_server,
    {"timeout": 0.3},
    "finish_reason",
    openai.APIStatusError,
    openai.APIConnectionError,
    openai.APITimeoutError,
)
OLLAMA = Provider(
    "ollama",
    ollama_server,
    {"client_kwargs": {"timeout": 0.3}},
    "done_reason",
    ResponseError,
    httpx.RemoteProtocolError,
    httpx.ReadTimeout,
)
both = pytest.mark.parametrize("provider", [OPENAI, OLLAMA], ids=lambda provider: provider.name)


def summed(model: BaseChatModel) -> AIMessageChunk:
    """The stream of an answer in one: text, usage and why it ended."""
    first, *rest = model.stream("Frage")
    for chunk in rest:
        first = first + chunk
    return first
