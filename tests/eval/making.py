"""Cases, citations and answers made by hand."""

from functools import cache

from assistant.answer import Answer, Citation, Passage, Status
from corpus.documents import Chunk
from corpus.library import load_library
from corpus.normref import NormRef
from eval.cases import Case


def case(
    *gold: str,
    status: str = "answered",
    kind: str = "straight",
    verdicts: tuple[str, ...] = (),
    required: tuple[str, ...] = (),
    forbidden: tuple[str, ...] = (),
    also: tuple[str, ...] = (),
    question: str = "Wie ist das?",
    id_: str = "c-1",
) -> Case:
    """A case; each of `gold` is a group of alternatives parted by "|"."""
    groups = tuple(frozenset(NormRef.parse(g.strip()) for g in group.split("|")) for group in gold)
    besides = frozenset(NormRef.parse(norm) for norm in also)
    return Case(id_, kind, question, (), status, groups, besides, frozenset(verdicts), required, forbidden)


def cite(chunk: Chunk, quote: str | None = None, key: str | None = None) -> Citation:
    """A citation of the first words of a provision, or of `quote` said to stand there."""
    ref, words = chunk.provision.ref, quote if quote is not None else chunk.provision.text[:20]
    norm = (str(ref), ref.law, ref.paragraf, ref.absatz) if ref else (chunk.source.id, None, None, None)
    where = (key or chunk.key, 0, len(words))
    return Citation(*norm, None, None, words, None, chunk.source.stand, str(chunk.source.kind), *where)


def answer(text: str, *citations: Citation, status: Status = Status.ANSWERED) -> Answer:
    """An answer with that text and those citations, beside the texts that they are said to be from."""
    chunks = _chunks()
    shown = tuple(Passage(chunks[c.chunk_key], 1.0) for c in citations if c.chunk_key in chunks)
    return Answer("Wie ist das?", status, text, citations, shown, "extractive", 5.0)


@cache
def _chunks() -> dict[str, Chunk]:
    return dict(load_library().by_key)
