"""Whether a sentence keeps the modality of the cited words that speak of the same ("soll" is not "muss")."""

import re
from collections.abc import Sequence

from assistant.grounding.clauses import clauses, closest, relevant, sentences
from assistant.grounding.senses import Modality, Sense, sense

_D, _S, _M, _E = Modality.DUTY, Modality.SHALL, Modality.MAY, Modality.ENTITLEMENT
_QUALIFIER = re.compile(r"(?:und zwar|unter|nur|wenn|sofern|soweit|solange|dafür|dabei|mit)\b", re.I)
_AIM = re.compile(r"\bziel|\bdien|\bdamit\b|\bum\b|\bverfolg|\borientier", re.I)
_CHOICE = re.compile(r"\b(?:auch|wahlweise|statt|stattdessen)\b", re.I)


def modality_fault(text: str, cited: Sequence[str]) -> str | None:
    """What a sentence turns the modality of the cited words into ("kann" -> "muss"), in German; None if it keeps it."""
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
    if _E in said and _E not in found and not (claim.denies and found & {_S, _M}):
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


def _qualifies(clause: str) -> bool:
    """Whether a clause only says how, or on what terms, something is permitted."""
    return bool(_QUALIFIER.match(clause)) and _M not in sense(clause).modalities


def _lowered(claim: Sense, found: set[Modality], text: str, cited: Sequence[str]) -> str | None:
    if claim.modalities == {_M} and not found & {_M, _E} and found & {_D, _S} and not _offers(text, cited):
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
    if claim.absolute and not any(piece.absolute for piece in law):
        return f"Die angegebene Stelle sagt nicht „{claim.absolute}“."
    if claim.even and not any(piece.even for piece in law):
        return "Der Satz hebt eine Bedingung auf, die angegebene Stelle nicht."
    if any(piece.only for piece in law) and not (claim.only or claim.conditional or claim.limits or claim.denies):
        return "Die angegebene Stelle sagt „nur“; die Einschränkung fehlt im Satz."
    return None
