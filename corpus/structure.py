"""The text of a § -> Absatz, Satz, Nummer, Buchstabe, Doppelbuchstabe.

Works on clean text and on text whose lists were flattened into one line ("1. …, 2. …. (2) …"). A gap in the numbering
raises StructureError and names the place; every non-blank character of the text ends up in exactly one provision.
"""

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from corpus.documents import Provision, Unit
from corpus.errors import StructureError
from corpus.lists import LEVELS, LabelledList, find_list, next_labels
from corpus.normref import NormRef, clean
from corpus.sentences import sentence_ends

_ABSATZ = re.compile(  # inside a Satz not before lower case: "gut (2) eine Leistung, …", "gut (2) | 13 Punkte"
    r"(?:(?m:^)[^\S\n]*|(?<=[.;!?“])|(?<=[.;]\s)|(?<=\s)(?!\(\w+\)\s+[a-zäöüß|=]))"
    r"\((\d{1,2}[a-z]?)\)(?=\s|[A-ZÄÖÜ§])"
)
_REFERS = re.compile(r"(?:Absatz|Absätze|Abs\.|Satz|Nummer|und|oder|bis)\s*$")
_REACH = 60  # characters before a label that tell what it is; all of them would take quadratic time


@dataclass(frozen=True, slots=True)
class Piece:
    """The own words of one unit, label included; `satz` counts from 1, list labels as printed ("2", "b", "cc")."""

    text: str
    satz: int
    nummer: str | None = None
    buchstabe: str | None = None
    doppelbuchstabe: str | None = None

    @property
    def is_item(self) -> bool:
        """Whether this is an entry of a list."""
        return any((self.nummer, self.buchstabe, self.doppelbuchstabe))


def parse_paragraf(ref: NormRef, heading: str, text: str) -> tuple[Provision, ...]:
    """Split the body of one § (without its heading) into its Absätze.

    `ref` names law and §. Raises StructureError on a gap in the numbering of Absätze or Nummern.
    """
    provisions = []
    for label, body in _split_absaetze(ref, clean(text).strip()):
        absatz = replace(ref, absatz=label)
        prefix = f"({label})" if label else ""
        provisions.append(assemble(absatz, heading, _split_saetze(absatz, body), prefix))
    return tuple(provisions)


def assemble(ref: NormRef, heading: str, pieces: Sequence[Piece], prefix: str = "") -> Provision:
    """Join pieces to a provision: a line per list item and for what follows. One Satz alone carries no Satz number."""
    only = len({piece.satz for piece in pieces}) == 1
    text, units, after_item = prefix, [], False
    for piece in pieces:
        text += "" if not text else "\n" if piece.is_item or after_item else " "
        after_item = piece.is_item
        unit = replace(
            ref,
            satz=None if only else str(piece.satz),
            nummer=piece.nummer,
            buchstabe=piece.buchstabe,
            doppelbuchstabe=piece.doppelbuchstabe,
        )
        units.append(Unit(unit, len(text), len(text) + len(piece.text)))
        text += piece.text
    return Provision(ref.id, ref, heading, text, tuple(units))


def _split_absaetze(ref: NormRef, text: str) -> list[tuple[str | None, str]]:
    opening = _ABSATZ.match(text)
    if opening is None or opening[1] != "1":
        if re.search(r"^\(\d{1,2}[a-z]?\) ", text, re.M):
            raise StructureError(f"{ref}: text before Absatz 1, or Absatz 1 is missing")
        return [(None, text)]
    marks = [(match.group(1), match.start(), match.end()) for match in _absatz_marks(ref, text)]
    ends = [start for _, start, _ in marks[1:]] + [len(text)]
    return [(label, text[body:end].strip()) for (label, _, body), end in zip(marks, ends, strict=True)]


def _absatz_marks(ref: NormRef, text: str) -> list[re.Match[str]]:
    marks: list[re.Match[str]] = []
    for match in _ABSATZ.finditer(text):
        last = marks[-1].group(1) if marks else None
        before = text[max(0, match.start() - _REACH) : match.start()].rstrip(" ")
        if match.group(1) in next_labels(last):
            if not _REFERS.search(before):
                marks.append(match)
        elif before.endswith(("\n", ".")):
            expected = " or ".join(next_labels(last))
            raise StructureError(f"{ref}: Absatz ({match.group(1)}) where ({expected}) was expected")
    return marks


def _split_saetze(ref: NormRef, text: str) -> list[Piece]:
    pieces: list[Piece] = []
    satz = 1
    while text:
        found = find_list(ref, text, LEVELS)
        head = text[: found.labels[0][1]] if found else text
        cuts = [0, *sentence_ends(head), len(head)]
        leads = [part for a, b in itertools.pairwise(cuts) if (part := _flat(head[a:b]))]
        pieces += [Piece(lead, satz + i) for i, lead in enumerate(leads)]
        satz += max(len(leads) - 1, 0)
        if not found:
            break
        pieces += _items(ref, text, found, Piece("", satz))
        satz += 1
        text = text[found.end :].strip()
    return pieces


def _items(ref: NormRef, text: str, found: LabelledList, parent: Piece) -> list[Piece]:
    """The entries of a list with their own sublists."""
    pieces: list[Piece] = []
    ends = [at for _, at in found.labels[1:]] + [found.end]
    inner = LEVELS[LEVELS.index(found.level) + 1 :]
    for (label, at), end in zip(found.labels, ends, strict=True):
        level: dict[str, Any] = {found.level: label}
        item = replace(parent, **level)
        body = text[at:end]
        offset = len(label) + 1
        sub = find_list(ref, body[offset:], inner)
        cut = offset + sub.labels[0][1] if sub else len(body)
        pieces.append(replace(item, text=_flat(body[:cut])))
        if sub:
            pieces += _items(ref, body[offset:], replace(sub, end=len(body) - offset), item)
    return pieces


def _flat(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()
