"""Curated data: answers to frequent questions, and topics on which the texts are silent or that are not our subject."""

from dataclasses import dataclass

from corpus.documents import Verdict
from corpus.normref import NormRef


@dataclass(frozen=True, slots=True)
class BackedText:
    """One or more sentences in our words with the norms that carry them."""

    text: str
    norms: tuple[NormRef, ...]


@dataclass(frozen=True, slots=True)
class FaqEntry:
    """A frequent question with its answer: a sentence per `answer`, the same in simple German and in English."""

    key: str
    group: str
    verdict: Verdict | None
    question: str
    variants: tuple[str, ...]
    answer: tuple[BackedText, ...]
    simple: BackedText
    english: BackedText


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic that gets no answer from the texts; `status` says why, `norms` are the nearest rules."""

    key: str
    status: str
    title: str
    answer: str
    norms: tuple[NormRef, ...]
    questions: tuple[str, ...]
