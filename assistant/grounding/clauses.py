"""Parts of sentences: cited sentences that speak of the same as a claim, their clauses, and main clauses."""

import re
from collections.abc import Sequence
from functools import lru_cache

from assistant.grounding.figures import figures
from assistant.grounding.plain import plain
from assistant.keywords import stems
from corpus.sentences import split_sentences

_NEAR = 0.6
_LONG = 6
_EMPTY = frozenset(stems("nicht kein keine keinen keiner weder noch nein ja sich"))
_MINUS = re.compile(r"\b(?!frei)(\w{4,}?)s?frei\b", re.I)
_TURN = re.compile(
    r"(?<!sei denn),\s+|;\s+|\s–\s|:\s+(?=(?:D(?:er|ie|as)|S?[Ii]e|E[rs]|Eine?|In)\s)"
    r"|\s(?:und|oder)\s(?=(?:(?!nicht)[a-zäöüß]+t|sind|werden|sollen|müssen|können|dürfen|haben)\s)"
    r"|\s(?=(?:sondern|jedoch)\b)"
)
_TURNS = re.compile(r"(?:nicht|aber|außer|sondern|jedoch|doch|ohne|auch|nur|wohl|im|weder)\b", re.I)
_VERB = re.compile(
    r"\b(?:ist|sind|hatt?en?|hat|kann|können|soll|sollen|sollte|darf|dürfen|muss|müssen|will|"
    r"(?!nicht\b|seit\b|dort\b|samt\b|selbst\b|damit\b|somit\b|jetzt\b|statt\b|nicht\b|fort\b)[a-zäöüß]{3,}t)\b"
    r"|\b[a-zäöüß]{4,}en[.,;]?$"
)
_LEADING = r"(?:(?:aber|und|doch|jedoch|allerdings|zwar)\s+)?(?:(?:nur|erst|selbst|auch|insbesondere)\s+)?"
_CONJUNCTION = re.compile(rf"{_LEADING}(?:dass|wenn|solange|soweit|sofern|falls|wer|ob|weil|damit)\b", re.I)
_RELATIVE = re.compile(
    rf"{_LEADING}(?:(?:in|bei|mit|für|von|zu|an|auf|aus|nach)\s+)?(?:d(?:ie|er|as|em|en|eren|essen)|wie|wo|was|welche\w*)\b",
    re.I,
)
_VERB_FIRST = re.compile(
    r"(?:Wird|Werden|Ist|Sind|Hat|Haben|Liegt|Kann|Betrifft|Berührt|Fordert|Erfolgt|Bildet|Befasst|Beanstandet|Fehlt|Steht|Gelingt|Verlangt|Zeigt)\b"
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
    """A sentence cut where its sense may turn; members of a list stay with what they belong to."""
    lead, *entries = sentence.split("\n")
    parts: list[str] = []
    for part in filter(None, _TURN.split(lead)):
        if parts and not (_VERB.search(part) or _TURNS.match(part)):
            parts[-1] += f", {part}"
        else:
            parts.append(part)
    return (*parts, *(f"{parts[-1]} {entry}" for entry in entries if parts))


@lru_cache(maxsize=4096)
def clauses(sentence: str) -> tuple[str, ...]:
    """A sentence cut at its commas."""
    return tuple(part.strip() for part in re.split(r",\s", sentence) if part.strip())


def is_subordinate(clause: str, number: int) -> bool:
    """Whether the clause at that place of a sentence begins like a subordinate one, or verb first like a condition."""
    return bool(_CONJUNCTION.match(clause) or (_RELATIVE if number else _VERB_FIRST).match(clause))


@lru_cache(maxsize=4096)
def main(sentence: str) -> str:
    """A sentence without its subordinate clauses; the sentence itself if nothing else is left."""
    parts = [part for number, part in enumerate(clauses(sentence)) if not is_subordinate(part, number)]
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
