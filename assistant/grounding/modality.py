"""Whether a sentence keeps the modality of the cited words that speak of the same ("soll" is not "muss")."""

import re
from collections.abc import Sequence

from assistant.grounding.clauses import clauses, closest, main, relevant, sentences, stemmed
from assistant.grounding.senses import Modality, Sense, sense

_D, _S, _M, _E = Modality.DUTY, Modality.SHALL, Modality.MAY, Modality.ENTITLEMENT
_QUALIFIER = re.compile(r"(?:und zwar|unter|nur|wenn|sofern|soweit|solange|dafür|dabei|mit)\b", re.I)
_AIM = re.compile(r"\bziel|\bdien|\bdamit\b|\bum\b|\bverfolg|\borientier", re.I)
_WHOLE = re.compile(r"jede|sämtlich|gesamt", re.I)
_IF = re.compile(
    r"\b(?:wenn|sofern|soweit|solange|falls)\b|^(?!mit\b)(?:\w+t|wird|kann|haben|sind|werden)\s"
    r"(?:sich|es|man|ein\w*|d(?:er|en|em|ie|as)|er|sie|diese\w*)\b[^.;]*,",
    re.I,
)
_HALF = 0.5
_CHOICE = re.compile(r"\b(?:auch|wahlweise|statt|stattdessen)\b", re.I)


def modality_fault(text: str, cited: Sequence[str]) -> str | None:
    """What a sentence turns the modality of the cited words into ("kann" -> "muss"), in German; None if it keeps it."""
    if not (sense(text).conditional or _IF.search(text)) and any(_binds(p, text) for p in relevant(text, cited, 1.0)):
        return "Die angegebene Stelle nennt eine Bedingung; sie fehlt im Satz."
    return next((fault for part in sentences(text) if (fault := _fault(part, cited))), None)


def _fault(text: str, cited: Sequence[str]) -> str | None:
    claim, law = sense(text), [sense(piece) for piece in relevant(text, cited)]
    found: set[Modality] = set().union(*(piece.modalities for piece in law))
    return (
        _invented(claim, law, found)
        or _raised(claim, found, text, cited)
        or _lowered(claim, found, text, cited)
        or _unlimited(claim, law)
    )


def _invented(claim: Sense, law: Sequence[Sense], found: set[Modality]) -> str | None:
    said, denied = claim.modalities, any(piece.denies for piece in law)
    granted = any(_E in piece.modalities and not piece.denies for piece in law)
    if _E in said and not granted and not (claim.denies and (found & {_S, _M, _E})):
        return "Die angegebene Stelle gibt keinen Anspruch und kein Recht darauf."
    if Modality.NO_DUTY in said and not (found & {_S, _M, Modality.NO_DUTY} or denied):
        return "Die angegebene Stelle ist verbindlich; der Satz sagt, dass keine Pflicht besteht."
    limited = denied or any(piece.limits or piece.lacks for piece in law)
    if Modality.PROHIBITION in said and Modality.PROHIBITION not in found and not limited:
        return "Die angegebene Stelle verbietet das nicht und schließt es nicht aus."
    return None


def _raised(claim: Sense, found: set[Modality], text: str, cited: Sequence[str]) -> str | None:
    top: set[Modality] = set().union(*(sense(piece).modalities for piece in relevant(text, cited, 1.0)))
    if _D not in claim.modalities or _D in (top if top & {_S, _M} else found):
        return None
    found = top if top & {_S, _M} else found
    if _S in found and _S not in claim.modalities:
        return "Die angegebene Stelle sagt „soll“, der Satz macht daraus eine strikte Pflicht."
    strict = [part for part in clauses(text) if _D in sense(part).modalities] or [text]
    if _M in found and not all(_qualifies(closest(part, cited)) for part in strict):
        return "Die angegebene Stelle sagt „kann“ oder „darf“, der Satz macht daraus eine Pflicht."
    return None


def _binds(piece: str, text: str) -> bool:
    """Whether a cited sentence permits something on a condition, and the claim has half the words of that."""
    said, words = stemmed(text), stemmed(main(piece))
    restates = len(said & words) >= _HALF * min(len(said), len(words))
    return restates and _M in sense(piece).modalities and bool(_IF.search(piece.partition("\n")[0]))


def _qualifies(clause: str) -> bool:
    """Whether a clause only says how, or on what terms, something is permitted."""
    return bool(_QUALIFIER.match(clause)) and _M not in sense(clause).modalities


def _lowered(claim: Sense, found: set[Modality], text: str, cited: Sequence[str]) -> str | None:
    found = found | set().union(*(sense(piece).modalities for piece in relevant(text, cited, 0.45)))
    strict = found & {_D, _S} or (found == {Modality.PLAIN} and not _AIM.search(" ".join(cited)))
    if (
        claim.modalities == {_M}
        and not (found & {_M, _E} or claim.only or claim.limits)
        and strict
        and not _offers(text, cited)
    ):
        return "Die angegebene Stelle sagt „muss“ oder „soll“, der Satz macht daraus „kann“."
    if claim.modalities == {_S} and _S not in found and not _AIM.search(" ".join(cited)):
        return "Die angegebene Stelle sagt nicht „soll“."
    return None


def _offers(text: str, cited: Sequence[str]) -> bool:
    """Whether a claim speaks of one of several choices that the cited words leave."""
    return (
        bool(_CHOICE.search(text))
        and not _CHOICE.search(" ".join(cited))
        and bool(re.search(r"\boder\b", " ".join(cited)))
    )


def _unlimited(claim: Sense, law: Sequence[Sense]) -> str | None:
    whole = claim.absolute is not None and bool(_WHOLE.match(claim.absolute))
    if claim.absolute and not any(piece.absolute or (whole and piece.general) for piece in law):
        return f"Die angegebene Stelle sagt nicht „{claim.absolute}“."
    if any(piece.only for piece in law) and not (claim.only or claim.conditional or claim.limits or claim.denies):
        return "Die angegebene Stelle sagt „nur“; die Einschränkung fehlt im Satz."
    return None
