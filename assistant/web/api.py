"""The endpoint /ask for scripts (gradio_client, HTTP): the JSON of `python -m assistant ask --json`."""

from typing import Any

import gradio as gr
from gradio.events import api
from pydantic import TypeAdapter, ValidationError

from assistant.answer import Turn
from assistant.web.guarding import Ask

_HISTORY = TypeAdapter(list[Turn])
_MAX_HISTORY = 200


def add_api(ask: Ask, at_once: int) -> None:
    """Add the endpoint to the Blocks being built."""

    def ask_json(question: str, history: list[dict[str, str]] | None = None, simple: bool = False) -> dict[str, Any]:
        """Answer one question; history is the conversation before it, a list of {"role", "content"}."""
        return ask(_text(question), _turns(history), bool(simple)).as_json()

    api(ask_json, api_name="ask", concurrency_limit=at_once, concurrency_id="api")


def _text(question: object) -> str:
    if isinstance(question, str):
        return question
    raise gr.Error("question must be a text", print_exception=False)


def _turns(history: object) -> list[Turn]:
    try:
        return _HISTORY.validate_python(history or [])[-_MAX_HISTORY:]
    except ValidationError:
        message = 'history must be a list of {"role": "user" or "assistant", "content": text}'
        raise gr.Error(message, print_exception=False) from None
