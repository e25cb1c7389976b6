"""All checks of one sentence of a chat model against the places that it cites, and what can be wrong with it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from assistant.chat.claims import Claim
from assistant.grounding import actors, norms, surface
from assistant.grounding.clauses import stemmed
from assistant.grounding.comparing import mixed, opposed, turned, unbacked
from assistant.grounding.modality import modality_fault
from assistant.grounding.negation import negation_fault
from assistant.grounding.silence import false_silence, spoken
from assistant.grounding.support import unsupported
from corpus.library import Library

_FEW = 2
_LABEL = re.compile(r"^\s*(?:\d{1,2}[a-z]?\.|[a-z]{1,2}\))\s+", re.M)


class FaultKind(StrEnum):
    """Which check a sentence failed."""

    UNKNOWN_KEY = "unknown_key"
    NUMBER = "number"
    NORM = "norm"
    LAW = "law"
    MODALITY = "modality"
    NEGATION = "negation"
    SUPPORT = "support"
    MARKUP = "markup"
    QUOTE = "quote"
    LEAK = "leak"
    VERDICT = "verdict"


@dataclass(frozen=True, slots=True)
class Fault:
    """One failed check; `detail` is a German sentence that tells the model what to mend."""

    kind: FaultKind
    detail: str


def faults(claim: Claim, library: Library) -> tuple[Fault, ...]:
    """What is wrong with a sentence, in no order of weight; empty if nothing is. Pure: no model, no network."""
    if not claim.keys or not claim.places:
        named = ", ".join(claim.keys)
        return (Fault(FaultKind.UNKNOWN_KEY, f"{named} wurde nicht gezeigt." if named else "Die Fundstelle fehlt."),)
    if wrong := norms.unknown_keys(claim):
        return tuple(Fault(FaultKind.UNKNOWN_KEY, f"{key} wurde nicht gezeigt.") for key in wrong)
    read = _read(claim)
    found = [*_of_surface(read), *_of_names(read, library), *_of_sense(read)]
    return tuple(dict.fromkeys(found))


@dataclass(frozen=True, slots=True)
class _Reading:
    """A claim as the checks read it.

    `words` are those of each place, `cited` all of them, `text` what the sentence says but for rightly noted silence,
    `where` the names of the places.
    """

    claim: Claim
    words: tuple[str, ...]
    cited: str
    text: str
    where: str


def _read(claim: Claim) -> _Reading:
    """Labels of list entries are read as dashes, for their numbers are no figures."""
    words = tuple(_LABEL.sub("– ", place.words) for place in claim.places)
    cited = "\n".join(words)
    where = ", ".join(dict.fromkeys(place.key for place in claim.places))
    return _Reading(claim, words, cited, spoken(claim.text, cited), where)


def _of_surface(read: _Reading) -> Iterator[Fault]:
    text, cited = read.claim.text, read.cited
    if said := surface.markup(text):
        yield Fault(FaultKind.MARKUP, f"Der Satz enthält Auszeichnung oder eine Adresse: {said}")
    if said := surface.invented_quote(text, cited):
        yield Fault(FaultKind.QUOTE, f"„{said}“ steht nicht wörtlich in {read.where}.")
    if said := surface.leak(text, cited):
        yield Fault(FaultKind.LEAK, f"Der Satz gibt nicht das Gesetz wieder: „{said}“.")


def _of_names(read: _Reading, library: Library) -> Iterator[Fault]:
    """Faults of figures, norms, laws and bodies."""
    text, cited, where = read.text, read.cited, read.where
    refs = tuple(place.quote.ref for place in read.claim.places if place.quote.ref)
    for figure in unbacked(text, cited):
        yield Fault(FaultKind.NUMBER, f"Die Angabe „{figure.words}“ steht nicht in {where}.")
    for words in mixed(text, cited):
        yield Fault(FaultKind.NUMBER, f"„{words}“: Die Angaben gehören in {where} nicht zusammen.")
    for words in turned(text, cited):
        yield Fault(FaultKind.NUMBER, f"„{words}“: {where} sagt das Gegenteil oder keine solche Grenze.")
    for word in opposed(text, cited):
        yield Fault(FaultKind.NEGATION, f"{where} sagt das Gegenteil von „{word}“.")
    for norm in norms.foreign_norms(text, refs, cited):
        yield Fault(FaultKind.NORM, f"{norm} ist weder angegeben noch in {where} genannt.")
    for law in norms.foreign_laws(text, refs, cited, tuple(library.laws)):
        yield Fault(FaultKind.LAW, f"„{law}“ ist in {where} nicht genannt.")
    for actor in actors.strangers(text, cited):
        yield Fault(FaultKind.LAW, f"„{actor.words}“ ist in {where} nicht genannt.")
    for actor in actors.swapped(text, cited):
        yield Fault(FaultKind.LAW, f"„{actor.words}“ hat in {where} eine andere Rolle.")


def _of_sense(read: _Reading) -> Iterator[Fault]:
    text, words = read.text, read.words
    for thing in false_silence(read.claim.text, read.cited):
        yield Fault(FaultKind.NEGATION, f"{read.where} sagt etwas zu „{thing}“.")
    if len(stemmed(text)) < _FEW:
        return
    if said := modality_fault(text, words):
        yield Fault(FaultKind.MODALITY, said)
    if said := negation_fault(text, words):
        yield Fault(FaultKind.NEGATION, said)
    chunks = tuple(place.quote.chunk for place in read.claim.places)
    if missing := unsupported(text, chunks, read.cited):
        yield Fault(FaultKind.SUPPORT, f"Das steht nicht in {read.where}: {', '.join(missing)}.")
