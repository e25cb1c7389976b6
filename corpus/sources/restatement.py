"""Reads the bundled restatement of a law: plain text that a lawyer can edit and review in a diff.

Format: `## Heading (§ 6)` opens a §, `(1)` alone on a line an Absatz, `[1]` a Satz, `1.` / `a)` / `aa)` an entry of a
list; one unit, one line. Every mistake is a FormatError with file and line.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from corpus.documents import Provision
from corpus.errors import FormatError
from corpus.lists import next_labels
from corpus.normref import PREAMBLE, NormRef
from corpus.structure import Piece, assemble

_HEADING = re.compile(r"## (?:(?P<title>.+) \(§ (?P<number>\d{1,4}[a-z]?)\)|(?P<preamble>Präambel))")
_ABSATZ = re.compile(r"\((\d{1,2}[a-z]?)\)")
_SATZ = re.compile(r"\[(\d{1,3})\] (.+)")
_ITEM = re.compile(r"(?P<nummer>\d{1,3})\. .+|(?P<doppelbuchstabe>([a-z])\3)\) .+|(?P<buchstabe>[a-z])\) .+")


@dataclass
class _Absatz:
    ref: NormRef
    heading: str
    line: int
    pieces: list[Piece] = field(default_factory=list)


def parse_restatement(text: str, law: str, file: str) -> tuple[Provision, ...]:
    """All Absätze of a restated law, in order. FormatError (file, line) on any line outside the format or a gap."""
    absaetze = list(_read(text, law, file))
    _check_order(list(absaetze), file)
    return tuple(assemble(a.ref, a.heading, a.pieces, f"({a.ref.absatz})" if a.ref.absatz else "") for a in absaetze)


def read_restatement(path: Path, law: str) -> tuple[Provision, ...]:
    """`parse_restatement` on a file."""
    return parse_restatement(path.read_text(encoding="utf-8"), law, path.name)


def _read(text: str, law: str, file: str) -> Iterator[_Absatz]:
    current: _Absatz | None = None
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith(("# ", "<!--")):
            continue
        if match := _HEADING.fullmatch(line):
            if current and current.pieces:
                yield current
            current = _Absatz(NormRef(law, match["number"] or PREAMBLE), match["title"] or PREAMBLE, number)
        elif current is None:
            raise FormatError(file, number, "text before the first '## Heading (§ n)'")
        elif match := _ABSATZ.fullmatch(line):
            if current.pieces:
                yield current
            current = _Absatz(replace(current.ref, absatz=match[1]), current.heading, number)
        else:
            current.pieces.append(_piece(line, current, file, number))
    if current and current.pieces:
        yield current


def _piece(line: str, absatz: _Absatz, file: str, number: int) -> Piece:
    last = absatz.pieces[-1] if absatz.pieces else None
    if match := _SATZ.fullmatch(line):
        expected = last.satz + 1 if last else 1
        if int(match[1]) != expected:
            raise FormatError(file, number, f"{absatz.ref}: Satz [{match[1]}] where [{expected}] was expected")
        return Piece(match[2], expected)
    match = _ITEM.fullmatch(line)
    if not match or last is None:
        raise FormatError(
            file, number, "expected '## Heading (§ n)', '(n)', '[n] text', 'n. text', 'a) text' or 'aa) text'"
        )
    piece = _item(match, line, last)
    if piece is None:
        raise FormatError(
            file, number, f"{absatz.ref}: list entry {line.split(' ')[0]} does not follow its predecessor"
        )
    return piece


def _item(match: re.Match[str], line: str, last: Piece) -> Piece | None:
    """The entry as a piece, or None if its label is not the successor at its level."""
    if match["nummer"]:
        follows = int(match["nummer"]) == int(last.nummer or 0) + 1
        return Piece(line, last.satz, match["nummer"]) if follows else None
    if match["buchstabe"]:
        follows = match["buchstabe"] == _next_letter(last.buchstabe)
        return Piece(line, last.satz, last.nummer, match["buchstabe"]) if follows else None
    follows = bool(last.buchstabe) and match["doppelbuchstabe"][0] == _next_letter(last.doppelbuchstabe)
    return replace(last, text=line, doppelbuchstabe=match["doppelbuchstabe"]) if follows else None


def _next_letter(label: str | None) -> str:
    return chr(ord(label[0]) + 1) if label else "a"


def _check_order(absaetze: list[_Absatz], file: str) -> None:
    for before, after in zip([None, *absaetze], absaetze, strict=False):
        if not _follows(before.ref if before else None, after.ref):
            raise FormatError(file, after.line, f"{after.ref} does not follow {before.ref if before else 'the start'}")


def _follows(before: NormRef | None, after: NormRef) -> bool:
    same_paragraf = before is not None and before.paragraf == after.paragraf
    if same_paragraf and before is not None:
        return before.absatz is not None and after.absatz in next_labels(before.absatz)
    if after.absatz not in (None, "1"):
        return False
    if before is None:
        return after.paragraf in (PREAMBLE, "1")
    return after.paragraf in next_labels(None if before.paragraf == PREAMBLE else before.paragraf)
