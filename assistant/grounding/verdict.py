"""Whether a model's ja or nein fits the vote of labelled questions and the first places that it cites."""

from collections.abc import Sequence

from assistant.chat.claims import Claim
from assistant.grounding.checks import Fault, FaultKind
from assistant.grounding.clauses import main
from assistant.grounding.figures import figures
from assistant.grounding.senses import Modality, sense
from corpus.documents import Verdict

_OPPOSITE = {Verdict.YES: Verdict.NO, Verdict.NO: Verdict.YES}
_LEAVES_OPEN = {Modality.SHALL, Modality.MAY, Modality.PROHIBITION}


def verdict_fault(verdict: Verdict, claims: Sequence[Claim], vote: Verdict | None) -> Fault | None:
    """What is wrong with a verdict, or None; `claims` are the sentences below it, `vote` that of labelled questions."""
    if vote is not None and vote == _OPPOSITE.get(verdict):
        return _fault(f"Nach den vorliegenden Fragen lautet das Urteil „{vote}“.")
    words = [place.words for claim in claims for place in claim.places]
    if verdict == Verdict.NO and words and not any(_denies_or_limits(text) for text in words):
        return _fault("Keine angegebene Stelle verneint, begrenzt oder schließt etwas aus; „nein“ ist nicht belegt.")
    if verdict == Verdict.YES and vote != Verdict.YES and claims and _forbids(claims[0]):
        return _fault("Die erste angegebene Stelle verneint oder verbietet; „ja“ passt nicht dazu.")
    return None


def _denies_or_limits(words: str) -> bool:
    read = sense(words)
    return read.denies or read.limits or read.lacks or bool(read.modalities & _LEAVES_OPEN) or bool(figures(words))


def _forbids(claim: Claim) -> bool:
    """Whether the main clause of the first place denies, and the sentence itself does not say so."""
    return bool(claim.places) and sense(main(claim.places[0].words)).denies and not sense(claim.text).denies


def _fault(detail: str) -> Fault:
    return Fault(FaultKind.VERDICT, detail)
