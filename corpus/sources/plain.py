"""Reads the Absätze in simple German (Einfache Sprache, B1), plain text that a lawyer can edit.

Format: `## § 6 Abs. 1 KomIntAVO`, then `Titel: …` and `Kurz: …`, one line each.
"""

from dataclasses import dataclass
from pathlib import Path

from corpus.documents import Simple
from corpus.errors import FormatError
from corpus.normref import NormRef


@dataclass
class _Block:
    line: int
    title: str = ""
    text: str = ""


def read_plain(path: Path) -> dict[str, Simple]:
    """`parse_plain` on a file."""
    return parse_plain(path.read_text(encoding="utf-8"), path.name)


def parse_plain(text: str, file: str) -> dict[str, Simple]:
    """The Absätze by the key of their provision. FormatError (file, line) on a line outside the format, or a repeat."""
    blocks: dict[str, _Block] = {}
    key = ""
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("# "):
            continue
        if line.startswith("## "):
            key = _key(line[3:], file, number)
            if key in blocks:
                raise FormatError(file, number, f"{line[3:]} stands here twice")
            blocks[key] = _Block(number)
        elif key and line.startswith("Titel: ") and not blocks[key].title:
            blocks[key].title = line[7:].strip()
        elif key and line.startswith("Kurz: ") and not blocks[key].text:
            blocks[key].text = line[6:].strip()
        else:
            raise FormatError(file, number, "expected '## norm', then 'Titel: …' and 'Kurz: …', each once")
    for block in blocks.values():
        if not block.title or not block.text:
            raise FormatError(file, block.line, "no title or no text")
    return {key: Simple(block.title, block.text) for key, block in blocks.items()}


def _key(norm: str, file: str, line: int) -> str:
    try:
        return NormRef.parse(norm.strip()).id
    except ValueError as error:
        raise FormatError(file, line, str(error)) from None
