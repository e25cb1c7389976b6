"""Reads what a user adds or the sync fetches as a document: a law by §, anything else by heading and paragraph.

Holds no parsing; whether the document may be used is for `accepting` to say.
"""

import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

from corpus import catalog
from corpus.accepting import take
from corpus.documents import Kind, Source
from corpus.errors import CorpusError, FileRejectedError
from corpus.fetching import Fetched
from corpus.locating import law_address
from corpus.normref import slug
from corpus.sources.files import bytes_of, decoded, is_html, text_of
from corpus.sources.gii import parse_gii
from corpus.sources.press_page import parse_press_page
from corpus.sources.prose import Prose, first_date, parse_prose, prose_provisions
from corpus.sources.revosax import is_revosax, parse_revosax
from corpus.sources.statute import Statute, looks_like_statute, parse_statute
from corpus.store import Document, Store

_SUBJECT = re.compile(r"integration|flüchtling|geflüchtet|migration|asyl|zuwander|ausländer|komintavo|rückkehr", re.I)
_VALID_FROM = re.compile(r"(?:gültig ab|Stand)[:\s]+(\d{1,2}\.\s?(?:\d{1,2}\.|[A-ZÄ][a-zä]+)\s?\d{4})")


@dataclass(frozen=True, slots=True)
class Details:
    """What the user says about a file, overriding what the file tells; dates ISO."""

    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    stand: str | None = None


@dataclass(frozen=True, slots=True)
class _Origin:
    """Where a text came from: a file by name, or an address; and when (ISO date and time)."""

    name: str
    note: str
    now: str


def add_file(path: Path, data_dir: Path, details: Details = Details()) -> Document:
    """Read a file, judge it and store it; nothing changes if it is refused. It has doubts if it was kept aside."""
    return take(read_document(path, details), Store(data_dir))


def read_document(path: Path, details: Details = Details()) -> Document:
    """Read a file as a document, without storing it. CorpusError, in one line, if it can't be taken."""
    return read_content(path.name, bytes_of(path), details)


def read_content(name: str, content: bytes, details: Details = Details()) -> Document:
    """Read the content of a file of this name; the same parsers for a file, an upload and what is fetched."""
    note = f"Wortlaut aus der hinzugefügten Datei {name}; nicht gegen die amtliche Verkündung geprüft."
    origin = _Origin(name, note, _now())
    if name.lower().endswith(".zip"):
        return _law(parse_gii(content), origin, details)
    if is_html(name) and is_revosax(html := decoded(name, content)):
        return _revosax(html, origin, details)
    text = text_of(name, content)
    if looks_like_statute(text):
        return _law(parse_statute(text), origin, details, _stand(text))
    if not _SUBJECT.search(text):
        raise FileRejectedError("off-subject", f"{name}: neither a law with §§ nor a text on integration work")
    return _prose(parse_prose(text), origin, details)


def read_fetched(entry: catalog.Entry, fetched: Fetched) -> Document:
    """Read what was fetched for an entry of the catalog. CorpusError if it is not that, or not readable."""
    if fetched.content is None or entry.origin is None:
        raise ValueError("nothing was fetched")
    now = _now()
    day = date.fromisoformat(now[:10])
    note = f"Abgerufen am {day:%d.%m.%Y}; verbindlich ist der verkündete Text."
    details = Details(entry.title, entry.publisher, fetched.url)
    if entry.origin.kind == "page":
        return _page(entry, parse_press_page(fetched.text), _Origin(fetched.url, f"Abgerufen am {day:%d.%m.%Y}.", now))
    origin = _Origin(fetched.url, note, now)
    is_gii = entry.origin.kind == "gii"
    document = _law(parse_gii(fetched.content), origin, details) if is_gii else _revosax(fetched.text, origin, details)
    if document.source.law != entry.law:
        raise CorpusError(f"{fetched.url}: is the {document.source.law}, not the {entry.law}")
    return document


def _revosax(html: str, origin: _Origin, details: Details) -> Document:
    statute = parse_revosax(html)
    doubts = [] if statute.edition.valid_from else ["no first day in force on the page"]
    doubts += [] if statute.edition.enacted else ["no day of enactment on the page"]
    url = law_address(statute.edition.number) if statute.edition.number else details.url
    return _law(statute, origin, replace(details, url=url), doubts=tuple(doubts))


def _law(
    statute: Statute,
    origin: _Origin,
    details: Details,
    stand: str | None = None,
    doubts: tuple[str, ...] = (),
) -> Document:
    known, edition = catalog.entry_of_law(statute.law), statute.edition
    told = details.stand or edition.valid_from or stand or (known.stand if known else None)
    source = Source(
        id=known.id if known else slug(statute.law),
        kind=Kind.OFFICIAL,
        title=details.title or (known.title if known else statute.title),
        publisher=details.publisher or (known.publisher if known else "unbekannt"),
        stand=told or origin.now[:10],
        url=details.url or (known.url if known else None),
        law=statute.law,
        citation=edition.citation or (known.citation if known else None),
        published=edition.enacted or (known.published if known else None),
        in_force=known.in_force if known else None,
        note=origin.note,
        place=edition.place,
        valid_until=edition.valid_until,
    )
    return Document(source, statute.provisions, origin.name, origin.now, statute.repealed, doubts)


def _page(entry: catalog.Entry, prose: Prose, origin: _Origin) -> Document:
    stand = _seen_by(origin, prose.dated or entry.published)
    kind = Kind.PRESS if entry.kind == Kind.PRESS else prose.kind
    source = Source(entry.id, kind, entry.title, entry.publisher, stand, entry.url, published=stand, note=origin.note)
    provisions = prose_provisions(f"{entry.id}-wortlaut", prose.paragraphs)
    return Document(source, provisions, origin.name, origin.now)


def _prose(prose: Prose, origin: _Origin, details: Details) -> Document:
    if not prose.paragraphs:
        raise FileRejectedError("empty", f"{origin.name}: no paragraph of running text found")
    title = details.title or prose.title
    source = Source(
        id=_prose_id(f"{title[:60]} {prose.dated or ''}", origin.name),
        kind=prose.kind,
        title=title,
        publisher=details.publisher or prose.publisher or "unbekannt",
        stand=details.stand or _seen_by(origin, prose.dated),
        url=details.url,
        published=prose.dated,
        note=f"aus der hinzugefügten Datei {origin.name}",
    )
    return Document(source, prose_provisions(source.id, prose.paragraphs), origin.name, origin.now)


def _prose_id(name: str, file: str) -> str:
    """A key that is neither empty nor that of a bundled source, whose place it would take."""
    key = slug(name) or slug(Path(file).stem) or "dokument"
    return f"{key}-eigen" if key in {entry.id for entry in catalog.entries()} else key


def _seen_by(origin: _Origin, dated: str | None) -> str:
    """The day of a text that is no law: no later than it was seen, though the first day it names may be a deadline."""
    seen = origin.now[:10]
    return min(dated or seen, seen)


def _stand(text: str) -> str | None:
    match = _VALID_FROM.search(text)
    return first_date(match[1]) if match else None


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
