"""What may be said: an answer, or which kind of refusal. Nothing is drafted from evidence that does not carry it.

The thresholds are the operating point chosen on the development cases (python -m eval run); scores and similarities are
those of `retrieval`.
"""

import itertools
import math
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from assistant.answer import Passage, Status
from assistant.asking import asks_for_number, asks_why
from assistant.finding import Found
from assistant.fitting import fitting_entry
from assistant.naming import asks_only_for_norms, named_refs
from assistant.question import Question, is_vague
from corpus.curated import FaqEntry, Topic
from corpus.documents import Verdict
from corpus.library import Library
from corpus.normreader import find_refs, without_refs

_LEAST_SCORE = 9.0
_LEAST_COVERAGE, _STRANGE_SCORE = 0.51, 16.0
_TOPIC_MARGIN = {"not_regulated": -2.0, "out_of_scope": -2.0, "unclear": 4.0, "individual_case": 0.0, "smalltalk": 0.0}
_INDIVIDUAL, _INDIVIDUAL_ON_FOREIGN_LAW, _UNCLEAR = 0.5, 0.3, 0.4
_SILENT = ("not_regulated", "out_of_scope")
_SURE = 1e-3
_FOREIGN = ("out_of_scope", "individual_case")
_FOLLOWED_MARGIN = 2.0  # a follow-up speaks of what was answered before
_CLOSE = 0.9
_MOST = 2
_RELATED, _MOST_RELATED = 0.5, 4
_MEASURE = re.compile(
    r"(?<![\d.])\d+(?![\d.])|\d\.\d{3}|\b(?:zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn)(?:e[rnms]?)?\b|hundert|"
    r"ein(?:en|em)? (?:Jahr|Monat)|jährlich|Anteil|Mehrheit|Wahlperiode|Dauer|Hälfte|Doppel",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Decision:
    """`status` and what it rests on: an FAQ entry that is this question, a topic, a notice, or passages to quote.

    With an entry, `passages` are those that its further sentences may speak of.
    """

    status: Status
    passages: tuple[Passage, ...] = ()
    entry: FaqEntry | None = None
    topic: Topic | None = None
    notice: str | None = None


@dataclass(frozen=True, slots=True)
class Wording:
    """What the words of a question alone tell: the share that the corpus knows, and three probabilities."""

    coverage: float = 1.0
    individual: float = 0.0
    unclear: float = 0.0
    silent: float = 0.5

    @property
    def silence(self) -> float:
        """Log-odds that the texts are silent, bounded."""
        return math.log((self.silent + _SURE) / (1 - self.silent + _SURE))


def decide(question: Question, found: Found, library: Library, wording: Wording = Wording()) -> Decision:
    """The kind of answer for what was found."""
    if is_vague(question) or (wording.unclear >= _UNCLEAR and not question.context and not question.refs):
        return Decision(Status.UNCLEAR, topic=_first(found, (Status.UNCLEAR,)))
    if wording.individual >= _INDIVIDUAL:
        return Decision(Status.INDIVIDUAL_CASE, topic=_first(found, _FOREIGN))
    best = max([p.score for p in found.passages[:1]] + [hit.score for _, hit in found.faq[:1]], default=0.0)
    missing = missing_norm(question, library)
    if missing and question.law:
        return Decision(Status.NO_SUCH_NORM, notice=missing)
    if topic := _topic(question, found, best, wording):
        return Decision(_status(topic, wording), topic=topic)
    if foreign := _foreign_norms(question, library):
        return Decision(Status.OUT_OF_SCOPE, notice=foreign)
    if missing:
        return Decision(Status.NO_SUCH_NORM, notice=missing)
    if best < (_LEAST_SCORE if wording.coverage >= _LEAST_COVERAGE else _STRANGE_SCORE):
        return Decision(Status.OUT_OF_SCOPE)
    entry = fitting_entry(question, found)
    if entry is None and _lacks_measure(question, _evidence(found.passages)):
        return Decision(Status.NOT_REGULATED)
    silent = entry is not None and entry.verdict == Verdict.SILENT and not asks_why(question.text)
    passages = _related(found.passages) if entry else _evidence(found.passages)
    return Decision(Status.NOT_REGULATED if silent else Status.ANSWERED, tuple(passages), entry)


def _lacks_measure(question: Question, evidence: Sequence[Passage]) -> bool:
    """Whether the question asks how much, and neither the best places nor a question near them speak of a measure."""
    if not asks_for_number(question.text) or any(passage.asked_for_number for passage in evidence):
        return False
    return not any(_MEASURE.search(without_refs(_best_words(passage))) for passage in evidence)


def _best_words(passage: Passage) -> str:
    provision = passage.chunk.provision
    return " ".join(provision.words(unit) for unit in passage.units or provision.units)


def _topic(question: Question, found: Found, best: float, wording: Wording) -> Topic | None:
    """The best topic, if it beats everything that could be answered; a norm of ours is never a foreign topic."""
    if not found.topics or (question.law and found.topics[0][0].status in _FOREIGN):
        return None
    topic, hit = found.topics[0]
    margin = _TOPIC_MARGIN[topic.status] + (_FOLLOWED_MARGIN if question.context else 0.0)
    if topic.status in _SILENT:
        margin -= wording.silence
    return topic if hit.score > best + margin else None


def _status(topic: Topic, wording: Wording) -> Status:
    """The topic's status; advice on somebody's own case stays apart from general questions on the same foreign law."""
    if topic.status not in _FOREIGN:
        return Status(topic.status)
    return Status.INDIVIDUAL_CASE if wording.individual >= _INDIVIDUAL_ON_FOREIGN_LAW else Status.OUT_OF_SCOPE


def _first(found: Found, statuses: Collection[str]) -> Topic | None:
    """The best topic of these kinds that is near the question."""
    near = (topic for topic, hit in found.topics if topic.status in statuses and hit.score >= _LEAST_SCORE)
    return next(near, None)


def _related(passages: Sequence[Passage]) -> list[Passage]:
    """The best passage and the few that still speak of the question: what further sentences of an entry may rest on."""
    return [p for p in passages[:_MOST_RELATED] if p.score >= _RELATED * passages[0].score]


def _evidence(passages: Sequence[Passage]) -> list[Passage]:
    """The best passage and those nearly as good; behind a press text or hint, the provision that it speaks of."""
    best = passages[0]
    close = [p for p in passages[:_MOST] if p.score >= _CLOSE * best.score]
    if best.chunk.provision.ref or any(p.chunk.provision.ref for p in close):
        return close
    named = find_refs(best.chunk.provision.text)
    backing = (p for p in passages if p.chunk.provision.ref and any(p.chunk.provision.ref.contains(r) for r in named))
    return [*close, *itertools.islice(backing, 1)]


def _foreign_norms(question: Question, library: Library) -> str | None:
    """A German notice if every norm that the question names belongs to another law, and it asks for nothing else."""
    foreign = [r for r in question.refs if r.law and r.law not in library.laws and not library.at(r)]
    if not foreign or len(foreign) < len(question.refs) or not asks_only_for_norms(question):
        return None
    names = ", ".join(str(ref) for ref in foreign)
    known = " und ".join(", ".join(library.laws).rsplit(", ", 1))
    return f"{names}: Diese Vorschrift ist hier nicht erfasst. Dieser Dienst kennt {known}."


def missing_norm(question: Question, library: Library) -> str | None:
    """A German notice if the question names a norm of our laws that does not exist, with what does."""
    for asked, ref in zip(question.refs, named_refs(question, library), strict=True):
        if ref.law not in library.laws or library.at(ref):
            continue
        existing = [c.provision.ref for c in library.laws[ref.law] if c.provision.ref]
        inside = [r for r in existing if r.paragraf == ref.paragraf]
        if inside:
            return f"{ref} gibt es nicht. Vorhanden: {', '.join(str(r) for r in inside)}."
        laws = [ref.law] if asked.law or question.law else list(library.laws)
        extents = " ".join(_extent(law, library) for law in laws)
        return f"{replace(ref, law=' und '.join(laws))} gibt es nicht. {extents}"
    return None


def _extent(law: str, library: Library) -> str:
    numbered = [c.provision.ref.paragraf for c in library.laws[law] if c.provision.ref]
    plain = [number for number in numbered if number[0].isdigit()]
    return f"{law} hat die §§ {plain[0]} bis {plain[-1]}."
