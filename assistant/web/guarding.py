"""Turns what goes wrong while answering into an answer in plain German; the reason goes to the operator's log."""

import logging
from collections.abc import Callable

from assistant.answer import Answer, Status, Turn
from assistant.errors import AssistantError
from corpus.errors import CorpusError

Ask = Callable[[str, list[Turn], bool], Answer]

_LOG = logging.getLogger(__name__)
_NOT_READY = (
    "Der Assistent kann zurzeit nicht antworten, weil seine Texte oder seine Suche nicht geladen werden konnten. "
    "Bitte wenden Sie sich an die Stelle, die ihn betreibt."
)
_FAILED = (
    "Bei der Suche ist ein technischer Fehler aufgetreten; die Frage ist nicht beantwortet. "
    "Bitte versuchen Sie es noch einmal. Tritt der Fehler wieder auf, wenden Sie sich an die Stelle, die ihn betreibt."
)


def guarded(ask: Ask) -> Ask:
    """`ask`, but with an answer of status `error` in place of an exception."""

    def answer(text: str, history: list[Turn], simple: bool) -> Answer:
        try:
            return ask(text, history, simple)
        except (AssistantError, CorpusError) as error:
            _LOG.error("no answer: %s", error)
            return _failed(text, _NOT_READY)
        except Exception:  # noqa: BLE001  # logged; the page shows a notice, never a traceback
            _LOG.exception("no answer")
            return _failed(text, _FAILED)

    return answer


def _failed(question: str, notice: str) -> Answer:
    return Answer(question, Status.ERROR, notice, (), (), "notice", 0.0)
