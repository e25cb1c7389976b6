"""Reads the bundled records: press, guidance and calculated dates in our own words.

Format: `## source-id | heading`, a paragraph per line, then `- question` lines and a `Begriffe:` line.
"""

from pathlib import Path

from corpus.documents import Face, Provision
from corpus.errors import FormatError
from corpus.normref import slug
from corpus.sources.prose import prose_provisions


class _Record:
    def __init__(self, source_id: str, heading: str) -> None:
        self.source_id, self.heading = source_id, heading
        self.paragraphs: list[str] = []
        self.questions: list[Face] = []
        self.terms: tuple[str, ...] = ()


def read_records(path: Path) -> list[tuple[str, Provision, tuple[Face, ...], tuple[str, ...]]]:
    """(source id, provision, questions, terms) per paragraph; questions and terms belong to each of its record."""
    records = _parse(path.read_text(encoding="utf-8"), path.name)
    numbers: dict[str, int] = {}
    result = []
    for record in records:
        for text in record.paragraphs:
            number = numbers[record.source_id] = numbers.get(record.source_id, 0) + 1
            provision = prose_provisions(record.source_id, ((record.heading, text),))[0]
            key = f"{slug(record.source_id)}-{number}"
            numbered = Provision(key, None, provision.heading, provision.text, provision.units)
            result.append((record.source_id, numbered, tuple(record.questions), record.terms))
    return result


def _parse(text: str, file: str) -> list[_Record]:
    records: list[_Record] = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("# "):
            continue
        if line.startswith("## "):
            source_id, bar, heading = line[3:].partition(" | ")
            if not bar:
                raise FormatError(file, number, "expected '## source-id | heading'")
            records.append(_Record(source_id.strip(), heading.strip()))
        elif not records:
            raise FormatError(file, number, "text before the first '## source-id | heading'")
        elif line.startswith("- "):
            records[-1].questions.append(Face(line[2:].strip()))
        elif line.startswith("Begriffe:"):
            records[-1].terms = tuple(t.strip() for t in line[9:].split(",") if t.strip())
        else:
            records[-1].paragraphs.append(line.strip())
    return records
