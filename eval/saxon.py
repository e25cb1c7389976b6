"""Saxon law as it was scraped into the shared corpus: its sections, as they stand there."""

import json
import lzma
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_OURS = ("kommunale_integrationsarbeit_foerderung", "integration_und_teilhabe", "foerderung_der_integration_vo")
_LABEL = re.compile(r"§\s*(\d+)\s?([a-z]?)\b")
_KINDS = {  # headings that name no §, by their beginning
    "Artikel": r"Art(?:ikel|\.)",
    "Anlage": r"Anlage|Anhang|Muster",
    "Teil": r"(?:\w+er )?(?:Teil|Abschnitt|Unterabschnitt|Kapitel|Titel)\b",
    "Roman number": r"[IVXLC]+\s?[.:)\s]",
    "number": r"\d",
    "letter": r"[A-Z][.:)\s]",
    "no heading": r"\s*$",
}


@dataclass(frozen=True, slots=True)
class Section:
    """A § or another part of a law: its place in the corpus, the file of its law, its heading and its text.

    Lists are flattened into one line; text beyond 4,000 characters is cut off.
    """

    number: int
    file: str
    heading: str
    text: str

    @property
    def paragraf(self) -> str | None:
        """The number of the § that the heading names; None where it names none."""
        label = _LABEL.match(self.heading)
        return "".join(label.groups()) if label else None

    @property
    def kind(self) -> str:
        """What a heading without § looks like."""
        return next((kind for kind, form in _KINDS.items() if re.match(form, self.heading)), "other")

    @property
    def is_ours(self) -> bool:
        """Whether it belongs to a law that the product has anyway."""
        return any(name in self.file for name in _OURS)


def read_sections(shared: Path) -> Iterator[Section]:
    """All sections, in the order of the file."""
    with lzma.open(shared / "corpora" / "saxon-law.jsonl.xz", "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            section = json.loads(line)
            yield Section(number, section["file"], section["heading"], section["text"])
