"""The training texts: sections of Saxon and federal statutes, read from the shared folder, split into sentences."""

import json
import lzma
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

CORPORA = ("saxon-law.jsonl.xz", "federal-law.jsonl.xz")
SENTENCE_END = re.compile(r"(?<=[.;:!?])\s+(?=[A-ZÄÖÜ(„\"]|\d+[.)]\s)")
HEADING_NUMBER = re.compile(r"^(§+|Art\.?|Artikel|Anlage|Abschnitt|Nr\.)?\s*([IVXLC]+|\d+)\s*[a-z]?\b[.):]*\s*")
MIN_SENTENCE = 25  # characters; shorter pieces ("1.", "Abs.") join the sentence before them


@dataclass(frozen=True, slots=True)
class Section:
    """One section of a statute, as the crawler cut it (at most 4,000 characters)."""

    law: str
    heading: str
    text: str
    file: str


def shared_folder() -> Path:
    """The folder with corpora, benchmarks and drafts: KOMINTAVO_SHARED, or ../shared."""
    return Path(os.environ.get("KOMINTAVO_SHARED", "../shared"))


def read_corpus(path: Path) -> Iterator[Section]:
    """The sections of one compressed corpus file, white space made single."""
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            law, heading, text = (" ".join(record[key].split()) for key in ("law", "heading", "text"))
            yield Section(law, heading, text, record["file"])


def read_sections(shared: Path) -> list[Section]:
    """All sections to train on, each text once, those without a real text left out."""
    unique: dict[str, Section] = {}
    for name in CORPORA:
        for section in read_corpus(shared / "corpora" / name):
            if len(section.text) >= 2 * MIN_SENTENCE:
                unique.setdefault(section.text, section)
    return list(unique.values())


def sentences(text: str) -> list[str]:
    """The sentences of a text, roughly: German abbreviations are cut too early now and then."""
    found: list[str] = []
    for piece in SENTENCE_END.split(text):
        if found and len(piece) < MIN_SENTENCE:
            found[-1] = f"{found[-1]} {piece}"
        else:
            found.append(piece)
    return found


def heading_words(heading: str) -> str:
    """A heading without its leading number: "§ 48 Prüfung" -> "Prüfung"."""
    return HEADING_NUMBER.sub("", heading)
