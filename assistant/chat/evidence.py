"""What a chat model is shown: passages as named Sätze and list entries, and back from the names it cites to places."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

from assistant.chat.claims import Claim, Place
from assistant.drafting.places import depth, unit_quote
from corpus.documents import Chunk, Provision, Unit
from corpus.normreader import find_refs
from corpus.normref import NormRef, clean

_MOST_CHARACTERS = 8000
_LABEL = re.compile(r"^(?:\d+[a-z]?\.|[a-z]{1,2}\))\s+")  # a model takes it for the number of its sentence


@dataclass(frozen=True, slots=True)
class Evidence:
    """The places shown, and the text that shows them: a heading per provision, a line per place with its key."""

    places: tuple[Place, ...]
    text: str


def evidence_of(chunks: Iterable[Chunk]) -> Evidence:
    """The first chunk, and those of the others that fit into a prompt for a small model."""
    places: list[Place] = []
    text = ""
    for chunk in dict.fromkeys(chunks):
        shown = _rendered(chunk)
        if not text or len(text) + len(shown) <= _MOST_CHARACTERS:
            text += shown
            places += [Place(key, _words(chunk.provision, u), unit_quote(chunk, u)) for key, u in _named(chunk)]
    return Evidence(tuple(places), text.strip())


def claim_of(text: str, keys: Sequence[str], evidence: Evidence) -> Claim:
    """A sentence with the places that its keys name; names are read in every spelling, one key may name several."""
    found = {key: _places_at(key, evidence.places) for key in keys}
    named = chain(*([place.key for place in places] or [key] for key, places in found.items()))
    return Claim(text, tuple(dict.fromkeys(named)), tuple(dict.fromkeys(chain(*found.values()))))


def _places_at(key: str, places: Sequence[Place]) -> list[Place]:
    """The places of a key: the one of that name, else those of the norms that it names, if all were shown."""
    exact = [place for place in places if place.key == clean(key).strip()]
    named = [_at(ref, places) for ref in find_refs(key)]
    return exact or (list(chain(*named)) if all(named) else [])


def _at(ref: NormRef, places: Sequence[Place]) -> list[Place]:
    """The outermost places at or inside a norm; none if it is a norm of more than one law."""
    inside = [place for place in places if (own := place.quote.ref) and _means(ref, own)]
    if len({own.law for place in inside if (own := place.quote.ref)}) > 1:
        return []
    least = min((_depth(place) for place in inside), default=0)
    return [place for place in inside if _depth(place) == least]


def _means(ref: NormRef, own: NormRef) -> bool:
    """Whether `ref` names `own` or what encloses it; "Satz 1" of an Absatz with one Satz is that Absatz."""
    law = ref.law or own.law
    satz = ref.satz if own.satz or ref.satz != "1" else None
    return NormRef(law, ref.paragraf, ref.absatz, satz, *ref.inner[2:]).contains(own)


def _depth(place: Place) -> int:
    ref = place.quote.ref
    return sum(bool(level) for level in ref.inner[2:]) if ref else 0


def _words(provision: Provision, unit: Unit) -> str:
    """A unit with its parts, behind the Satz (and entry) that it completes."""
    ref = unit.ref
    if ref is None:
        return provision.words(unit)
    around = [u for u in provision.units if u.ref and (u.ref.contains(ref) or ref.contains(u.ref))]
    return "\n".join(provision.words(each) for each in around)


def _named(chunk: Chunk) -> list[tuple[str, Unit]]:
    units = chunk.provision.units
    return [(str(unit.ref) if unit.ref else f"{chunk.key} Satz {n}", unit) for n, unit in enumerate(units, 1)]


def _rendered(chunk: Chunk) -> str:
    provision, source = chunk.provision, chunk.source
    name = provision.ref or source.title
    lines = [f"# {name} – {provision.heading} ({source.kind}, Stand {source.stand})"]
    for key, unit in _named(chunk):
        words = " ".join(provision.words(unit).split())
        lines.append(f"{'  ' * depth(unit)}{key}: {_LABEL.sub('', words) if depth(unit) else words}")
    return "\n".join(lines) + "\n\n"
