"""Whether a sentence denies what the cited words deny, and nothing else: segment by segment."""

import re
from collections.abc import Sequence

from assistant.grounding.clauses import is_dependent, relevant, segments, stemmed
from assistant.grounding.senses import Modality, Sense, sense
from assistant.grounding.words import plain

_SHARED = 0.4
_WITHOUT = re.compile(
    r"(?:(?<!mit und )(?<!mit oder )\b(?:[Oo]hne|"
    r"[Ff]rei von)\s+(?:[a-zäöüß-]+\s+){0,3}(?P<what>[A-ZÄÖÜ][\wäöüß]+)|\b(?P<free>[\wäöüß]{4,}?)s?frei\b)"
)


def negation_fault(text: str, cited: Sequence[str]) -> str | None:
    """What is denied in the sentence only, or in the cited words only, in German; None if both agree."""
    pieces = relevant(text, cited)
    law = [segment for piece in pieces for segment in segments(piece)]
    for said in segments(text):
        near = _nearest(said, law)
        found = [sense(segment) for segment in near]
        if _denies(said) and near and not (_waives(said, pieces) or any(_is_open(each) for each in found)):
            return "Der Satz verneint etwas, das die angegebene Stelle nicht verneint."
        denied = _denies(text) if is_dependent(said) else _denies(said) or sense(said).only
        if found and all(each.denies for each in found) and not (denied or _lacks(said, near)):
            return "Die angegebene Stelle verneint oder schließt aus, der Satz nicht."
    return _without_fault(text, pieces)


def _denies(said: str) -> bool:
    return sense(said).denies or bool(_missing(said))


def _is_open(law: Sense) -> bool:
    return law.denies or law.lacks or law.limits


def _waives(said: str, pieces: Sequence[str]) -> bool:
    """Whether a segment only says that there is no duty or claim, or turns a condition round ("ohne X kein Y")."""
    modalities = sense(said).modalities
    found: set[Modality] = set().union(*(sense(piece).modalities for piece in pieces))
    if _missing(said):
        return not sense(said).denies or any(sense(piece).conditional for piece in pieces)
    return bool(modalities & {Modality.NO_DUTY, Modality.ENTITLEMENT} and found & {Modality.SHALL, Modality.MAY})


def _without_fault(text: str, pieces: Sequence[str]) -> str | None:
    law = " ".join(pieces)
    said, cited = _missing(text), _missing(law)
    absent = stemmed(" ".join(plain(law)[m.start() : m.end() + 40] for m in _WITHOUT.finditer(plain(law))))
    if any(word & stemmed(text) and word not in said for word in cited) and not (
        sense(text).denies or sense(text).lacks
    ):
        return "Die angegebene Stelle sagt „ohne“, der Satz nicht."
    if any(word & stemmed(law) and not word & absent for word in said) and not sense(law).denies:
        return None if sense(text).denies else "Der Satz sagt „ohne“, die angegebene Stelle nicht."
    return None


def _missing(text: str) -> list[frozenset[str]]:
    """What a text says to be absent, by "ohne" or "-frei"."""
    return [stemmed(match["what"] or match["free"]) for match in _WITHOUT.finditer(plain(text))]


def _lacks(said: str, near: Sequence[str]) -> bool:
    """Whether a segment denies by a softer word that the cited segments don't have, too."""
    return sense(said).lacks and not all(sense(segment).lacks for segment in near)


def _nearest(said: str, law: Sequence[str]) -> list[str]:
    """The cited segments that share most words with a segment; none if that is a small part of both."""
    words = stemmed(said)
    shared = [(len(words & stemmed(segment)), segment) for segment in law]
    best = max((count for count, _ in shared), default=0)
    near = [segment for count, segment in shared if count == best]
    least = min((len(stemmed(segment)) for segment in near), default=0)
    return near if best and best >= _SHARED * min(len(words), least) else []
