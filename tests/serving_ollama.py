"""The Ollama protocol of a scripted model: chat whole and as lines of JSON, tools, the models and what one can do."""

import json
from collections.abc import Sequence

from tests.serving_replies import Body, Status

prefix, chat_path, event_type = "", "/api/chat", "application/x-ndjson"
_DETAILS = {"format": "gguf", "family": "llama", "parameter_size": "1B", "quantization_level": "Q4_K_M"}
fixed: dict[str, Body] = {
    "/api/tags": {"models": [{"name": "m:latest", "model": "m:latest", "size": 1, "digest": "0", "details": _DETAILS}]},
    "/api/show": {
        "details": _DETAILS,
        "model_info": {"general.architecture": "llama", "llama.context_length": 8192},
        "capabilities": ["completion", "tools"],
    },
}


def streams(body: Body) -> bool:
    """Whether the client wants lines, as it does unless it says otherwise."""
    return bool(body.get("stream", True))


def structured(body: Body) -> bool:
    """Whether the client asked for a schema or a tool call."""
    return bool(body.get("format") or body.get("tools"))


def whole(text: str, body: Body, finish: str) -> Body:
    """The reply in one piece."""
    return _line(text, body) | _end(text, body, finish)


def events(pieces: Sequence[str], body: Body, finish: str) -> list[bytes]:
    """The reply in these pieces and the line that says it is done; a tool call is one piece, as Ollama sends it."""
    text = "".join(pieces)
    spoken = [text] if _calls(text, body) else pieces
    lines = [*(_line(piece, body) for piece in spoken), _line("", {}) | _end(text, body, finish)]
    return [framed(json.dumps(line, ensure_ascii=False).encode()) for line in lines]


def framed(data: bytes) -> bytes:
    """One line of these bytes."""
    return data + b"\n"


def error(status: Status) -> Body:
    """The body of an error."""
    return {"error": status.message}


def _line(text: str, body: Body) -> Body:
    called = _calls(text, body)
    message = {"role": "assistant", "content": "", "tool_calls": called} if called else _spoken(text)
    return {"model": "m", "created_at": "2026-01-01T00:00:00Z", "message": message, "done": False}


def _spoken(text: str) -> Body:
    return {"role": "assistant", "content": text}


def _calls(text: str, body: Body) -> list[Body]:
    """The call that whole JSON makes of the first tool; prose and broken JSON are text."""
    tools = body.get("tools")
    if not tools or not (text.startswith("{") and text.endswith("}")):
        return []
    return [{"function": {"name": tools[0]["function"]["name"], "arguments": json.loads(text)}}]


def _end(text: str, body: Body, finish: str) -> Body:
    """Times in nanoseconds; a word is a token."""
    prompt = sum(len(str(message["content"]).split()) for message in body["messages"])
    counts = {"prompt_eval_count": prompt, "eval_count": len(text.split())}
    times = {"total_duration": 3000, "load_duration": 1000, "prompt_eval_duration": 1000, "eval_duration": 1000}
    return {"done": True, "done_reason": finish} | counts | times
