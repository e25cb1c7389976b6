"""Whether a sentence denies what the cited words deny, and nothing else: segment by segment, by the words they share."""

import re
from collections.abc import Sequence

from assistant.grounding.clauses import relevant, segments, stemmed
from assistant.grounding.plain import plain
from assistant.grounding.senses import Modality, sense

_SHARED = 0.4
_WITHOUT = re.compile(r"\b(?:ohne|frei von)\s+(?:[a-zäöüß-]+\s+){0,3}([A-ZÄÖÜ][\wäöüß]+)|\b([\wäöüß]{4,}?)s?frei\b")


def negation_fault(text: str, cited: Sequence[str]) -> str | None:
    """What is denied in the sentence only, or in the cited words only, in German; None if both agree."""
    pieces = relevant(text, cited)
    law = [segment for piece in pieces for segment in segments(piece)]
    open_to = {Modality.SHALL, Modality.MAY} & set().union(*(sense(piece).modalities for piece in pieces))
    for said in segments(text):
        near = _nearest(said, law)
        read, found = sense(said), [sense(segment) for segment in near]
        waives = read.modalities & {Modality.NO_DUTY, Modality.ENTITLEMENT} and open_to
        if near and read.denies and not waives and not any(each.denies or each.lacks or each.limits for each in found):
            return "Der Satz verneint etwas, das die angegebene Stelle nicht verneint."
        if found and all(each.denies for each in found) and not (read.denies or _lacks(said, near)):
            return "Die angegebene Stelle verneint oder schließt aus, der Satz nicht."
    return _without_fault(text, pieces)


def _without_fault(text: str, pieces: Sequence[str]) -> str | None:
    law = " ".join(pieces)
    said, cited = _missing(text), _missing(law)
    if any(word & stemmed(text) for word in cited) and not (sense(text).denies or sense(text).lacks):
        return "Die angegebene Stelle sagt „ohne“, der Satz nicht."
    if any(word & stemmed(law) and word not in cited for word in said) and not sense(text).denies:
        return "Der Satz sagt „ohne“, die angegebene Stelle nicht."
    return None


def _missing(text: str) -> list[frozenset[str]]:
    """What a text says to be absent, by "ohne" or "-frei"."""
    return [stemmed(match.group(1) or match.group(2)) for match in _WITHOUT.finditer(plain(text))]


def _lacks(said: str, near: Sequence[str]) -> bool:
    """Whether a segment denies by a softer word that the cited segments don't have, too."""
    return (sense(said).lacks and not all(sense(segment).lacks for segment in near)) or sense(said).limits


def _nearest(said: str, law: Sequence[str]) -> list[str]:
    """The cited segments that share most words with a segment; none if that is a small part of both."""
    words = stemmed(said)
    shared = [(len(words & stemmed(segment)), segment) for segment in law]
    best = max((count for count, _ in shared), default=0)
    near = [segment for count, segment in shared if count == best]
    least = min((len(stemmed(segment)) for segment in near), default=0)
    return near if best and best >= _SHARED * min(len(words), least) else []
