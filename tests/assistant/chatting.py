"""What the tests of the chat model share: assistants that talk to a scripted server, and what its model says."""

import json
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace

import pytest

from assistant.answer import Answer
from assistant.ask import Assistant
from assistant.chat.model import chat_model_of
from assistant.settings import Settings
from tests.serving_models import ModelServer, ollama_server, openai_server
from tests.serving_replies import Body, Reply

Said = tuple[str, Sequence[str]]

QUESTION = "Dürfen wir die Zuweisung an einen freien Träger weiterleiten?"
ALLOWED: Said = (
    "Der Zuweisungsempfänger darf die Zuweisung ganz oder zum Teil an Dritte weiterleiten.",
    ["§ 6 Abs. 1 KomIntAVO"],
)
FORM: Said = ("Die Weiterleitung geschieht in öffentlich-rechtlicher Form.", ["§ 6 Abs. 1 KomIntAVO"])
IMPOSED: Said = (
    "Dabei muss er sicherstellen, dass die maßgebenden Bestimmungen des Bescheids auch den Dritten auferlegt werden.",
    ["§ 6 Abs. 2 KomIntAVO"],
)
KEPT: Said = (
    "Die Unterlagen sind fünf Jahre nach Bestandskraft des Zuweisungsbescheids aufzubewahren.",
    ["§ 7 Abs. 1 Satz 1 Nr. 2 KomIntAVO"],
)
KEPT_TOO_LONG: Said = (KEPT[0].replace("fünf", "neun"), KEPT[1])
INVENTED: Said = ("Nach § 99 KomIntAVO ist die Weiterleitung kostenlos.", ["§ 99 KomIntAVO"])

SERVERS: dict[str, Callable[..., AbstractContextManager[ModelServer]]] = {
    "openai": openai_server,
    "ollama": ollama_server,
}


both = pytest.mark.parametrize("provider", list(SERVERS))


def in_json(verdict: str, *sentences: Said) -> str:
    """The answer as structured output."""
    told = [{"text": text, "normen": list(norms)} for text, norms in sentences]
    return json.dumps({"urteil": verdict, "saetze": told}, ensure_ascii=False)


def in_lines(verdict: str, *sentences: Said) -> str:
    """The answer as lines of text."""
    return "\n".join([f"Urteil: {verdict}", *(f"{text} [{'; '.join(norms)}]" for text, norms in sentences)])


def serving(provider: str, *script: Reply) -> AbstractContextManager[ModelServer]:
    """A running server of that provider's protocol."""
    return SERVERS[provider](*script)


def talking(assistant: Assistant, server: ModelServer, provider: str = "openai", seconds: float = 5) -> Assistant:
    """The assistant with the model of the server."""
    return with_model(assistant, provider, server.url, seconds)


def with_model(assistant: Assistant, provider: str, url: str, seconds: float = 5) -> Assistant:
    """The assistant with a model at `url`."""
    settings = Settings.model_validate(
        {"chat_model": f"{provider}:m", "chat_base_url": url, "chat_timeout": seconds, "chat_api_key": "geheim"}
    )
    return replace(assistant, chat=chat_model_of(settings))


def prompt(body: Body) -> str:
    """Everything that the model was sent."""
    return "\n\n".join(str(message["content"]) for message in body["messages"])


def is_structured(body: Body) -> bool:
    """Whether a schema was asked for."""
    return bool(body.get("response_format") or body.get("format"))


def cited(answer: Answer) -> list[str]:
    """The norms cited, in order."""
    return [citation.ref for citation in answer.citations]


def unlike_the_model(answer: Answer) -> Answer:
    """Without what tells of the model and of time."""
    return replace(answer, latency_ms=0.0, note=None, usage=None)


def assert_without_model(answer: Answer, assistant: Assistant, note: str, simple: bool = False) -> None:
    """It is the answer given without a model, and says why."""
    free = assistant.ask(answer.question, simple=simple)
    assert unlike_the_model(answer) == unlike_the_model(free)
    assert answer.note
    assert note in answer.note
    assert answer.note.endswith("ist ohne Modell erstellt.")
