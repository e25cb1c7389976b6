"""Takes a user's file into the data folder: a law by §, anything else by heading and paragraph."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from corpus import catalog
from corpus.documents import Kind, Source
from corpus.errors import FileRejectedError
from corpus.normref import slug
from corpus.sources.files import read_file
from corpus.sources.prose import parse_prose, prose_provisions
from corpus.sources.statute import looks_like_statute, parse_statute
from corpus.store import Document, Store

_SUBJECT = re.compile(r"integration|flüchtling|geflüchtet|migration|asyl|zuwander|ausländer|komintavo|rückkehr", re.I)
_VALID_FROM = re.compile(r"(?:Fassung gültig ab|gültig ab|Stand)[:\s]+(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})")


@dataclass(frozen=True, slots=True)
class Details:
    """What the user says about a file, overriding what the file tells; dates ISO."""

    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    stand: str | None = None


def read_document(path: Path, details: Details = Details()) -> Document:
    """Read a file as a document, without storing it. CorpusError, in one line, if it can't be taken."""
    text = read_file(path)
    now = datetime.now(UTC).isoformat(timespec="seconds")
    if looks_like_statute(text):
        return _statute(text, path, details, now)
    return _prose(text, path, details, now)


def add_file(path: Path, data_dir: Path, details: Details = Details()) -> Document:
    """Read a file and store it under the data folder; nothing changes if it is refused."""
    document = read_document(path, details)
    Store(data_dir).add(document)
    return document


def _statute(text: str, path: Path, details: Details, now: str) -> Document:
    statute = parse_statute(text)
    known = catalog.entry_of_law(statute.law)
    source = Source(
        id=slug(statute.law),
        kind=Kind.OFFICIAL,
        title=details.title or (known.title if known else statute.title),
        publisher=details.publisher or (known.publisher if known else "unbekannt"),
        stand=details.stand or _stand(text) or (known.stand if known else None) or now[:10],
        url=details.url or (known.url if known else None),
        law=statute.law,
        citation=known.citation if known else None,
        published=known.published if known else None,
        in_force=known.in_force if known else None,
        note=f"Wortlaut aus der hinzugefügten Datei {path.name}; nicht gegen die amtliche Verkündung geprüft.",
    )
    return Document(source, statute.provisions, path.name, now)


def _prose(text: str, path: Path, details: Details, now: str) -> Document:
    if not _SUBJECT.search(text):
        raise FileRejectedError("off-subject", f"{path.name}: neither a law with §§ nor a text on integration work")
    prose = parse_prose(text)
    if not prose.paragraphs:
        raise FileRejectedError("empty", f"{path.name}: no paragraph of running text found")
    title = details.title or prose.title
    source = Source(
        id=_prose_id(f"{title[:60]} {prose.dated or ''}", path),
        kind=prose.kind,
        title=title,
        publisher=details.publisher or prose.publisher or "unbekannt",
        stand=details.stand or prose.dated or now[:10],
        url=details.url,
        published=prose.dated,
        note=f"aus der hinzugefügten Datei {path.name}",
    )
    return Document(source, prose_provisions(source.id, prose.paragraphs), path.name, now)


def _prose_id(name: str, path: Path) -> str:
    """A key that is neither empty nor that of a bundled source, whose place it would take."""
    key = slug(name) or slug(path.stem) or "dokument"
    return f"{key}-eigen" if key in {entry.id for entry in catalog.entries()} else key


def _stand(text: str) -> str | None:
    match = _VALID_FROM.search(text)
    return f"{match[3]}-{int(match[2]):02}-{int(match[1]):02}" if match else None
