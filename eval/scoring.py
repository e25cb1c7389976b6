"""Scores one answer against its case: facts, citations, status, verdict and quote fidelity, all deterministic."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answer import Answer, Citation, Status
from corpus.library import Library
from corpus.normref import NormRef
from eval.cases import Case

_CONDITIONAL = (
    r"das kommt darauf an|ja,? (?:aber|wenn|nur|soweit|sofern)|in der regel|grundsätzlich|im regelfall|teilweise|nur |"
    r"nicht zwingend|nein, (?:im regelfall|nicht zwingend|aber)|das (?:regelt|legt|nennt)|"
    r"yes, (?:but|if|only)|generally"
)
_VERDICTS = (("bedingt", _CONDITIONAL), ("ja", r"(?:ja|yes)\b"), ("nein", r"(?:nein|no)\b"))


@dataclass(frozen=True, slots=True)
class Score:
    """What one answer is worth; every share is between 0 and 1, None where it does not apply."""

    case: Case
    answer: Answer
    status: bool
    facts: bool
    recall: float | None
    precision: float | None
    verdict: bool | None
    false_quotes: int
    outside: int
    """Citations of a text that is not among the evidence shown beside the answer."""

    @property
    def correct(self) -> bool:
        """Fully correct: right status, every required and no forbidden fact, every gold provision cited."""
        return self.status and self.facts and self.recall in (None, 1.0)


def score(case: Case, answer: Answer, library: Library) -> Score:
    """Score an answer; a wrong refusal has no citations and so neither facts nor recall."""
    answered = case.status == "answered"
    cited = [ref for c in answer.citations if (ref := reference(c)) is not None]
    return Score(
        case=case,
        answer=answer,
        status=str(answer.status) == case.status,
        facts=_facts(case, answer) if answered else True,
        recall=_recall(case, cited) if answered else None,
        precision=_precision(case, cited, answer.citations) if answered else None,
        verdict=verdict_of(answer.text) in case.verdicts if answered and case.verdicts else None,
        false_quotes=sum(not _stands(c, library) for c in answer.citations),
        outside=sum(c.chunk_key not in {passage.chunk.key for passage in answer.passages} for c in answer.citations),
    )


def verdict_of(text: str) -> str | None:
    """The verdict that an answer opens with."""
    opening = text.strip().lower()
    return next((name for name, pattern in _VERDICTS if re.match(pattern, opening)), None)


def reference(citation: Citation) -> NormRef | None:
    """The provision that a citation points to; None for press and guidance."""
    if citation.law is None or citation.paragraf is None:
        return None
    return NormRef(citation.law, citation.paragraf, citation.absatz)


def _facts(case: Case, answer: Answer) -> bool:
    if answer.status != Status.ANSWERED:
        return False
    whole = "\n".join([answer.text, *(c.quote for c in answer.citations)])
    found = all(re.search(pattern, whole, re.I) for pattern in case.required)
    return found and not any(re.search(pattern, answer.text, re.I) for pattern in case.forbidden)


def _recall(case: Case, cited: Sequence[NormRef]) -> float:
    return sum(bool(group & set(cited)) for group in case.gold) / len(case.gold)


def _precision(case: Case, cited: Sequence[NormRef], citations: Sequence[Citation]) -> float:
    """Share of the cited provisions that are gold or support the answer; press and hints do not count."""
    distinct = set(cited)
    if not distinct:
        return 0.0 if not citations else 1.0
    right = case.also.union(*case.gold)
    return len(distinct & right) / len(distinct)


def _stands(citation: Citation, library: Library) -> bool:
    chunk = library.by_key.get(citation.chunk_key)
    return chunk is not None and citation.quote != "" and citation.quote in chunk.provision.text
