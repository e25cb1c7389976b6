"""Asks the assistant for the page: answers as they grow, to be stopped by who asked.

What goes wrong becomes an answer in plain words; the reason goes to the operator's log.
"""

import logging
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.answer import Answer, Status, Turn
from assistant.errors import AssistantError
from assistant.web.desk import Desk
from assistant.web.texts import Texts
from corpus.errors import CorpusError

if TYPE_CHECKING:
    from assistant.growing import AnswerStream

_LOG = logging.getLogger(__name__)


class Answering:
    """Answers of an assistant that may still be being built, or may have failed to be."""

    def __init__(self, desk: Desk, texts: Texts) -> None:
        self._desk, self._texts = desk, texts
        self._open: dict[AnswerStream, str | None] = {}

    def whole(self, text: str, history: list[Turn], simple: bool) -> Answer:
        """The whole answer; status `error` in place of an exception."""
        *_, answer = self.growing(text, history, simple, None)
        return answer

    def growing(self, text: str, history: list[Turn], simple: bool, session: str | None) -> Iterator[Answer]:
        """The answer as it grows, at least one, last the whole; status `error` in place of an exception."""
        try:
            yield from self._answers(text, history, simple, session)
        except (AssistantError, CorpusError) as error:
            _LOG.error("no answer: %s", error)
            yield _failed(text, self._texts("chat.not_ready"))
        except Exception:  # noqa: BLE001  # logged; the page shows a notice, never a traceback
            _LOG.exception("no answer")
            yield _failed(text, self._texts("chat.error"))

    def stop(self, session: str | None) -> None:
        """End what is being written for a session, if it has one, from any thread; its last answer then says so."""
        for stream, owner in list(self._open.items()):
            if session and owner == session and self._open.pop(stream, None):
                stream.close()

    def _answers(self, text: str, history: list[Turn], simple: bool, session: str | None) -> Iterator[Answer]:
        assistant, answer = self._desk.assistant(), None
        stream = assistant.stream(text, history, simple)
        self._open[stream] = session
        try:
            for answer in stream:
                yield answer
        finally:
            is_stopped = stream not in self._open
            self._open.pop(stream, None)
            stream.close()
        if is_stopped and answer:
            yield replace(answer, note=self._texts("chat.stopped"))
        elif is_stopped:
            free = replace(assistant, chat=None).ask(text, history, simple)
            yield replace(free, note=self._texts("chat.stopped_before"))


def _failed(question: str, notice: str) -> Answer:
    return Answer(question, Status.ERROR, notice, (), (), "notice", 0.0)
