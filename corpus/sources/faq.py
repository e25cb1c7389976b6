"""Reads the curated FAQ, plain text that a lawyer can edit.

Format: `## key`, then `Gruppe:`, `Urteil:` (ja, nein, bedingt, ungeregelt, -), `Frage:`, `- variant` lines, `Antwort:`
(one sentence each), `Einfach:` and `English:`, the last three with their norms in braces:
`… {§ 6 Abs. 1 KomIntAVO; § 3 Satz 2 KomIntAVO}`.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path

from corpus.curated import BackedText, FaqEntry
from corpus.documents import Verdict
from corpus.errors import FormatError
from corpus.normref import NormRef

_BACKED = re.compile(r"(?P<text>.+?)\s*\{(?P<norms>[^{}]+)\}")
_FIELDS = ("Gruppe", "Urteil", "Frage", "Antwort", "Einfach", "English")


@dataclass
class _Block:
    key: str
    line: int
    fields: dict[str, list[tuple[int, str]]] = field(default_factory=dict)
    variants: list[str] = field(default_factory=list)


def read_faq(path: Path) -> tuple[FaqEntry, ...]:
    """`parse_faq` on a file."""
    return parse_faq(path.read_text(encoding="utf-8"), path.name)


def parse_faq(text: str, file: str) -> tuple[FaqEntry, ...]:
    """All entries in order. FormatError (file, line) on a line outside the format, a missing field, a repeated key."""
    blocks: list[_Block] = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("# "):
            continue
        if line.startswith("## "):
            blocks.append(_Block(line[3:].strip(), number))
        elif not blocks:
            raise FormatError(file, number, "text before the first '## key'")
        elif line.startswith("- "):
            blocks[-1].variants.append(line[2:].strip())
        else:
            name, colon, value = line.partition(": ")
            if not colon or name not in _FIELDS:
                raise FormatError(file, number, f"expected one of {', '.join(_FIELDS)}, or '- variant'")
            blocks[-1].fields.setdefault(name, []).append((number, value.strip()))
    keys = [block.key for block in blocks]
    for block in blocks:
        if keys.count(block.key) > 1:
            raise FormatError(file, block.line, f"the key {block.key} stands here twice")
    return tuple(_entry(block, file) for block in blocks)


def _entry(block: _Block, file: str) -> FaqEntry:
    missing = [name for name in _FIELDS if name not in block.fields]
    if missing:
        raise FormatError(file, block.line, f"{block.key}: no {', '.join(missing)}")
    return FaqEntry(
        key=block.key,
        group=block.fields["Gruppe"][0][1],
        verdict=_verdict(*block.fields["Urteil"][0], file),
        question=block.fields["Frage"][0][1],
        variants=tuple(block.variants),
        answer=tuple(_backed(line, value, file) for line, value in block.fields["Antwort"]),
        simple=_backed(*block.fields["Einfach"][0], file),
        english=_backed(*block.fields["English"][0], file),
    )


def _verdict(line: int, value: str, file: str) -> Verdict | None:
    if value == "-":
        return None
    try:
        return Verdict(value)
    except ValueError:
        raise FormatError(file, line, "Urteil is ja, nein, bedingt, ungeregelt or -") from None


def _backed(line: int, value: str, file: str) -> BackedText:
    match = _BACKED.fullmatch(value)
    if not match:
        raise FormatError(file, line, "expected 'text {§ n Abs. n LAW; …}'")
    try:
        return BackedText(match["text"], tuple(NormRef.parse(norm.strip()) for norm in match["norms"].split(";")))
    except ValueError as error:
        raise FormatError(file, line, str(error)) from None
