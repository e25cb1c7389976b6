"""Lets questions through to who answers them: not too often from one client, a few at a time, the others in line."""

from collections.abc import Iterator
from dataclasses import dataclass

import gradio as gr

from assistant.web import render
from assistant.web.limiting import seconds_to_wait
from assistant.web.markup import Growing, Numbered
from assistant.web.responding import Responder, Update, unchanged
from assistant.web.waiting import LeftLineError, Line, LineFullError


@dataclass(frozen=True, slots=True)
class Admission:
    """What the page does with a question before the responder gets it."""

    responder: Responder
    line: Line

    def respond(self, text: str | None, shown: list[Numbered], simple: bool, request: gr.Request) -> Iterator[Update]:
        """The question's place in the line until it is its turn, then its answer; or it goes back into the box."""
        texts = self.responder.texts
        if seconds := seconds_to_wait(request.request):
            yield self._told(shown, texts("limits.ask_often", seconds=seconds), text)
            return
        try:
            with self.line.joined(request.session_hash) as places:
                number, is_asked = shown[-1].number + 1 if shown else 1, False
                for place in places:
                    is_asked = True
                    yield self._told(shown, texts("limits.place", place=place), "", Growing(number, text or ""))
                yield from self.responder.respond(text, shown, simple, request, is_asked)
        except LineFullError:
            yield self._told(shown, texts("limits.full"), text)
        except LeftLineError:
            yield self._told(shown, texts("limits.left"), text)

    def stop(self, request: gr.Request) -> None:
        """Take the question of this page out of the line, or end its answer."""
        self.line.leave(request.session_hash)
        self.responder.stop(request)

    def _told(self, shown: list[Numbered], notice: str, box: str | None, growing: Growing | None = None) -> Update:
        """A notice under the conversation; the rest stays as it is."""
        responder = self.responder
        log = render.conversation(shown, responder.texts, growing, notice)
        return box or "", log, gr.skip(), gr.skip(), *unchanged()
