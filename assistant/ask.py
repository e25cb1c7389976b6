"""The main flow: question -> understood -> norms named, or search -> gate -> draft -> checked citations -> Answer."""

import re
import time
from collections.abc import Sequence
from dataclasses import dataclass

from assistant import citing, gate
from assistant.answer import Answer, Citation, Passage, Status, Turn
from assistant.drafting import extractive
from assistant.naming import named_passages, named_refs
from assistant.question import MAX_CHARACTERS, Question, understand
from assistant.retrieval import HybridSearch
from corpus.library import Library

_CANDIDATES = 10
_MARKUP = re.compile(r"</?[a-zA-Z!][^<>]*>|\{\{|<\?|javascript:", re.I)
_NEAREST_RULES = 3


@dataclass(frozen=True)
class Assistant:
    """Answers questions over one corpus."""

    library: Library
    search: HybridSearch

    def ask(self, text: str, history: Sequence[Turn] = ()) -> Answer:
        """Answer one question. Bad input is an answer with status `invalid`, never an exception."""
        started = time.perf_counter()
        problem = _problem(text)
        if problem:
            return _answer(text, Status.INVALID, problem, started=started)
        question = understand(text, history)
        if missing := gate.missing_norm(question, self.library):
            return _answer(text, Status.NO_SUCH_NORM, missing, started=started)
        passages = named_passages(question, self.library) or self._retrieve(question)
        evidence = gate.evidence(passages)
        if not evidence:
            shown = passages[:_NEAREST_RULES]
            return _answer(text, Status.NO_EVIDENCE, gate.no_evidence_text(shown), passages=shown, started=started)
        checked = citing.check(extractive.draft(evidence), evidence)
        return _answer(text, Status.ANSWERED, checked.text, checked.citations, passages, started)

    def retrieve(self, text: str, history: Sequence[Turn] = ()) -> list[Passage]:
        """The ranked passages for a question, before the evidence gate; what the retrieval benchmark measures."""
        return self._retrieve(understand(text, history))

    def _retrieve(self, question: Question) -> list[Passage]:
        return self.search.search(question, named_refs(question, self.library), _CANDIDATES)


def _problem(text: str) -> str | None:
    """What is wrong with the input, in German; None if it can be answered."""
    if not text.strip():
        return "Bitte geben Sie eine Frage ein."
    if len(text) > MAX_CHARACTERS:
        length = f"{len(text):,}".replace(",", ".")
        return (
            f"Die Frage ist mit {length} Zeichen zu lang. Bitte kürzen Sie sie auf höchstens {MAX_CHARACTERS} Zeichen."
        )
    if _MARKUP.search(text):
        return "Die Eingabe enthält HTML- oder Programmcode. Bitte stellen Sie Ihre Frage als einfachen Text."
    if not any(character.isalpha() for character in text):
        return "Das ist keine Frage in Worten. Bitte fragen Sie in einem Satz oder in Stichwörtern."
    return None


def _answer(
    question: str,
    status: Status,
    text: str,
    citations: tuple[Citation, ...] = (),
    passages: Sequence[Passage] = (),
    started: float = 0.0,
) -> Answer:
    latency = (time.perf_counter() - started) * 1000
    return Answer(question, status, text, citations, tuple(passages), "extractive", latency)
