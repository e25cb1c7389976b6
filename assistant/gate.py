"""Is there enough evidence to answer? Nothing is drafted from passages that do not speak to the question."""

from collections.abc import Sequence

from assistant.answer import Passage
from assistant.naming import named_refs
from assistant.question import Question
from corpus.library import Library

_LEAST_SIMILARITY = 0.45
_CLOSE = 0.8
_MOST = 3


def evidence(passages: Sequence[Passage]) -> list[Passage]:
    """The passages to answer from: the best and those nearly as good; empty if even the best is too far off."""
    if not passages or passages[0].score < _LEAST_SIMILARITY:
        return []
    return [p for p in passages[:_MOST] if p.score >= _CLOSE * passages[0].score]


def missing_norm(question: Question, library: Library) -> str | None:
    """A German notice if the question names a norm of our laws that does not exist, with what does."""
    for ref in named_refs(question, library):
        if ref.law not in library.laws or library.at(ref):
            continue
        existing = [c.provision.ref for c in library.laws[ref.law] if c.provision.ref]
        inside = [r for r in existing if r.paragraf == ref.paragraf]
        if inside:
            return f"{ref} gibt es nicht. Vorhanden: {', '.join(str(r) for r in inside)}."
        numbered = [r.paragraf for r in existing if r.paragraf[0].isdigit()]
        return f"{ref} gibt es nicht. Das Regelwerk {ref.law} hat die §§ {numbered[0]} bis {numbered[-1]}."
    return None


def no_evidence_text(nearest: Sequence[Passage]) -> str:
    """The German refusal, with the nearest rules by name."""
    names = [f"{p.chunk.provision.ref} ({p.chunk.provision.heading})" for p in nearest if p.chunk.provision.ref]
    rules = f" Am nächsten liegen: {'; '.join(names)}." if names else ""
    return f"Dazu finde ich in KomIntAVO und SächsIntG und den erfassten Hinweisen keine Regelung.{rules}"
