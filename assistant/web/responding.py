"""What the page shows as a conversation goes on: the question, its growing answer, evidence, what to ask next."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import gradio as gr

from assistant.answer import Answer, Status, Turn
from assistant.web import render
from assistant.web.answering import Answering
from assistant.web.cards import evidence
from assistant.web.desk import Desk
from assistant.web.markup import Growing, Numbered
from assistant.web.suggesting import MOST, suggestions
from assistant.web.texts import Texts

_MAX_TURNS = 40
_NO_TURNS = (Status.INVALID, Status.ERROR)

Update = tuple[Any, ...]
"""New values of the box, the log, the evidence, the conversation, and the suggestions with their column."""


@dataclass(frozen=True, slots=True)
class Responder:
    """The page's reactions."""

    answering: Answering
    desk: Desk
    texts: Texts

    def respond(
        self, text: str | None, shown: list[Numbered], simple: bool, request: gr.Request, is_asked: bool
    ) -> Iterator[Update]:
        """Show the question until its answer comes, unless that is at once; a rejected question goes back into the box.

        `is_asked` says that the page shows the question already; what is in the box now was written after it.
        """
        text, today = text or "", date.today()
        number = shown[-1].number + 1 if shown else 1
        if not self.desk.is_prompt():
            yield "", self._log(shown, Growing(number, text)), gr.skip(), gr.skip(), *unchanged()
            is_asked = True
        for answer in self.answering.growing(text, _history(shown), simple, request.session_hash):
            if answer.usage:  # else it is whole
                cards = evidence([*shown, Numbered(number, answer)], self.texts, today)
                yield gr.skip(), self._log(shown, Growing(number, text, answer)), cards, gr.skip(), *unchanged()
        after = [*shown, Numbered(number, answer)][-_MAX_TURNS:]
        rest = gr.skip() if is_asked else ""
        box = text if answer.status is Status.INVALID else rest
        yield box, self._log(after), evidence(after, self.texts, today), after, *self._next(after)

    def stop(self, request: gr.Request) -> None:
        """End the answer being written for this page."""
        self.answering.stop(request.session_hash)

    def start_again(self) -> Update:
        """An empty conversation."""
        return "", self._log([]), evidence([], self.texts, date.today()), [], *self._next([])

    def _log(self, shown: Sequence[Numbered], growing: Growing | None = None) -> str:
        return render.conversation(shown, self.texts, growing)

    def _next(self, shown: Sequence[Numbered]) -> Update:
        answers = [one.answer for one in shown]
        found = suggestions(answers, self.desk.library, self.texts.language)
        buttons = [gr.update(value=question, visible=True) for question in found]
        buttons += [gr.update(visible=False) for _ in range(MOST - len(found))]
        return gr.update(visible=bool(found)), *buttons


def unchanged() -> Update:
    """The suggestions as they are."""
    return tuple(gr.skip() for _ in range(MOST + 1))


def _history(shown: Sequence[Numbered]) -> list[Turn]:
    """The conversation for the assistant, without what was no question or got no answer."""
    counted: list[Answer] = [one.answer for one in shown if one.answer.status not in _NO_TURNS]
    return [turn for one in counted for turn in (Turn("user", one.question), Turn("assistant", one.text))]
