"""Puts the corpus together: bundled texts, questions and records, and what the user added, as chunks.

An official text takes the place of the whole restatement of its law; questions, terms and the restatement stay attached
to each Absatz as faces. Where it is not the text that they were checked against, they only help to find it.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path

from pydantic import TypeAdapter

from corpus import catalog
from corpus.curated import FaqEntry, Topic
from corpus.documents import Chunk, Face, Kind, Provision, Simple
from corpus.normreader import find_refs
from corpus.normref import NormRef
from corpus.reviewing import is_reviewed
from corpus.sources.faq import read_faq
from corpus.sources.plain import read_plain
from corpus.sources.questions import Expansion, read_questions
from corpus.sources.records import read_records
from corpus.sources.restatement import read_restatement
from corpus.sources.topics import read_topics
from corpus.store import Document, Store

_CONTENT = TypeAdapter(tuple[tuple[Chunk, ...], tuple[FaqEntry, ...], tuple[Topic, ...]])


@dataclass(frozen=True)
class Library:
    """All chunks of a corpus, laws first, with the curated data; look-ups by key and by norm."""

    chunks: tuple[Chunk, ...]
    faq: tuple[FaqEntry, ...] = ()
    topics: tuple[Topic, ...] = ()
    related: tuple[Chunk, ...] = ()
    """Provisions of related laws, quoted only where a question names them: no search was tried on them."""
    gone: tuple[NormRef, ...] = ()
    """Restated Absätze that the official text in use no longer has."""

    @property
    def everything(self) -> tuple[Chunk, ...]:
        """What is searched, then what is only named."""
        return (*self.chunks, *self.related)

    @cached_property
    def by_key(self) -> dict[str, Chunk]:
        """All chunks by the key of their provision."""
        return {chunk.key: chunk for chunk in self.everything}

    @cached_property
    def laws(self) -> dict[str, tuple[Chunk, ...]]:
        """The chunks of each law that is searched, in order, by its short name."""
        return _by_law(self.chunks)

    @cached_property
    def every_law(self) -> dict[str, tuple[Chunk, ...]]:
        """The same of every law."""
        return _by_law(self.everything)

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 over everything that is indexed or quoted."""
        chunks = tuple(replace(chunk, source=replace(chunk.source, checked=None)) for chunk in self.everything)
        return hashlib.sha256(_CONTENT.dump_json((chunks, self.faq, self.topics))).hexdigest()

    @cached_property
    def stale(self) -> tuple[NormRef, ...]:
        """The Absätze that were changed or went since our own texts on them were checked."""
        return (*(c.provision.ref for c in self.chunks if c.to_review and c.provision.ref), *self.gone)

    def is_stale(self, norm: NormRef) -> bool:
        """Whether anything at `norm` was changed or went since our own texts on it were checked."""
        return any(norm.contains(ref) or ref.contains(norm) for ref in self.stale)

    def at(self, ref: NormRef) -> tuple[Chunk, ...]:
        """Every chunk at `ref`: its Absatz, or all Absätze of the §; empty if the norm does not exist."""
        chunks = self.every_law.get(ref.law or "", ())
        provision = ref.provision
        inside = [c for c in chunks if c.provision.ref and provision.contains(c.provision.ref)]
        if provision == ref:
            return tuple(inside)
        return tuple(c for c in inside if c.provision.find(ref) is not None)


def load_library(data_dir: Path | None = None, day: date | None = None) -> Library:
    """The corpus as of a day (today): the bundled texts, with the documents of `data_dir` over them.

    Of each source the version in force on that day; what began later is left out.
    """
    documents = Store(data_dir).current(day) if data_dir else ()
    on = (day or date.today()).isoformat()
    bundled = [chunk for entry in catalog.entries() if entry.text for chunk in _bundled_law(entry)]
    chunks = [chunk for chunk in (*bundled, *_bundled_records()) if chunk.source.stand <= on]
    used = tuple(_overlay(chunks, documents))
    kept = {chunk.key for chunk in used}
    gone = tuple(chunk.provision.ref for chunk in chunks if chunk.key not in kept and chunk.provision.ref)
    searched = tuple(chunk for chunk in used if _is_searched(chunk))
    library = Library(searched, related=tuple(chunk for chunk in used if not _is_searched(chunk)), gone=gone)
    return replace(
        library,
        chunks=tuple(chunk for chunk in searched if not _rests_on_changes(chunk, library)),
        faq=tuple(entry for entry in read_faq(catalog.DATA / "faq.md") if _holds(entry, library)),
        topics=tuple(topic for topic in read_topics(catalog.DATA / "abgrenzung.md") if _all_hold(topic.norms, library)),
    )


