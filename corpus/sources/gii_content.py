"""The `Content` of one § of gesetze-im-internet.de -> its Absätze with Satz, Nummer and Buchstabe.

A `P` that starts "(2)" opens an Absatz; what follows without a number continues it. Printed Satz numbers open a Satz;
in an Absatz without them `corpus.sentences` decides. Inside a list entry they are counted but not kept: a NormRef has
no Satz below a Nummer. No text is lost, and every gap in a count is a StructureError.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from lxml import etree

from corpus.documents import Provision
from corpus.errors import StructureError
from corpus.lists import next_labels
from corpus.normref import NormRef
from corpus.sentences import split_sentences
from corpus.sources.gii_runs import LEVELS, Entry, Run, flat, walk
from corpus.structure import Piece, assemble

_MARK = re.compile(
    r"\s*(?P<mark>\((?P<first>\d{1,2}[a-z]?)\)(?: (?:bis|und|u\.) \((?P<last>\d{1,2}[a-z]?)\))?)(?!\w)\s*"
)
_FIRST = {"nummer": "1", "buchstabe": "a", "doppelbuchstabe": "aa"}
_ENDED = re.compile(r"[.!?][“”\"»)]?$")


@dataclass(slots=True)
class _Absatz:
    ref: NormRef
    mark: str = ""
    runs: list[Run] = field(default_factory=list)


@dataclass(slots=True)
class _Part:
    """Texts that belong to one Satz or one entry; `satz` is the number printed before them."""

    entry: Entry
    satz: int | None
    texts: list[str] = field(default_factory=list)

    @property
    def words(self) -> str:
        text = re.sub(r"\t\s*", " ", "".join(self.texts))  # the tab behind a label takes in the line break of its entry
        return re.sub(r" ?\n\s*", "\n", re.sub(r" +", " ", text)).strip()


def parse_content(ref: NormRef, heading: str, content: etree._Element) -> tuple[Provision, ...]:
    """The Absätze of the § `ref`, none if it has no words. StructureError, naming the place, on a gap in a count."""
    provisions = []
    for absatz in _absaetze(ref, content):
        pieces = list(_pieces(absatz.ref, _parts(absatz.ref, absatz.runs)))
        if pieces:
            provisions.append(assemble(absatz.ref, heading, pieces, absatz.mark))
        elif absatz.mark:
            raise StructureError(f"{absatz.ref} has no words")
    if len(provisions) > 1 and provisions[0].ref == ref:
        raise StructureError(f"{ref}: text before Absatz 1")
    return tuple(provisions)


def _absaetze(ref: NormRef, content: etree._Element) -> list[_Absatz]:
    found = [_Absatz(ref, runs=[Run(flat(content.text))])]
    last: str | None = None
    for block in content:
        runs = [*walk(block), Run(flat(block.tail))]
        at = next((i for i, run in enumerate(runs) if run.satz or run.text.strip()), 0)
        if block.tag == "P" and (match := _MARK.match(runs[at].text)):
            if match["first"] not in next_labels(last):
                expected = " or ".join(next_labels(last))
                raise StructureError(f"{ref}: Absatz ({match['first']}) where ({expected}) was expected")
            last = match["last"] or match["first"]
            found.append(_Absatz(replace(ref, absatz=match["first"]), match["mark"]))
            runs[at] = replace(runs[at], text=runs[at].text[match.end() :])
        found[-1].runs += runs
    return found


def _parts(ref: NormRef, runs: Iterable[Run]) -> list[_Part]:
    """Runs put together by entry and printed Satz number; checks the counts of entries, and of Sätze inside them."""
    parts: list[_Part] = []
    labels: dict[tuple[Entry, str], str] = {}
    saetze: dict[Entry, int] = {}
    for run in runs:
        satz = _satz_number(ref, run.satz) if run.satz else None
        if run.opens:
            _count_entry(ref, run, labels)
            saetze.pop(run.entry, None)
        if satz and run.entry:
            _count_inner_satz(ref, run.entry, satz, saetze)
        new_place = run.text.strip() and (not parts or parts[-1].entry != run.entry)
        if run.opens or new_place or (satz and not run.entry):
            parts.append(_Part(run.entry, None if run.entry else satz))
        if parts:
            parts[-1].texts.append(" " if satz else run.text)
    return parts


def _satz_number(ref: NormRef, printed: str) -> int:
    if not re.fullmatch(r"[0-9]{1,3}", printed):
        raise StructureError(f"{ref}: {printed!r} is no Satz number")
    return int(printed)


def _count_entry(ref: NormRef, run: Run, labels: dict[tuple[Entry, str], str]) -> None:
    """Check that an entry follows the one before it in its list, or is a first one; then its own lists start anew."""
    level, label = run.entry[-1]
    place = (run.entry[:-1], level)
    last = labels.get(place)
    follows = () if last is None else next_labels(last) if level == "nummer" else (chr(ord(last[0]) + 1) * len(last),)
    if label != _FIRST[level] and label not in follows:
        raise StructureError(f"{_at(ref, run.entry)} follows {last or 'no entry of its list'}")
    labels[place] = run.opens
    for inner in LEVELS:
        labels.pop((run.entry, inner), None)


def _count_inner_satz(ref: NormRef, entry: Entry, satz: int, saetze: dict[Entry, int]) -> None:
    last = saetze.get(entry)
    if satz not in ((1, 2) if last is None else (last + 1,)):  # the first Satz of an entry often has no number
        raise StructureError(f"{_at(ref, entry)}: Satz {satz} follows Satz {last or 1}")
    saetze[entry] = satz


def _at(ref: NormRef, entry: Entry) -> NormRef:
    levels: dict[str, Any] = dict(entry)
    return replace(ref, **levels)


def _pieces(ref: NormRef, parts: list[_Part]) -> Iterator[Piece]:
    printed = any(part.satz for part in parts)
    satz, ended = 0 if printed else 1, False
    for part in parts:
        if part.satz is not None and part.satz != satz + 1:
            raise StructureError(f"{ref}: Satz {part.satz} where Satz {satz + 1} was expected")
        satz = part.satz or satz
        if part.words and not satz:
            raise StructureError(f"{ref}: text before Satz 1")
        for words in [part.words] if printed or part.entry else split_sentences(part.words):
            satz += ended and not printed and not part.entry
            if words:
                yield Piece(words, satz, **dict(part.entry))
            ended = bool(_ENDED.search(words))
