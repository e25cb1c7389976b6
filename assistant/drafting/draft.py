"""A draft: statements, each claiming the places in shown passages that back it."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answer import Voice
from corpus.documents import Chunk, Verdict
from corpus.normref import NormRef

_VERDICTS = {Verdict.YES: "Ja.", Verdict.NO: "Nein.", Verdict.CONDITIONAL: "Das kommt darauf an."}
_ENGLISH_VERDICTS = {Verdict.YES: "Yes.", Verdict.NO: "No.", Verdict.CONDITIONAL: "That depends."}


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


def opened(statements: Sequence[Statement], verdict: Verdict | None, voice: Voice) -> list[Statement]:
    """The statements with the verdict, if any, before the first."""
    words = _ENGLISH_VERDICTS if voice is Voice.ENGLISH else _VERDICTS
    opening = words.get(verdict) if verdict else None
    if not statements or not opening:
        return list(statements)
    first = statements[0]
    return [Statement(f"{opening} {first.text}", first.quotes), *statements[1:]]
