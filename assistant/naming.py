"""Questions that name a norm go straight to it: "Was steht in § 7 Abs. 3?" needs no search."""

from dataclasses import replace

from assistant.answer import Passage
from assistant.keywords import words
from assistant.question import Question
from corpus.library import Library
from corpus.normreader import without_refs
from corpus.normref import NormRef

_ASKING = frozenset(
    "steht stehen sagt sagen regelt regeln besagt bedeutet heisst inhalt wortlaut zitiere zitieren zeige zeig erklaere "
    "erklaer erklaeren lautet genau bestimmt verordnung gesetz komintavo saechsintg sitg paragraf paragraph geregelt "
    "text drin laut nach gemaess say says mean explain section absatz satz nummer denn was".split()
)


def named_refs(question: Question, library: Library) -> tuple[NormRef, ...]:
    """The norms a question names, with the law filled in: the one it names, else the first law that has the norm."""
    return tuple(resolve(ref, question.law, library) for ref in question.refs)


def resolve(ref: NormRef, law: str | None, library: Library) -> NormRef:
    """`ref` with a law: its own, the question's, or the first one that has it (the Verordnung before the Gesetz)."""
    if ref.law:
        return ref
    candidates = [replace(ref, law=name) for name in ([law] if law else library.laws)]
    return next((c for c in candidates if library.at(c)), candidates[0])


def asks_only_for_norms(question: Question) -> bool:
    """Whether the question names norms and asks for nothing but what they say."""
    return bool(question.refs) and not set(words(without_refs(question.text))) - _ASKING


def named_passages(question: Question, library: Library) -> list[Passage]:
    """The provisions named, where the question asks for nothing but their content; else empty."""
    if not asks_only_for_norms(question):
        return []
    passages = []
    for ref in named_refs(question, library):
        for chunk in library.at(ref):
            unit = chunk.provision.find(ref) if ref != ref.provision else None
            passages.append(Passage(chunk, 1.0, (unit,) if unit else ()))
    return passages
