"""A draft: statements, each claiming the places in shown passages that back it."""

from dataclasses import dataclass

from corpus.documents import Chunk
from corpus.normref import NormRef


@dataclass(frozen=True, slots=True)
class Quote:
    """A place claimed as evidence: characters `start` to `end` of the chunk's provision, at `ref` (None: no norm)."""

    chunk: Chunk
    ref: NormRef | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence or two of the answer with the quotes that back it."""

    text: str
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """What a writer proposes; `mode` names the writer."""

    statements: tuple[Statement, ...]
    mode: str
