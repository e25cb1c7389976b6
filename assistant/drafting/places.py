"""Places in a provision: which characters to quote for a unit or a norm."""

from assistant.drafting.draft import Quote
from corpus.documents import Chunk, Provision, Unit
from corpus.normref import NormRef

MAX_ITEMS = 12
SHORT, MAX_WHOLE = 550, 700


def depth(unit: Unit) -> int:
    """0 for a Satz, 1 for a Nummer (or the outermost list level), and so on."""
    return sum(bool(level) for level in unit.ref.inner[2:]) if unit.ref else 0


def with_items(provision: Provision, unit: Unit) -> list[Unit]:
    """A unit and the parts of it that fit: all levels of a short list, its first level of a long one."""
    inside = _inside(provision, unit)
    if len(inside) <= MAX_ITEMS:
        return inside
    return [u for u in inside if depth(u) <= depth(unit) + 1]


def _inside(provision: Provision, unit: Unit) -> list[Unit]:
    """A unit with all its parts, in the order of the text."""
    if unit.ref is None:
        return [unit]
    return [u for u in provision.units if u.ref and unit.ref.contains(u.ref) and u.start >= unit.start]


def lead_of(provision: Provision, unit: Unit) -> Unit | None:
    """The Satz that a list entry belongs to; None for a Satz."""
    if unit.ref is None or depth(unit) == 0:
        return None
    return next((u for u in provision.units if u.ref and depth(u) == 0 and u.ref.satz == unit.ref.satz), None)


def unit_quote(chunk: Chunk, unit: Unit) -> Quote:
    """The words of a unit with its list, from its first to its last character; of a long list the lead-in alone."""
    parts = _inside(chunk.provision, unit)
    last = parts[-1] if len(parts) <= MAX_ITEMS else unit
    return Quote(chunk, unit.ref, unit.start, last.end)


def place_quote(chunk: Chunk, norm: NormRef) -> Quote:
    """The words at a norm: one unit, or a whole short provision (the first Satz of a long one)."""
    provision = chunk.provision
    if norm == provision.ref and len(provision.text) <= MAX_WHOLE:
        return Quote(chunk, provision.ref, provision.units[0].start, provision.units[-1].end)
    return unit_quote(chunk, provision.find(norm) or provision.units[0])
