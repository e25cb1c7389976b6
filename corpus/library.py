"""Puts the corpus together: bundled texts, questions and records, and what the user added, as chunks.

An added official text takes the place of the restatement of the same Absatz; questions, terms and the restatement stay
attached to it as faces.
"""

import hashlib
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from pydantic import TypeAdapter

from corpus import catalog
from corpus.curated import FaqEntry, Topic
from corpus.documents import Chunk, Face, Kind, Provision, Simple
from corpus.normref import NormRef
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

    @cached_property
    def by_key(self) -> dict[str, Chunk]:
        """Chunks by the key of their provision."""
        return {chunk.key: chunk for chunk in self.chunks}

    @cached_property
    def laws(self) -> dict[str, tuple[Chunk, ...]]:
        """The chunks of each law, in order, by its short name."""
        found: dict[str, list[Chunk]] = {}
        for chunk in self.chunks:
            if chunk.provision.ref and chunk.provision.ref.law:
                found.setdefault(chunk.provision.ref.law, []).append(chunk)
        return {law: tuple(chunks) for law, chunks in found.items()}

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 over everything that is indexed or quoted."""
        return hashlib.sha256(_CONTENT.dump_json((self.chunks, self.faq, self.topics))).hexdigest()

    def at(self, ref: NormRef) -> tuple[Chunk, ...]:
        """Every chunk at `ref`: its Absatz, or all Absätze of the §; empty if the norm does not exist."""
        chunks = self.laws.get(ref.law or "", ())
        provision = ref.provision
        inside = [c for c in chunks if c.provision.ref and provision.contains(c.provision.ref)]
        if provision == ref:
            return tuple(inside)
        return tuple(c for c in inside if c.provision.find(ref) is not None)


def load_library(data_dir: Path | None = None) -> Library:
    """The bundled corpus, with the user's documents from `data_dir` over it."""
    documents = Store(data_dir).current() if data_dir else ()
    chunks = [chunk for entry in catalog.entries() if entry.law for chunk in _bundled_law(entry)]
    chunks += _bundled_records()
    return Library(
        tuple(_overlay(chunks, documents)),
        read_faq(catalog.DATA / "faq.md"),
        read_topics(catalog.DATA / "abgrenzung.md"),
    )


def _bundled_law(entry: catalog.Entry) -> list[Chunk]:
    provisions = read_restatement(catalog.DATA / str(entry.text), str(entry.law))
    expansions = read_questions([catalog.DATA / name for name in entry.questions])
    simple = read_plain(catalog.DATA / "einfach.md")
    return [_chunk(p, entry, expansions.get(p.key, Expansion()), simple.get(p.key)) for p in provisions]


def _chunk(provision: Provision, entry: catalog.Entry, expansion: Expansion, simple: Simple | None) -> Chunk:
    restated = tuple(Face(provision.words(unit), unit.ref) for unit in provision.units)
    return Chunk(provision, entry.source, tuple(expansion.questions), restated, tuple(expansion.terms), simple)


def _bundled_records() -> list[Chunk]:
    sources = {entry.id: entry.source for entry in catalog.entries()}
    records = read_records(catalog.DATA / "hinweise.md")
    return [Chunk(provision, sources[id_], questions, (), terms) for id_, provision, questions, terms in records]


def _overlay(chunks: list[Chunk], documents: tuple[Document, ...]) -> list[Chunk]:
    for document in documents:
        added = {provision.key: Chunk(provision, document.source) for provision in document.provisions}
        if document.source.kind == Kind.OFFICIAL:
            chunks = [_dressed(added.pop(c.key), c) if c.key in added else c for c in chunks]
        chunks = [c for c in chunks if c.key not in added] + list(added.values())
    return chunks


def _dressed(official: Chunk, bundled: Chunk) -> Chunk:
    """The bundled chunk with the official text and source in place of its own."""
    return replace(bundled, provision=official.provision, source=official.source)
