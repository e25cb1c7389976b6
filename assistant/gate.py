"""What may be said: an answer, or which kind of refusal. Nothing is drafted from evidence that does not carry it.

The thresholds are the operating point chosen on the development cases (python -m eval run); scores and similarities are
those of `retrieval`.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answer import Passage, Status
from assistant.finding import Found
from assistant.naming import named_refs
from assistant.question import Question
from corpus.curated import FaqEntry, Topic
from corpus.library import Library

_LEAST_SCORE = 9.0
_TOPIC_MARGIN = {"not_regulated": 0.0, "out_of_scope": 0.0, "unclear": 4.0, "individual_case": 0.0, "smalltalk": 0.0}
_FAQ_SIMILARITY, _FAQ_LEAD = 0.55, 1.5
_CLOSE = 0.82
_MOST = 2


@dataclass(frozen=True, slots=True)
class Decision:
    """`status` and what it rests on: passages to quote, an FAQ entry that is this question, or a boundary topic."""

    status: Status
    passages: tuple[Passage, ...] = ()
    entry: FaqEntry | None = None
    topic: Topic | None = None


def decide(question: Question, found: Found) -> Decision:
    """The kind of answer for what was found."""
    best = max([p.score for p in found.passages[:1]] + [hit.score for _, hit in found.faq[:1]], default=0.0)
    if topic := _topic(question, found, best):
        return Decision(Status(topic.status), topic=topic)
    if best < _LEAST_SCORE:
        return Decision(Status.OUT_OF_SCOPE)
    return Decision(Status.ANSWERED, tuple(_evidence(found.passages)), _entry(found))


def _topic(question: Question, found: Found, best: float) -> Topic | None:
    """The best topic, if it beats everything that could be answered."""
    if not found.topics or question.refs:
        return None
    topic, hit = found.topics[0]
    return topic if hit.score > best + _TOPIC_MARGIN[topic.status] else None


def _entry(found: Found) -> FaqEntry | None:
    """The best FAQ entry, if it is near, ahead of the next, and rests on the very provision that was found first."""
    if not found.faq or not found.passages:
        return None
    (entry, hit), *others = found.faq
    norms = {norm.provision.id for sentence in entry.answer for norm in sentence.norms}
    leads = not others or hit.score - others[0][1].score >= _FAQ_LEAD
    agrees = found.passages[0].chunk.key in norms
    return entry if hit.similarity >= _FAQ_SIMILARITY and leads and agrees else None


def _evidence(passages: Sequence[Passage]) -> list[Passage]:
    """The best passage and those nearly as good."""
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
        return f"{ref} gibt es nicht. {ref.law} hat die §§ {numbered[0]} bis {numbered[-1]}."
    return None
