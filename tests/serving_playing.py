"""How a reply of the script becomes what goes over the wire, in either protocol."""

import json

from tests.serving_replies import (
    Body,
    Cropped,
    CutStream,
    Dialect,
    Fault,
    Garbage,
    Hang,
    RefuseStructured,
    Slow,
    Status,
)
from tests.serving_wire import Wire

_PIECE = 12


class Player(Wire):
    """Plays one reply in its protocol."""

    dialect: Dialect

    def play(self, reply: str | Fault, body: Body) -> None:
        """Answer this request so; ConnectionError where the client has left."""
        dialect = self.dialect
        match reply:
            case Status():
                self._fail(reply)
            case RefuseStructured() if dialect.structured(body):
                self._fail(Status(400, "this server has no structured output"))
            case Hang():
                self.pause(reply.seconds)
                self.close_connection = True
            case Garbage() if dialect.streams(body):
                self.send_stream(dialect.event_type, [dialect.framed(reply.data)])
            case Garbage():
                self.send_whole(200, reply.data, {})
            case CutStream() if dialect.streams(body):
                events = dialect.events(_pieces(reply.text), body, "stop")[: reply.after]
                self.send_stream(dialect.event_type, events, ended=reply.politely)
            case CutStream():
                self.send_whole(200, json.dumps(dialect.whole(reply.text, body, "stop")).encode(), {}, cut=True)
            case Cropped():
                self._say("".join(_pieces(reply.text)[: reply.after]), body, finish="length")
            case Slow():
                self._say(reply.text, body, reply.seconds)
            case RefuseStructured():
                self._say(reply.text, body)
            case str():
                self._say(reply, body)

    def _say(self, text: str, body: Body, seconds: float = 0, finish: str = "stop") -> None:
        if self.dialect.streams(body):
            self.send_stream(self.dialect.event_type, self.dialect.events(_pieces(text), body, finish), seconds)
        else:
            self.pause(seconds)
            self.send_whole(200, json.dumps(self.dialect.whole(text, body, finish)).encode(), {})

    def _fail(self, status: Status) -> None:
        self.send_whole(status.code, json.dumps(self.dialect.error(status)).encode(), status.headers)


def _pieces(text: str) -> list[str]:
    """The text cut into pieces, in the middle of words; nothing is one empty piece."""
    return [text[start : start + _PIECE] for start in range(0, len(text), _PIECE)] or [""]
