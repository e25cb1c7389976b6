"""Whether a new text of a law may take the place of the one in use: the right law, and whole. Holds no parsing."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from corpus import catalog
from corpus.documents import Kind, Provision
from corpus.sources.restatement import read_restatement
from corpus.store import Document, Store

_SHORTEST, _LONGEST = 0.6, 1.7  # of the length before; an amendment changes a few Absätze, a broken page loses half


def take(document: Document, store: Store) -> Document:
    """Store a document: in use, or aside with its doubts if it is a law that can't take the place of the one in use.

    CorpusError if it can't be written.
    """
    if document.source.kind is Kind.OFFICIAL:
        document = judged(document, *_before(document, store))
    store.add(document)
    return document


def judged(new: Document, before: Sequence[Provision], was_of: str | None) -> Document:
    """The document with every doubt about it, none if it can be used.

    `before` is the text in use (the restatement, if there is no other), `was_of` the `stand` of an official one.
    """
    entry = catalog.entry_of_law(new.source.law or "")
    found = (*new.doubts, *_wrong_law(new, entry), *_lost(new, before, was_of))
    return replace(new, doubts=tuple(dict.fromkeys(found)))


def _before(document: Document, store: Store) -> tuple[Sequence[Provision], str | None]:
    """The text that was in force before this one, and since when if it is official.

    Before the first that is known: our restatement, or the first. None if there is nothing to compare with.
    """
    source = document.source
    if earlier := store.in_force(source.id, source.stand):
        return earlier.provisions, earlier.source.stand
    entry = catalog.entry_of_law(source.law or "")
    if entry and entry.text:
        return read_restatement(catalog.DATA / entry.text, str(entry.law)), None
    kept = store.versions(source.id)
    return (kept[0].provisions if kept else ()), None


def _wrong_law(new: Document, entry: catalog.Entry | None) -> Iterator[str]:
    if entry is None or entry.published is None or new.source.published is None:
        return
    if new.source.published != entry.published:
        yield f"enacted on {new.source.published}, {entry.law} was on {entry.published}"


def _lost(new: Document, before: Sequence[Provision], was_of: str | None) -> Iterator[str]:
    if not before:
        return
    gone = _paragrafe(before) - _paragrafe(new.provisions) - set(new.repealed)
    if gone:
        yield f"§ {', § '.join(sorted(gone, key=_counted))} missing, and not said to be repealed"
    if was_of is not None and new.source.stand <= was_of:
        kept = {provision.key for provision in new.provisions}
        missing = [str(p.ref) for p in before if p.key not in kept and p.ref and p.ref.paragraf not in gone]
        if missing:
            yield f"{', '.join(missing)} missing, though no later version"
    share = _length(new.provisions) / max(_length(before), 1)
    if not _SHORTEST <= share <= _LONGEST:
        yield f"{share:.0%} as long as the text in use"


def _paragrafe(provisions: Iterable[Provision]) -> set[str]:
    return {provision.ref.paragraf for provision in provisions if provision.ref}


def _counted(paragraf: str) -> tuple[int, str]:
    digits = "".join(filter(str.isdigit, paragraf))
    return int(digits or 0), paragraf


def _length(provisions: Iterable[Provision]) -> int:
    return sum(len(provision.text) for provision in provisions)
