"""Ja, nein, bedingt: the verdict of a yes/no question, from the nearest questions whose verdict is known.

A vote of the nearest labelled questions of one provision (nearest neighbours, weights by a softmax of likeness), times
what the wording of the question alone makes likely (a classifier over all labelled questions). Likeness is cosine
similarity, plus the share of common word stems, minus a little for each word in which only one of the two turns the
sense ("nur", "nicht", "muss"). A question with a number that was not asked for has no vote. No verdict where the vote
is divided or nothing is near.
"""

import math
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.asking import is_yes_no
from assistant.classifying import Classifier
from assistant.index import FaceHit
from assistant.keywords import stems
from assistant.question import Question
from corpus.documents import Verdict
from corpus.normreader import without_refs

_SHARPNESS = 0.12
_COMMON_STEMS, _TURN = 0.75, 0.1
_LEAST_SHARE, _LEAST_LIKENESS = 0.6, 0.5
_WORDS = "zwei drei vier fünf sechs sieben acht neun zehn elf zwölf".split()
_NUMBER_WORDS = {word: str(number) for number, word in enumerate(_WORDS, 2)} | {"zwanzig": "20", "hundert": "100"}
NUMBER = re.compile(rf"\d+|\b(?:{'|'.join(_NUMBER_WORDS)})\b")
"""A number in lower-case text, in digits or as a word."""
_MEASURE = re.compile(
    rf"(?:\d|\b(?:ein\w*|{'|'.join(_NUMBER_WORDS)})\b)[\s-]*(?:\w+\s)??"
    r"(Monat|Jahr|Woche|Tag|Prozent|%|Vorschl|Vertret|Unterschrift|Einwohner|Mitglied|Stimm|Rate|Januar|Februar|März|April|"
    r"Mai|Juni|Juli|August|September|Oktober|November|Dezember)",
    re.I,
)
_CITIES = re.compile(r"\b(?:Dresden|Leipzig|Chemnitz)", re.I)  # kreisfrei; any other town belongs to a Landkreis
_TURNING = tuple(
    re.compile(rf"\b(?:{words})\b", re.I)
    for words in (
        r"nicht|kein\w*|nie\w*|ohne|verboten|untersagt|unzulässig|entfällt|not|no|without",
        r"nur|allein\w*|ausschließlich|lediglich|only",
        r"auch|ebenfalls|also|too",
        r"m[uü]ss\w*|muß|zwingend|must|have to",
        r"d[aü]rf\w*|k[aö]nn\w*|may|can",
        r"reich\w*|genüg\w*|enough",
        r"immer|jede\w*|ausnahmslos|automatisch|stets|always|every",
    )
)


def verdict_of(question: Question, near: Sequence[FaceHit], text: str, wording: Classifier) -> Verdict | None:
    """The verdict that the nearest questions of a provision agree on; None if the question does not ask for one.

    `text` is the provision's: if it measures what the question does (months, per cent), only the same numbers vote.
    """
    if not is_yes_no(question.text):
        return None
    asked = _read(question.text)
    measured = bool(_units(question.text) & _units(text))
    likenesses = [
        (_likeness(asked, _read(hit.face.text), hit.similarity), hit.face.verdict)
        for hit in near
        if hit.face.verdict and _votes(_read(hit.face.text).numbers, asked.numbers, measured)
    ]
    most = max((likeness for likeness, _ in likenesses), default=0.0)
    if most < _LEAST_LIKENESS:
        return None
    likely = wording.probabilities(question.text)
    votes: dict[Verdict, float] = defaultdict(float)
    for likeness, verdict in likenesses:
        votes[verdict] += math.exp((likeness - most) / _SHARPNESS) * likely[verdict]
    best = max(votes, key=lambda verdict: votes[verdict])
    return best if votes[best] >= _LEAST_SHARE * sum(votes.values()) else None


@dataclass(frozen=True, slots=True)
class _Reading:
    """Of a question: its stems, the numbers (not of norms) or kreisfreie city it turns on, and which turning words."""

    stems: frozenset[str]
    numbers: frozenset[str]
    turning: tuple[bool, ...]


def _votes(theirs: frozenset[str], mine: frozenset[str], measured: bool) -> bool:
    return theirs == mine if measured else theirs <= mine


@lru_cache(maxsize=1024)  # a provision is read again for each question
def _units(text: str) -> frozenset[str]:
    return frozenset(unit.lower() for unit in _MEASURE.findall(without_refs(text)))


@lru_cache(maxsize=32768)
def _read(text: str) -> _Reading:
    numbers = (_NUMBER_WORDS.get(number, number) for number in NUMBER.findall(without_refs(text).lower()))
    turning = tuple(bool(word.search(text)) for word in _TURNING)
    cities = ["kreisfrei"] if _CITIES.search(text) else []
    return _Reading(frozenset(stems(text)), frozenset([*numbers, *cities]), turning)


def _likeness(mine: _Reading, theirs: _Reading, similarity: float) -> float:
    common = len(mine.stems & theirs.stems) / max(1, len(mine.stems | theirs.stems))
    turned = sum(here != there for here, there in zip(mine.turning, theirs.turning, strict=True))
    return similarity + _COMMON_STEMS * common - _TURN * turned