def _by_law(chunks: Iterable[Chunk]) -> dict[str, tuple[Chunk, ...]]:
    found: dict[str, list[Chunk]] = {}
    for chunk in chunks:
        if law := _law(chunk):
            found.setdefault(law, []).append(chunk)
    return {law: tuple(chunks) for law, chunks in found.items()}


def _is_searched(chunk: Chunk) -> bool:
    entry = catalog.entry_of_law(_law(chunk) or "")
    return entry is None or entry.text is not None or entry.searched


def _holds(entry: FaqEntry, library: Library) -> bool:
    """Whether every norm that an entry rests on is in force, in the wording that it was written for."""
    return _all_hold([norm for text in (*entry.answer, entry.simple, entry.english) for norm in text.norms], library)


def _all_hold(norms: Iterable[NormRef], library: Library) -> bool:
    return all(library.at(norm) and not library.is_stale(norm) for norm in norms)


def _rests_on_changes(chunk: Chunk, library: Library) -> bool:
    """Whether a note in our own words speaks of a norm that was changed since."""
    return chunk.provision.ref is None and any(map(library.is_stale, find_refs(chunk.provision.text)))


def _bundled_law(entry: catalog.Entry) -> list[Chunk]:
    provisions = read_restatement(catalog.DATA / str(entry.text), str(entry.law))
    expansions = read_questions([catalog.DATA / name for name in entry.questions])
    simple = read_plain(catalog.DATA / "einfach.md")
    return [_chunk(p, entry, expansions.get(p.key, Expansion()), simple.get(p.key)) for p in provisions]


def _chunk(provision: Provision, entry: catalog.Entry, expansion: Expansion, simple: Simple | None) -> Chunk:
    restated = tuple(Face(provision.words(unit), unit.ref) for unit in provision.units)
    return Chunk(provision, entry.source, tuple(expansion.questions), restated, tuple(expansion.terms), simple)


def _bundled_records() -> list[Chunk]:
    sources = {entry.id: entry.source for entry in catalog.entries() if entry.stand}
    records = read_records(catalog.DATA / "hinweise.md")
    return [Chunk(provision, sources[id_], questions, (), terms) for id_, provision, questions, terms in records]


def _overlay(chunks: list[Chunk], documents: tuple[Document, ...]) -> list[Chunk]:
    for document in documents:
        added = {provision.key: Chunk(provision, document.source) for provision in _used(document)}
        if document.source.kind == Kind.OFFICIAL:
            ours = {chunk.key: chunk for chunk in chunks}
            is_ours = any(_law(chunk) == document.source.law for chunk in chunks)
            dressed = [
                _dressed(chunk, ours[key]) if key in ours else replace(chunk, to_review=is_ours)
                for key, chunk in added.items()
            ]
            at = next((n for n, c in enumerate(chunks) if _law(c) == document.source.law), _laws_end(chunks))
            rest = [chunk for chunk in chunks if _law(chunk) != document.source.law]
            chunks = [*rest[:at], *dressed, *rest[at:]]
        else:
            chunks = [c for c in chunks if c.key not in added] + list(added.values())
    return chunks


def _used(document: Document) -> Iterator[Provision]:
    """The provisions of a document; of a related law those §§ that concern us."""
    entry = catalog.entry_of_law(document.source.law or "")
    for provision in document.provisions:
        if not entry or not entry.paragrafen or (provision.ref and provision.ref.paragraf in entry.paragrafen):
            yield provision


def _law(chunk: Chunk) -> str | None:
    return chunk.provision.ref.law if chunk.provision.ref else None


def _laws_end(chunks: list[Chunk]) -> int:
    return sum(_law(chunk) is not None for chunk in chunks)


def _dressed(official: Chunk, bundled: Chunk) -> Chunk:
    """The bundled chunk with the official text; of our own texts on another wording only what helps to find it."""
    dressed = replace(bundled, provision=official.provision, source=official.source)
    if is_reviewed(official.provision):
        return dressed
    questions = tuple(Face(face.text) for face in bundled.questions)
    return replace(dressed, questions=questions, simple=None, to_review=True)
