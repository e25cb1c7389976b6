"""The endpoint /ask for scripts (gradio_client, HTTP): the JSON of `python -m assistant ask --json`."""

from typing import Any

import gradio as gr
from gradio.events import api
from pydantic import TypeAdapter, ValidationError

from assistant.answer import Turn
from assistant.web.answering import Answering
from assistant.web.limiting import seconds_to_wait
from assistant.web.waiting import Line, LineFullError

_HISTORY = TypeAdapter(list[Turn])
_MAX_HISTORY = 200


def add_api(answering: Answering, line: Line) -> None:
    """Add the endpoint to the Blocks being built; scripts stand in the line with the page's users."""

    def ask_json(
        request: gr.Request, question: str, history: list[dict[str, str]] | None = None, simple: bool = False
    ) -> dict[str, Any]:
        """Answer one question; history is the conversation before it, a list of {"role", "content"}."""
        if seconds := seconds_to_wait(request.request):
            raise gr.Error(f"too many questions; ask again in {seconds} seconds", print_exception=False)
        try:
            with line.joined() as places:
                for _ in places:
                    pass
                return answering.whole(_text(question), _turns(history), bool(simple)).as_json()
        except LineFullError:
            raise gr.Error("too many ask at once; ask again in a minute", print_exception=False) from None

    api(ask_json, api_name="ask", concurrency_limit=None)


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
