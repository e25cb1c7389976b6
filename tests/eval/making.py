"""Cases, citations and answers made by hand."""

from assistant.answer import Answer, Citation, Status
from corpus.documents import Chunk
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
    """An answer with that text and those citations."""
    return Answer("Wie ist das?", status, text, citations, (), "extractive", 5.0)
