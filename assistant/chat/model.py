"""The configured chat model, made with LangChain at its first use. Calls are in `calling`, prompts in `prompting`."""

import importlib.util
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from langchain_core.language_models import BaseChatModel

from assistant.errors import ChatModelError
from assistant.settings import Settings

_PACKAGES = {"ollama": "langchain_ollama", "openai": "langchain_openai"}
_HEADERS = {"Connection": "close"}  # a connection per call: none is left behind when a call is ended
_OPTIONS: dict[str, dict[str, Any]] = {
    "ollama": {"num_ctx": 8192, "reasoning": False, "client_kwargs": {"headers": _HEADERS}},
    "openai": {
        "max_retries": 0,
        "stream_usage": True,
        "stream_chunk_timeout": None,  # asyncio.wait_for, which in Python 3.11 may swallow that a call is ended
        "default_headers": _HEADERS,
    },
}


@dataclass
class ChatModel:
    """A model that is made at its first use, and whether its server takes structured output, as far as it is known."""

    name: str
    seconds: float
    make: Callable[[], BaseChatModel]
    structured: bool = True

    @cached_property
    def client(self) -> BaseChatModel:
        """The LangChain model; imports its provider."""
        return self.make()


def chat_model_of(settings: Settings) -> ChatModel | None:
    """The configured model, None without one. ChatModelError for a wrong name, a missing package or a missing key."""
    if not settings.chat_model:
        return None
    provider, _, name = settings.chat_model.partition(":")
    if provider not in _PACKAGES or not name.strip():
        raise ChatModelError(f'no chat model "{settings.chat_model}": write ollama:NAME or openai:NAME')
    package = _PACKAGES[provider]
    if importlib.util.find_spec(package) is None:
        raise ChatModelError(f"the chat model needs the package {package.replace('_', '-')}")
    if provider == "openai" and not settings.chat_base_url and not settings.chat_api_key:
        raise ChatModelError("openai needs KOMINTAVO_CHAT_API_KEY, or KOMINTAVO_CHAT_BASE_URL for a server of your own")
    return ChatModel(name, settings.chat_timeout, lambda: _make(settings, provider))


def _make(settings: Settings, provider: str) -> BaseChatModel:
    from langchain.chat_models import init_chat_model  # seconds with its provider, so at the first question

    options = dict(_OPTIONS[provider])
    if provider == "openai":
        options["api_key"] = settings.chat_api_key or "none"
    elif settings.chat_api_key:
        bearer = f"Bearer {settings.chat_api_key.get_secret_value()}"
        options["client_kwargs"] = {"headers": _HEADERS | {"Authorization": bearer}}
    if settings.chat_base_url:
        options["base_url"] = str(settings.chat_base_url)
    if provider == "ollama" or settings.chat_base_url:
        options["temperature"] = 0  # some models of OpenAI refuse any but their own
    model: BaseChatModel = init_chat_model(str(settings.chat_model), **options)
    return model
