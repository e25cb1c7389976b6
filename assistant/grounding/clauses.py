"""Parts of sentences: cited sentences that speak of the same as a claim, their clauses, and main clauses."""

import re
from collections.abc import Sequence
from functools import lru_cache

from assistant.grounding.figures import figures
from assistant.grounding.words import plain
from assistant.keywords import stems
from corpus.sentences import split_sentences

_NEAR = 0.6
_LONG = 6
_OPENING = re.compile(r"^(?:ja|nein|in der regel ja|im regelfall nicht|grundsätzlich ja)\s*[,;:.–-]\s*", re.I)
_EMPTY = frozenset(stems("nicht kein keine keinen keiner weder noch nein ja sich mehr schon bereits"))
_MINUS = re.compile(r"\b(?!frei)(\w{4,}?)s?frei\b", re.I)
_TURN = re.compile(
    r"(?<!sei denn),\s+(?!sowie\b|ebenso\b|insbesondere\b)|;\s+(?!dasselbe|gleiches|ebenso)|\s–\s|"
    r":\s+(?=(?:D(?:er|ie|as)|S?[Ii]e|E[rs]|Eine?|In)\s)"
    r"|\s(?:und|oder)\s(?=(?:(?!nicht)[a-zäöüß]+t|sind|werden|sollen|müssen|können|dürfen|haben)\s)"
    r"|\s(?=(?:sondern|jedoch)\b)"
)
_TURNS = re.compile(
    r"\b(?:nicht|kein\w*|ohne|weder|aus(?:genommen|geschlossen))\b|^(?:aber|außer|jedoch|doch|nur|im|wohl)\b", re.I
)
_ATTRIBUTE = re.compile(
    r"(?:(?:in|an|bei|mit|für|von|zu|auf|aus) )?(?:die|der|das|den|dem|deren|"
    r"dessen)\s(?![A-ZÄÖÜ])"
)
_VERB = re.compile(
    r"\b(?:ist|sind|hatt?en?|hat|kann|können|soll|sollen|sollte|darf|dürfen|muss|müssen|will|"
    r"(?!nicht\b|seit\b|dort\b|samt\b|selbst\b|damit\b|somit\b|jetzt\b|statt\b|nicht\b|fort\b)[a-zäöüß]{3,}t)\b"
    r"|\b[a-zäöüß]{4,}en[.,;]?$"
)
_LEADING = r"(?:(?:aber|und|doch|jedoch|allerdings|zwar)\s+)?(?:(?:nur|erst|selbst|auch|insbesondere)\s+)?"
_CONJUNCTION = re.compile(rf"{_LEADING}(?:dass|wenn|solange|soweit|sofern|falls|wer|wo|wie|ob|weil|damit)\b", re.I)
_VERB_FIRST = re.compile(
    r"(?:Wird|Werden|Ist|Sind|Hat|Haben|Liegt|Kann|Betrifft|Berührt|Fordert|Erfolgt|Bildet|Befasst|Beanstandet|"
    r"Fehlt|Steht|Gelingt|Verlangt|Zeigt)\b"
)


@lru_cache(maxsize=4096)
def tokens(text: str) -> frozenset[str]:
    """The stems of a text, and its figures."""
    return frozenset(stems(text)) | {f"{figure.value} {figure.unit}" for figure in figures(text)}


@lru_cache(maxsize=16384)
def stemmed(text: str) -> frozenset[str]:
    """The stems of a text, cut so that inflections and many compounds are one."""
    return frozenset(_root(stem) for stem in stems(_MINUS.sub(r"\1", plain(text))) if stem not in _EMPTY)


def _root(stem: str) -> str:
    bare = stem.removeprefix("ge") if len(stem) > _LONG else stem
    return bare[:_LONG]


@lru_cache(maxsize=4096)
def segments(sentence: str) -> tuple[str, ...]:
    """A sentence cut where its sense may turn; attributes and members of a list stay with what they belong to."""
    lead, *entries = sentence.split("\n")
    parts: list[str] = []
    for part in filter(None, _TURN.split(_OPENING.sub("", lead))):
        if parts and not _TURNS.search(part) and (_ATTRIBUTE.match(part) or not _VERB.search(part)):
            parts[-1] += f", {part}"
        else:
            parts.append(part)
    first = [parts[-1] + " " + entry for entry in entries if parts]
    return (
        (*parts, *first) if parts and _TURNS.search(parts[-1]) else (*parts, *(p for e in first for p in segments(e)))
    )


@lru_cache(maxsize=4096)
def clauses(sentence: str) -> tuple[str, ...]:
    """A sentence cut at its commas."""
    return tuple(part.strip() for part in re.split(r",\s", sentence) if part.strip())


def is_dependent(segment: str) -> bool:
    """Whether a segment is a subordinate clause, an attribute, or opens verb first like a condition."""
    return any(pattern.match(segment) for pattern in (_CONJUNCTION, _ATTRIBUTE, _VERB_FIRST))


@lru_cache(maxsize=4096)
def main(sentence: str) -> str:
    """A sentence without its subordinate clauses; the sentence itself if nothing else is left."""
    parts = [part for part in clauses(sentence) if not is_dependent(part)]
    return ", ".join(parts) or sentence


@lru_cache(maxsize=4096)
def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a text, cut at full stops and semicolons."""
    return tuple(part for line in split_sentences(text) for part in re.split(r";\s+", line))


def relevant(text: str, cited: Sequence[str], near: float = _NEAR) -> list[str]:
    """The cited sentences that share most words with the claim, and those that share at least `near` as many."""
    said = tokens(text)
    shared = [(len(said & tokens(part)), part) for words in cited for part in sentences(words)]
    best = max((count for count, _ in shared), default=0)
    return [part for count, part in shared if count >= near * best]


def closest(text: str, cited: Sequence[str]) -> str:
    """The clause of the cited sentences that shares most words with a claim; "" if none shares any."""
    said = tokens(text)
    parts = [part for sentence in relevant(text, cited) for part in clauses(sentence)]
    best = max(parts, key=lambda part: len(said & tokens(part)), default="")
    return best if said & tokens(best) else ""
