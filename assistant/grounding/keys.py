"""Whether the keys of a claim name places that were shown."""

from assistant.chat.claims import Claim, Place
from corpus.normreader import find_refs
from corpus.normref import NormRef


def unknown_keys(claim: Claim) -> list[str]:
    """The keys of a claim that name none of its places."""
    return [key for key in claim.keys if not any(_names(key, place) for place in claim.places)]


def _names(key: str, place: Place) -> bool:
    """Whether a key is that of a place, or of its Absatz, in whatever spelling."""
    provision, ref = place.quote.chunk.provision, place.quote.ref
    if key == place.key or provision.ref is None or ref is None:
        return key == place.key
    return any(named.contains(provision.ref) or _at(place, named) == ref for named in find_refs(key))


def _at(place: Place, named: NormRef) -> NormRef | None:
    unit = place.quote.chunk.provision.find(named)
    return unit.ref if unit else None
