"""What a scripted model server answers: text, a fault, or a function of the request; and how a protocol writes it.

`serving_models` plays the replies, `serving_openai` and `serving_ollama` are the protocols.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

Body = dict[str, Any]

EMPTY = ""
PROSE = "Gern helfe ich Ihnen weiter. Dazu lässt sich allgemein einiges sagen."


@dataclass(frozen=True, slots=True)
class Status:
    """An HTTP error; `kind` is the machine-readable code where the protocol has one."""

    code: int
    message: str = "fault of the script"
    headers: Mapping[str, str] = field(default_factory=dict)
    kind: str | None = None


CONTEXT_TOO_SMALL = Status(400, "This model's maximum context length is 512 tokens.", kind="context_length_exceeded")


@dataclass(frozen=True, slots=True)
class CutStream:
    """Text that breaks off after so many pieces: the socket closes, or `politely` the response just ends.

    A reply that is no stream breaks off in the middle, its socket closed.
    """

    text: str
    after: int = 2
    politely: bool = False


@dataclass(frozen=True, slots=True)
class Cropped:
    """Text that stops after so many pieces because the model may say no more (finish reason `length`)."""

    text: str
    after: int = 2


@dataclass(frozen=True, slots=True)
class Slow:
    """Text with a pause of so many seconds before each piece, or before the whole where it is no stream."""

    text: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Hang:
    """No answer for so long, then the connection closes; ends early when the server or the client closes."""

    seconds: float


@dataclass(frozen=True, slots=True)
class RefuseStructured:
    """A server without structured output: 400 on a schema or tools, else the text."""

    text: str


@dataclass(frozen=True, slots=True)
class Garbage:
    """A successful response whose data are these bytes."""

    data: bytes = b'{"choices": [{"message" \xff'


Fault = Status | CutStream | Cropped | Slow | Hang | RefuseStructured | Garbage
Reply = str | Fault | Callable[[Body], str | Fault]


class Dialect(Protocol):
    """A protocol: its paths, and how it writes a reply; the last event of a stream says that it is over."""

    prefix: str
    chat_path: str
    event_type: str
    fixed: dict[str, Body]

    def streams(self, body: Body) -> bool: ...
    def structured(self, body: Body) -> bool: ...
    def whole(self, text: str, body: Body, finish: str) -> Body: ...
    def events(self, pieces: Sequence[str], body: Body, finish: str) -> list[bytes]: ...
    def framed(self, data: bytes) -> bytes: ...
    def error(self, status: Status) -> Body: ...
