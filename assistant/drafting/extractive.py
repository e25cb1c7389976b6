"""Writes an answer without a model: the Sätze that answer, with their norm, in the words of the text in use."""

import re

from assistant.answer import Passage
from assistant.drafting.draft import Draft, Quote, Statement
from corpus.documents import Chunk, Provision, Unit

_MAX_ITEMS = 12
_MAX_WHOLE = 700
_LABEL = re.compile(r"^(?:\d+[a-z]?\.|[a-z]{1,2}\))\s+")
_TAIL = re.compile(r"[\s,;]*(?:\b(?:und|sowie|oder))?[\s,;]*$")


def draft(passages: list[Passage]) -> Draft:
    """One statement per passage: the units that speak to the question, with the lead-in that they belong to."""
    return Draft(tuple(_statement(p.chunk, _chosen(p)) for p in passages), "extractive")


def _chosen(passage: Passage) -> tuple[Unit, ...]:
    """The units to quote: those found, else the whole of a short provision, else its first Satz."""
    if passage.units:
        return passage.units[:2]
    provision = passage.chunk.provision
    top = tuple(unit for unit in provision.units if _depth(unit) == 0)
    return top if len(provision.text) <= _MAX_WHOLE else top[:1]


def _statement(chunk: Chunk, units: tuple[Unit, ...]) -> Statement:
    texts, quotes = [], []
    for unit in units:
        parts = _with_items(chunk.provision, unit)
        lead = _lead(chunk.provision, unit)
        body = [_unlabelled(chunk.provision, part) if part is unit else chunk.provision.words(part) for part in parts]
        opening = f"{chunk.provision.words(lead)} {body[0]}" if lead else body[0]
        texts.append("\n".join([opening, *body[1:]]))
        quotes.append(Quote(chunk, unit, parts[0].start, parts[-1].end))
    return Statement(f"{_name(chunk)}: {' '.join(texts)}", tuple(quotes))


def _name(chunk: Chunk) -> str:
    ref = chunk.provision.ref
    if ref is None:
        return f"{chunk.source.kind} ({chunk.source.publisher}, {chunk.source.stand})"
    return f"Nach {ref}" if ref.paragraf[0].isdigit() else str(ref)


def _depth(unit: Unit) -> int:
    """0 for a Satz, 1 for a Nummer (or the outermost list level), and so on."""
    return sum(bool(level) for level in unit.ref.inner[2:]) if unit.ref else 0


def _with_items(provision: Provision, unit: Unit) -> list[Unit]:
    """A unit and the parts of it that fit: all levels of a short list, its first level of a long one."""
    if unit.ref is None:
        return [unit]
    inside = [u for u in provision.units if u.ref and unit.ref.contains(u.ref) and u.start >= unit.start]
    if len(inside) <= _MAX_ITEMS:
        return inside
    return [u for u in inside if _depth(u) <= _depth(unit) + 1]


def _lead(provision: Provision, unit: Unit) -> Unit | None:
    """The Satz that a list entry belongs to."""
    if unit.ref is None or _depth(unit) == 0:
        return None
    outer = [u for u in provision.units if u.ref and _depth(u) == 0 and u.ref.satz == unit.ref.satz]
    return outer[0] if outer else None


def _unlabelled(provision: Provision, unit: Unit) -> str:
    words = provision.words(unit)
    if _depth(unit) == 0:
        return words
    return _TAIL.sub("", _LABEL.sub("", words))
