"""A run as data: what was asked, answered, cited and found, and what it was worth; saved as one JSON file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, TypeVar

from pydantic import Field, TypeAdapter, ValidationError

from assistant.answer import Status, Turn, Usage
from assistant.ask import Assistant
from corpus.store import write_atomically
from eval.cases import Split
from eval.scoring import Score
from eval.watching import Sentences

Share = Annotated[float, Field(ge=0, le=1)]
_EVIDENCE, _EVIDENCE_CHARACTERS = 5, 300
_T = TypeVar("_T")


class RunFileError(Exception):
    """A file is no saved run or baseline, or can't be used as one; the message is one line."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The scores of one case, without texts; as in `Score`. `expected` and `got` are statuses."""

    id: str
    kind: str
    expected: str
    got: str
    status: bool
    facts: bool
    recall: Share | None
    precision: Share | None
    verdict: bool | None
    correct: bool
    false_quotes: int
    outside: int = 0


@dataclass(frozen=True, slots=True)
class Place:
    """A provision, or the source id of press and guidance, with words from it."""

    ref: str
    text: str


@dataclass(frozen=True, slots=True)
class CaseRecord:
    """One case of a run. `gold` groups read "§ 1 … | § 2 …"; `evidence` is the head of the ranking before the gate.

    `mode`, `note` and `usage` as in `Answer` (older files have none); `sentences` are a chat model's, if it said any.
    """

    outcome: Outcome
    question: str
    history: tuple[Turn, ...]
    text: str
    citations: tuple[Place, ...]
    gold: tuple[str, ...]
    evidence: tuple[Place, ...]
    latency_ms: float
    mode: str = ""
    note: str | None = None
    usage: Usage | None = None
    sentences: Sentences | None = None

    @property
    def is_worded(self) -> bool:
        """Whether a chat model wrote it."""
        return self.usage is not None and self.note is None and self.mode == self.usage.model


@dataclass(frozen=True, slots=True)
class Run:
    """All cases of a split over the corpus with that fingerprint; `mode` names the writers that took part."""

    fingerprint: str
    split: Split
    corpus: str
    mode: str
    cases: tuple[CaseRecord, ...]


_RUN = TypeAdapter(Run)


def outcome(score: Score) -> Outcome:
    """A score without its texts."""
    names = ("status", "facts", "recall", "precision", "verdict", "correct", "false_quotes", "outside")
    case = score.case
    labels = (case.id, case.kind, case.status, str(score.answer.status))
    return Outcome(*labels, **{name: getattr(score, name) for name in names})


def recorded(
    assistant: Assistant, scores: Sequence[Score], split: Split, corpus: str, told: Mapping[str, Sentences] = {}
) -> Run:
    """The run of `scores` and a model's sentences by case; searches again for the evidence, except after a crash."""
    mode = ", ".join(sorted({score.answer.mode for score in scores}))
    cases = tuple(_case_record(assistant, s, told.get(s.case.id)) for s in scores)
    return Run(assistant.library.fingerprint, split, corpus, mode, cases)


def write_run(run: Run, path: Path) -> None:
    """Save a run, replacing the file in one step; the folder is made. OSError if it can't be written."""
    path.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(path, _RUN.dump_json(run, indent=1))


def read_run(path: Path) -> Run:
    """A saved run. RunFileError if the file is none, OSError if it can't be read."""
    return read_json(path, _RUN, "run")


def read_json(path: Path, adapter: TypeAdapter[_T], what: str) -> _T:
    """A JSON file as the value that `adapter` knows. RunFileError names the first place that doesn't fit."""
    try:
        return adapter.validate_json(path.read_bytes())
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"]))
        raise RunFileError(f"{path}: not a saved {what}: {f'{place}: ' if place else ''}{first['msg']}") from None


def _case_record(assistant: Assistant, score: Score, told: Sentences | None) -> CaseRecord:
    case, answer = score.case, score.answer
    crashed = answer.status == Status.ERROR
    found = [] if crashed else assistant.retrieve(case.question, case.history)[:_EVIDENCE]
    evidence = [(passage.chunk.provision, passage.chunk.source.id) for passage in found]
    return CaseRecord(
        outcome=outcome(score),
        question=case.question,
        history=case.history,
        text=answer.text,
        citations=tuple(Place(citation.ref, citation.quote) for citation in answer.citations),
        gold=tuple(" | ".join(sorted(map(str, group))) for group in case.gold),
        evidence=tuple(Place(str(p.ref or source), p.text[:_EVIDENCE_CHARACTERS]) for p, source in evidence),
        latency_ms=round(answer.latency_ms, 1),
        mode=answer.mode,
        note=answer.note,
        usage=answer.usage,
        sentences=told,
    )
