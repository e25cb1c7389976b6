"""A provision made ready to read: its lines with an address for every Satz and entry, norms as links, hits marked."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from markupsafe import Markup

from assistant.web.markup import norm_address
from corpus.documents import Chunk, Kind, Unit
from corpus.library import Library
from corpus.normreader import find_refs, find_spans
from corpus.normref import NormRef, clean

Hit = Callable[[str], bool]
_SHARED_LAW = 6  # characters between references that share the law named behind the last, as in corpus.normreader
_WORD = re.compile(r"(\w+)")


@dataclass(frozen=True, slots=True)
class Piece:
    """The words of one unit: the ids by which it is cited, its Satz number where it opens a numbered one."""

    ids: tuple[str, ...]
    satz: str | None
    words: Markup


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a provision: how deep it lies in a list (0 to 3), what stands before its pieces, and these."""

    level: int
    prefix: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """A provision as the views show it; `restated` are the lines of our restatement beside an official text."""

    chunk: Chunk
    ref: NormRef
    lines: tuple[Line, ...]
    restated: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Paragraf:
    """A § with its Absätze; `ref` is also the address of its only text if it has no Absätze."""

    ref: NormRef
    readings: tuple[Reading, ...]

    @property
    def title(self) -> str:
        """Number and heading, e.g. "§ 6 Weiterleitung"."""
        number, heading = str(replace(self.ref, law=None)), self.readings[0].chunk.provision.heading
        return number if heading == number else f"{number} {heading}"


def paragrafen(readings: Sequence[Reading]) -> tuple[Paragraf, ...]:
    """The Absätze of a law by §."""
    groups = (tuple(group) for _, group in groupby(readings, lambda one: one.ref.paragraf))
    return tuple(Paragraf(replace(group[0].ref, absatz=None), group) for group in groups)


def reading(chunk: Chunk, library: Library, hit: Hit) -> Reading | None:
    """A provision of a law with the words marked for which `hit` holds; None for a text without norms."""
    ref, provision = chunk.provision.ref, chunk.provision
    if ref is None:
        return None
    lines: list[Line] = []
    end = 0
    for unit in provision.units:
        between = provision.text[end : unit.start]
        piece = _piece(unit, ref, _words(provision.words(unit), ref, library, hit))
        if lines and "\n" not in between:
            lines[-1] = replace(lines[-1], pieces=(*lines[-1].pieces, piece))
        else:
            lines.append(Line(_level(unit.ref), between.strip(), (piece,)))
        end = unit.end
    restated = tuple(_restated(chunk, ref, library)) if chunk.source.kind is Kind.OFFICIAL else ()
    return Reading(chunk, ref, tuple(lines), restated)


def _restated(chunk: Chunk, ref: NormRef, library: Library) -> Iterator[Line]:
    for face in chunk.restated:
        yield Line(_level(face.unit), "", (Piece((), None, _words(face.text, ref, library, lambda _: False)),))


def _piece(unit: Unit, ref: NormRef, words: Markup) -> Piece:
    """Of a single Satz, whose units carry no number, the address with "Satz 1" works, too."""
    if unit.ref is None:
        return Piece((), None, words)
    numbered = unit.ref if unit.ref.satz else replace(unit.ref, satz="1")
    ids = dict.fromkeys(one.id for one in (numbered, unit.ref) if one != ref)
    return Piece(tuple(ids), unit.ref.satz if _level(unit.ref) == 0 else None, words)


def _level(ref: NormRef | None) -> int:
    return sum(map(bool, ref.inner[2:])) if ref else 0


def _words(text: str, ref: NormRef, library: Library, hit: Hit) -> Markup:
    text = clean(text)
    out, at = Markup(), 0
    spans = find_spans(text)
    for number, (start, end) in enumerate(spans):
        target = _target(_named(text, spans[number:]), ref, library)
        if target is None:
            continue
        out += marked(text[at:start], hit)
        out += Markup('<a href="{}">{}</a>').format(norm_address(target), marked(text[start:end], hit))
        at = end
    return out + marked(text[at:], hit)


def _named(text: str, spans: list[tuple[int, int]]) -> NormRef | None:
    """The first norm of the first span; a law may be named behind a later one ("§ 4 und nach § 5 KomIntAVO")."""
    start, end = spans[0]
    for next_start, next_end in spans[1:]:
        if next_start - end > _SHARED_LAW:
            break
        end = next_end
    return next(iter(find_refs(text[start:end])), None)


def _target(named: NormRef | None, ref: NormRef, library: Library) -> NormRef | None:
    """The norm of our laws that a reference leads to: as deep as it exists; None for another law."""
    if named is None:
        return None
    named = replace(named, law=named.law or ref.law)
    return next((norm for norm in (named, named.provision) if library.at(norm)), None)


def marked(text: str, hit: Hit) -> Markup:
    """Text as HTML, the words for which `hit` holds in <mark>."""
    return Markup().join(
        Markup("<mark>{}</mark>").format(part) if position % 2 and hit(part) else part
        for position, part in enumerate(_WORD.split(text))
    )
