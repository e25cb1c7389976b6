"""Whether a sentence denies what the cited words deny, and nothing else."""

from collections.abc import Sequence

from assistant.grounding.clauses import clauses, is_subordinate, main, relevant, tokens
from assistant.grounding.senses import Modality, sense

_RESTATED, _HALF = 0.55, 0.5


def negation_fault(text: str, cited: Sequence[str]) -> str | None:
    """What is denied in the sentence only, or in the cited words only, in German; None if both agree."""
    pieces = relevant(text, cited)
    if _adds(text, pieces):
        return "Der Satz verneint etwas, das die angegebene Stelle nicht verneint."
    if any(_drops(text, piece) for piece in pieces):
        return "Die angegebene Stelle verneint oder schließt aus, der Satz nicht."
    return None


def _adds(text: str, pieces: Sequence[str]) -> bool:
    """Whether a claim denies in its main clauses, or anywhere, what no cited sentence denies or limits there."""
    found: set[Modality] = set().union(*(sense(piece).modalities for piece in pieces))
    waives = sense(text).modalities & {Modality.NO_DUTY, Modality.ENTITLEMENT}
    if waives and found & {Modality.SHALL, Modality.MAY}:
        return False
    return any(sense(part(text)).denies and not any(_limits(part(piece)) for piece in pieces) for part in (main, str))


def _limits(text: str) -> bool:
    read = sense(text)
    return read.denies or read.lacks or read.limits


def _drops(text: str, piece: str) -> bool:
    """Whether a claim says without a denial what a denying clause of a cited sentence says."""
    claim, said = sense(text), tokens(text) & tokens(piece)
    if claim.denies or claim.lacks:
        return False
    for number, clause in enumerate(clauses(piece)):
        shared, found = said & tokens(clause), tokens(clause)
        if not shared or not sense(clause).denies:
            continue
        if len(shared) >= _RESTATED * len(found) or not (
            is_subordinate(clause, number) or claim.limits or len(shared) < _HALF * len(said)
        ):
            return True
    return False
