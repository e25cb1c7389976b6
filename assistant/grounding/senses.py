"""The sense of a sentence: which modality it has, whether it denies, limits, or speaks without exception."""

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from assistant.grounding import marks
from assistant.grounding.words import plain


class Modality(StrEnum):
    """What a sentence says about an act; PLAIN is the indicative, in which statutes state duties, too."""

    DUTY = "muss"
    SHALL = "soll"
    MAY = "kann"
    NO_DUTY = "muss nicht"
    PROHIBITION = "darf nicht"
    ENTITLEMENT = "Anspruch"
    PLAIN = "Aussage"


@dataclass(frozen=True, slots=True)
class Sense:
    """The modalities of a sentence, and whether it denies (hard, or by a word that may), limits, sets conditions."""

    modalities: frozenset[Modality]
    denies: bool
    lacks: bool
    limits: bool
    conditional: bool
    only: bool
    absolute: str | None
    general: bool


@lru_cache(maxsize=4096)
def sense(text: str) -> Sense:
    """The sense of a sentence or clause."""
    bare = " ".join(plain(text).split())
    for pattern, words in marks.REWRITES:
        bare = pattern.sub(words, bare)
    absolute = marks.ABSOLUTE.search(bare)
    return Sense(
        frozenset(_modalities(bare)),
        bool(marks.DENIES.search(bare)),
        bool(marks.LACKS.search(bare)),
        bool(marks.LIMITS.search(bare)),
        bool(marks.CONDITION.search(bare)),
        bool(marks.ONLY.search(bare)),
        absolute.group() if absolute else None,
        bool(marks.GENERAL.search(bare)),
    )


def _modalities(text: str) -> set[Modality]:
    found = set()
    if marks.NO_DUTY.search(text):
        found.add(Modality.NO_DUTY)
        text = marks.NO_DUTY.sub(" nicht ", text)
    if marks.PROHIBITION.search(text):
        found.add(Modality.PROHIBITION)
        text = marks.PROHIBITION.sub(" nicht ", text)
    checks = (
        (Modality.ENTITLEMENT, marks.ENTITLEMENT),
        (Modality.DUTY, marks.DUTY),
        (Modality.SHALL, marks.SHALL),
        (Modality.MAY, marks.MAY),
    )
    found |= {modality for modality, pattern in checks if pattern.search(text)}
    return found or {Modality.PLAIN}
