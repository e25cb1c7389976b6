"""Checks the bundled data files for what a lawyer might mistype; every finding names file and line."""

from collections.abc import Sequence

from corpus import catalog
from corpus.curated import FaqEntry
from corpus.documents import Provision
from corpus.errors import CorpusError, FormatError
from corpus.library import Library
from corpus.normreader import find_refs
from corpus.normref import NormRef
from corpus.sources.faq import read_faq
from corpus.sources.questions import check_questions
from corpus.sources.records import read_records
from corpus.sources.restatement import read_restatement


def check_bundled() -> list[CorpusError]:
    """All problems of the bundled corpus; empty if it is sound."""
    problems: list[CorpusError] = []
    for entry in catalog.entries():
        if entry.text:
            problems += _check_law(entry)
    known = {entry.id for entry in catalog.entries()}
    try:
        records = read_records(catalog.DATA / "hinweise.md")
    except FormatError as error:
        return [*problems, error]
    for source_id, provision, _, _ in records:
        if source_id not in known:
            problems.append(CorpusError(f"hinweise.md: {provision.key}: no source '{source_id}' in sources.toml"))
    return problems


def to_review(library: Library) -> list[CorpusError]:
    """What our own texts say on Absätze whose official text is no longer the one that they were checked against."""
    faq = read_faq(catalog.DATA / "faq.md")
    return [_stale(norm, library, faq) for norm in library.stale]


def _stale(norm: NormRef, library: Library, faq: Sequence[FaqEntry]) -> CorpusError:
    chunks = library.at(norm)
    what = f"its official text of {chunks[0].source.stand} is not the one reviewed" if chunks else "is no longer there"
    entries = [
        e.key for e in faq if any(n.provision.contains(norm) or norm.contains(n) for t in e.answer for n in t.norms)
    ]
    asked = sum(len(chunk.questions) for chunk in chunks)
    return CorpusError(f"{norm} {what}: review the restatement, {asked} questions, FAQ {', '.join(entries) or 'none'}")


def _check_law(entry: catalog.Entry) -> list[CorpusError]:
    path = catalog.DATA / str(entry.text)
    try:
        provisions = {p.key: p for p in read_restatement(path, str(entry.law))}
    except FormatError as error:
        return [error]
    problems: list[CorpusError] = []
    for provision in provisions.values():
        problems += _dangling(provision, provisions, path.name, str(entry.law))
    for name in entry.questions:
        try:
            problems += check_questions(catalog.DATA / name, provisions)
        except FormatError as error:
            problems.append(error)
    return problems


def _dangling(provision: Provision, provisions: dict[str, Provision], file: str, law: str) -> list[CorpusError]:
    """References within the law to provisions that it does not have."""
    refs = [ref for ref in find_refs(provision.text, law) if ref.law == law]
    known = [p.ref for p in provisions.values() if p.ref]
    missing = [ref for ref in refs if not any(ref.provision.contains(k) or k.contains(ref) for k in known)]
    return [CorpusError(f"{file}: {provision.ref}: refers to {ref}, which does not exist") for ref in missing]
