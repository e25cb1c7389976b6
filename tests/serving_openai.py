"""The OpenAI protocol of a scripted model: chat completions whole and as server-sent events, tools, list of models."""

import json
from collections.abc import Sequence
from typing import Any

from tests.serving_replies import Body, Status

prefix, chat_path, event_type = "/v1", "/v1/chat/completions", "text/event-stream"
fixed: dict[str, Body] = {"/v1/models": {"object": "list", "data": [{"id": "m", "object": "model", "created": 1}]}}


def streams(body: Body) -> bool:
    """Whether the client asked for events."""
    return bool(body.get("stream"))


def structured(body: Body) -> bool:
    """Whether the client asked for a schema or a tool call."""
    return "response_format" in body or "tools" in body


def whole(text: str, body: Body, finish: str) -> Body:
    """The reply in one piece."""
    name = _tool(text, body)
    spoken: Body = {"content": None, "tool_calls": [_call(name, text)]} if name else {"content": text}
    message = {"role": "assistant"} | spoken
    choice = {"index": 0, "message": message, "finish_reason": _finish(text, body, finish)}
    return _envelope("chat.completion") | {"choices": [choice], "usage": _usage(text, body)}


def events(pieces: Sequence[str], body: Body, finish: str) -> list[bytes]:
    """The reply in these pieces, then the reason it ended, the usage if asked for, and the terminator."""
    text = "".join(pieces)
    name = _tool(text, body)
    deltas = [_arguments(piece) if name else {"content": piece} for piece in pieces]
    deltas[0] |= {"role": "assistant"}
    if name:
        deltas[0] |= {"tool_calls": [{"index": 0} | _call(name, pieces[0])]}
    choices: list[Body] = [{"index": 0, "delta": delta, "finish_reason": None} for delta in deltas]
    choices.append({"index": 0, "delta": {}, "finish_reason": _finish(text, body, finish)})
    chunks = [_envelope("chat.completion.chunk") | {"choices": [choice]} for choice in choices]
    if body.get("stream_options", {}).get("include_usage"):
        chunks.append(_envelope("chat.completion.chunk") | {"choices": [], "usage": _usage(text, body)})
    return [*(framed(json.dumps(chunk, ensure_ascii=False).encode()) for chunk in chunks), framed(b"[DONE]")]


def framed(data: bytes) -> bytes:
    """One event of these bytes."""
    return b"data: " + data + b"\n\n"


def error(status: Status) -> Body:
    """The body of an error."""
    kind = "invalid_request_error" if status.code < 500 else "server_error"
    return {"error": {"message": status.message, "type": kind, "param": None, "code": status.kind}}


def _envelope(kind: str) -> Body:
    return {"id": "chatcmpl-1", "object": kind, "created": 1, "model": "m"}


def _tool(text: str, body: Body) -> str | None:
    """The tool that JSON text calls; prose calls none."""
    tools = body.get("tools")
    return str(tools[0]["function"]["name"]) if tools and text.startswith("{") else None


def _call(name: str, arguments: str) -> Body:
    return {"id": "call_1", "type": "function", "function": {"name": name, "arguments": arguments}}


def _arguments(piece: str) -> Body:
    return {"tool_calls": [{"index": 0, "function": {"arguments": piece}}]}


def _finish(text: str, body: Body, finish: str) -> str:
    return "tool_calls" if finish == "stop" and _tool(text, body) else finish


def _usage(text: str, body: Body) -> dict[str, Any]:
    """A word is a token."""
    prompt = sum(len(str(message["content"]).split()) for message in body["messages"])
    answer = len(text.split())
    return {"prompt_tokens": prompt, "completion_tokens": answer, "total_tokens": prompt + answer}
