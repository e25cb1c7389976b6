"""Answers carried through a form: the page puts them into a hidden field, a view takes them out again.

So feedback and export need no session. Wording never travels, only its place: it is taken from the corpus again.
"""

from collections.abc import Sequence
from typing import Annotated

from pydantic import StringConstraints, TypeAdapter
from pydantic.dataclasses import dataclass

from assistant import citing
from assistant.answer import Answer, Citation, Passage, Status
from assistant.characters import fit
from assistant.drafting.draft import Quote
from corpus.library import Library
from corpus.normref import NormRef

_MOST_TURNS, _MOST_CHARACTERS = 100, 50_000
_Text = Annotated[str, StringConstraints(max_length=_MOST_CHARACTERS)]


class CarriedError(ValueError):
    """A field that holds no answers; `reason` is "broken", or "outdated" if the corpus has changed since."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class _Place:
    key: str
    ref: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Turn:
    question: _Text
    status: Status
    text: _Text
    mode: _Text
    places: tuple[_Place, ...]
    related: tuple[str, ...]
    note: _Text | None
    understood: _Text | None


@dataclass(frozen=True, slots=True)
class _Carried:
    corpus: str
    turns: tuple[_Turn, ...]


_CARRIED = TypeAdapter(_Carried)


def carry(answers: Sequence[Answer]) -> str:
    """The answers, at least one, as the value of a form field; not escaped. None from other texts than the last."""
    corpus = answers[-1].corpus
    return _CARRIED.dump_json(_Carried(corpus, tuple(_turn(one) for one in answers if one.corpus == corpus))).decode()


def carried(field: str, library: Library) -> tuple[Answer, ...]:
    """The answers of a field, at least one, their citations made anew from the corpus. CarriedError if there are none.

    Questions and texts are what the sender says; citations can only be places that exist.
    """
    try:
        found = _CARRIED.validate_json(field)
    except ValueError:
        raise CarriedError("broken") from None
    if found.corpus != library.fingerprint:
        raise CarriedError("outdated")
    if not 0 < len(found.turns) <= _MOST_TURNS:
        raise CarriedError("broken")
    return tuple(_answer(turn, library) for turn in found.turns)


def _turn(answer: Answer) -> _Turn:
    places = tuple(_Place(c.chunk_key, c.ref if c.law else None, c.start, c.end) for c in answer.citations)
    related = tuple(chunk.key for chunk in answer.related)
    question, text = (fit(words)[:_MOST_CHARACTERS] for words in (answer.question, answer.text))
    return _Turn(question, answer.status, text, answer.mode, places, related, answer.note, answer.understood)


def _answer(turn: _Turn, library: Library) -> Answer:
    try:
        citations = tuple(_citation(place, library) for place in turn.places)
        chunks = [library.by_key[key] for key in dict.fromkeys(citation.chunk_key for citation in citations)]
        related = tuple(library.by_key[key] for key in turn.related)
    except (KeyError, ValueError):
        raise CarriedError("broken") from None
    shown = tuple(Passage(chunk, 1.0) for chunk in chunks)
    return Answer(
        turn.question,
        turn.status,
        turn.text,
        citations,
        shown,
        turn.mode,
        0.0,
        related,
        note=turn.note,
        understood=turn.understood,
        corpus=library.fingerprint,
    )


def _citation(place: _Place, library: Library) -> Citation:
    chunk = library.by_key[place.key]
    ref, own = NormRef.parse(place.ref) if place.ref else None, chunk.provision.ref
    is_inside = own.contains(ref) if own and ref else own is ref
    if not is_inside or not 0 <= place.start < place.end <= len(chunk.provision.text):
        raise ValueError(place)
    return citing.citation(Quote(chunk, ref, place.start, place.end))
