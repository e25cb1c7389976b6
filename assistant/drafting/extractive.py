"""Writes an answer without a model: the Sätze that answer, with their norm, in the words of the text in use."""

import re
from collections.abc import Sequence

from assistant.answer import Passage, Voice
from assistant.drafting.draft import Draft, Quote, Statement, opened
from assistant.drafting.places import MAX_WHOLE, SHORT, depth, lead_of, unit_quote, with_items
from corpus.documents import Chunk, Kind, Provision, Unit

_LABEL = re.compile(r"^(?:\d+[a-z]?\.|[a-z]{1,2}\))\s+")
_TAIL = re.compile(r"[\s,;]*(?:\b(?:und|sowie|oder))?[\s,;.]*$")
_MOST_UNITS = 2


def draft(passages: Sequence[Passage], exact: bool = False, voice: Voice = Voice.GERMAN) -> Draft:
    """One statement per passage: the units that speak to the question; before the first the verdict, if any.

    `exact`: the units were named by the question, so nothing around them is quoted. The simple voice tells each passage
    in simple German, where there is one, and quotes the same units.
    """
    statements = [_statement(p.chunk, _chosen(p, exact), voice) for p in passages]
    return Draft(tuple(opened(statements, passages[0].verdict if passages else None, voice)), "extractive")


def _chosen(passage: Passage, exact: bool) -> tuple[Unit, ...]:
    """The units to quote: all Sätze of a short provision, else those found, else the first Satz."""
    provision = passage.chunk.provision
    if passage.units and (exact or len(provision.text) > SHORT):
        return passage.units[:_MOST_UNITS]
    saetze = tuple(unit for unit in provision.units if depth(unit) == 0)
    return saetze if len(provision.text) <= MAX_WHOLE else saetze[:1]


def _statement(chunk: Chunk, units: tuple[Unit, ...], voice: Voice) -> Statement:
    simple = chunk.simple if voice is Voice.SIMPLE else None
    told = simple.text if simple else " ".join(_words(chunk.provision, unit) for unit in units)
    return Statement(f"{_name(chunk, voice)}: {told}", tuple(_joined([unit_quote(chunk, u) for u in units])))


def _joined(quotes: list[Quote]) -> list[Quote]:
    """Sentences of a press text or hint that follow one another are one quote."""
    if not quotes or quotes[0].ref is not None:
        return quotes
    return [Quote(quotes[0].chunk, None, quotes[0].start, quotes[-1].end)]


def _words(provision: Provision, unit: Unit) -> str:
    """A unit in words: a Satz with its list, or a list entry behind the Satz that it completes."""
    parts = [provision.words(part) for part in with_items(provision, unit)]
    lead = lead_of(provision, unit)
    if lead is None:
        return "\n".join(parts)
    entry = "\n".join([_LABEL.sub("", parts[0]), *parts[1:]])
    return f"{provision.words(lead).rstrip(':')} – {_TAIL.sub('', entry)}."


def _name(chunk: Chunk, voice: Voice) -> str:
    ref, source = chunk.provision.ref, chunk.source
    if ref is None:
        what = "Pressemitteilung" if source.kind == Kind.PRESS else "Hinweis"
        return f"{what} ({source.title}, {source.publisher}, Stand {source.stand})"
    if voice is Voice.ENGLISH:
        return f"{ref} says (in German)"
    if voice is Voice.SIMPLE:
        return str(ref)
    return f"Nach {ref}" if ref.paragraf[0].isdigit() else str(ref)
