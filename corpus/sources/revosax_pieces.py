"""Words, sentence numbers and labels in their order -> the pieces of each Absatz.

Sätze come from the sentence numbers and items from the labels that the page marks; nothing is guessed from the wording.
Knows no HTML (`revosax_body`).
"""

import itertools
import re
from dataclasses import replace
from typing import Any

from corpus.errors import StructureError
from corpus.lists import next_labels
from corpus.normref import NormRef, clean
from corpus.structure import Piece

_ABSATZ = re.compile(r"\s*\((\d{1,2}[a-z]?)\)")
_LEVELS = {
    "nummer": ("Nr.", re.compile(r"(\d{1,3}[a-z]?)\.")),
    "buchstabe": ("Buchst.", re.compile(r"([a-z])\)")),
    "doppelbuchstabe": ("Doppelbuchst.", re.compile(r"(([a-z])\2)\)")),
}


class Writer:
    """Takes words, sentence numbers and labels in the order of the page and sorts them into pieces."""

    _lead: Piece  # the place of the Satz outside its lists
    _at: Piece  # the place of the open piece

    def __init__(self, ref: NormRef) -> None:
        self._ref = ref
        self._done: list[tuple[str | None, list[Piece]]] = []
        self._heard: list[str] = []  # words since the last line, sentence number or label
        self._top = self._line_starts = True
        self._begin(None)

    @property
    def place(self) -> NormRef:
        """The Absatz that is being written."""
        return replace(self._ref, absatz=self._absatz)

    def words(self, text: str) -> None:
        """Running words, in any portions."""
        self._heard.append(text)

    def line(self, top: bool) -> None:
        """A new line; words on one at the top level end a list, and "(2)" in front of them opens an Absatz."""
        self._take_words()
        if not self._labelled:
            self._text.append("\n")
        self._top, self._line_starts = top, True

    def cell(self, first: bool) -> None:
        """A cell of a table row, on the line of the row; "(2)" in front of it opens nothing."""
        self.words("" if first else " | ")
        self._line_starts = False

    def satz(self, number: str) -> None:
        """A sentence number; inside an item, the new Satz belongs to that item."""
        self._take_words()
        if number != str(self._satz + 1):
            raise StructureError(f"{self.place}: Satz {number} where Satz {self._satz + 1} was expected")
        self._satz += 1
        self._line_starts = False
        place = replace(self._lead if self._top else self._at, satz=self._satz)
        if place == self._at:
            self._text.append(" ")
        elif self._labelled and len(self._text) == 1 and not self._top:  # the label alone: it belongs to this Satz
            self._at = place
        else:
            self._open(place)
        if not place.is_item:
            self._lead = place

    def item(self, label: str) -> None:
        """The label cell of a list; another shape than "1.", "a)" or "aa)" counts as words."""
        self._take_words()
        label = re.sub(r"\s+", " ", clean(label)).strip()
        for level, (_, shape) in _LEVELS.items():
            if match := shape.fullmatch(label.replace(" ", "")):
                label = match[0]
                self._open(self._item_place(level, match[1]))
                break
        if label:
            self._text.append(f"{label} ")
            self._labelled = True

    def finish(self) -> list[tuple[str | None, list[Piece]]]:
        """Label and pieces of every Absatz, once all was told."""
        self._take_words()
        self._end()
        return self._done

    def _begin(self, absatz: str | None) -> None:
        self._absatz, self._satz = absatz, 0
        self._pieces: list[Piece] = []
        self._items: set[Piece] = set()
        self._lead = self._at = Piece("", 1)
        self._text: list[str] = []  # of the open piece
        self._labelled = False  # whether nothing stands behind the last label yet

    def _end(self) -> None:
        self._open(self._lead)
        if self._pieces:
            self._done.append((self._absatz, self._pieces))
        elif self._absatz:
            raise StructureError(f"{self.place}: an Absatz without words")

    def _open(self, place: Piece) -> None:
        if text := _tidy("".join(self._text)):
            self._pieces.append(replace(self._at, text=text))
        self._at, self._text, self._labelled = place, [], False

    def _take_words(self) -> None:
        text = re.sub(r"\s+", " ", clean("".join(self._heard)))
        self._heard.clear()
        if not text.strip():
            return
        if self._top and self._line_starts and (match := _ABSATZ.match(text)):
            self._next_absatz(match[1])
            text = text[match.end() :]
        elif self._top and self._at.is_item:
            self._open(self._lead)
        self._line_starts = self._labelled = False
        self._text.append(text)

    def _next_absatz(self, label: str) -> None:
        expected = next_labels(self._absatz)
        if label not in expected:
            raise StructureError(f"{self._ref}: Absatz ({label}) where ({' or '.join(expected)}) was expected")
        self._end()
        if self._done and self._done[0][0] is None:
            raise StructureError(f"{self._ref}: text before Absatz 1")
        self._begin(label)

    def _item_place(self, level: str, label: str) -> Piece:
        """The place of the next item: the outermost items belong to the Satz that opened their list."""
        last: str | None = getattr(self._at, level)
        expected = next_labels(last) if level == "nummer" else _next_letters(last, level)
        name = _LEVELS[level][0]
        if label not in expected:
            raise StructureError(f"{self.place}: {name} {label} where {name} {' or '.join(expected)} was expected")
        outer = itertools.takewhile(lambda other: other != level, _LEVELS)
        levels: dict[str, Any] = {other: getattr(self._at, other) for other in outer}
        satz = self._at.satz if any(levels.values()) else self._lead.satz
        place = Piece("", satz, **levels | {level: label})
        if place in self._items:
            raise StructureError(f"{self.place}: a second {name} {label} in the same Satz")
        self._items.add(place)
        return place


def _next_letters(last: str | None, level: str) -> tuple[str, ...]:
    if last is None:
        return ("a" if level == "buchstabe" else "aa",)
    return (chr(ord(last[0]) + 1) * len(last),)


def _tidy(text: str) -> str:
    """Single spaces, no empty lines."""
    return re.sub(r" ?\n\s*", "\n", re.sub(" +", " ", text)).strip()
