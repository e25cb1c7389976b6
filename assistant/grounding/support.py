"""How much of what a sentence says is in its places: its content words, by stem or by a part in common.

Words of the cited places and of their headings back it in full; the terms of a provision, its plain German and the
everyday questions about it back it less and less.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.grounding.actors import actors, without_actors
from assistant.grounding.figures import figures
from assistant.grounding.words import plain
from assistant.keywords import stems
from corpus.documents import Chunk

_PART, _COMPOUND, _FEW = 5, 9, 3
_DOUBTS = (0.0, 0.25, 0.4)
_MOST, _MOST_NOUNS = 0.5, 1.0
_TAIL = re.compile(
    r"(?:\b(?:weil|denn|nämlich|aufgrund|wegen|zum beispiel|beispielsweise|z\. ?b\.|wie etwa|etwa)\b|,\s+da\s)(.*)",
    re.I | re.S,
)
_FILLERS = frozenset(
    stems(
        "sind ist und die der das wird werden hat haben sie er es in im zu an auf für mit von ja nein also somit "
        "damit deshalb daher dafür dabei hierbei hierfür dazu dort hier dies dieser diese dieses diesem diesen "
        "jeweils jeweilig insgesamt außerdem zudem ebenfalls ebenso aber sondern sowie jedoch allerdings lediglich "
        "bereits bzw beziehungsweise etwa beispielsweise beispiel insbesondere vor gemäß laut regelung vorschrift "
        "verordnung gesetz satz absatz text stelle gilt gelten heißt bedeutet regelt bestimmt vorgesehen sieht steht "
        "enthält nennt möglich zulässig erlaubt pflicht verpflichtet verpflichtend vorgeschrieben grundsätzlich regel "
        "nicht kein keine muss weder noch ihre ihr ihren wenn falls sofern soweit solange sobald gehört gehören zählt "
        "zählen fall art geht kommt liegt bleibt erfolgt besteht komintavo sächsintg "
        "kommunalintegrationsarbeitsverordnung seine seinen sein seiner seinem ihrer ihrem gibt geben sich zwar alle "
        "alles allen jede jeder jedes jeden mehr selbst selber eigen eigene ganz gar genau worden wäre seit binnen "
        "innerhalb verlangt bestimmungen vorgaben weitere weiterhin vorher nachher danach davor dann sonst was welche "
        "welcher wofür worauf deren dessen denen dem ihnen beide beiden andere anderen solche solcher tun machen "
        "lassen lässt neu zeit teil beschäftigte beschäftigten abstände betrag beträge darin fort frage ding reihe "
        "einzeln naher voraus setzt schreibt wann wer wurd ihn stehen setzen ende rahmen bereich gruppe wortlaut jahr "
        "land amt mal form weise zweck wort punkt fassung sachsen gemeint genannt sagt zugleich zusätzlich weil denn "
        "nämlich gegenüber neben statt sowohl beim ins vom usw"
    )
)
_NOUN = re.compile(r"(?<!^)(?<![.!?:„] )\b(?!Sie\b|Ih[rn])[A-ZÄÖÜ][\wäöüß]{2,}")


@dataclass(frozen=True, slots=True)
class _Words:
    """The stems of a text, their beginnings, and all of them as one string."""

    stems: frozenset[str]
    beginnings: frozenset[str]
    joined: str

    def has(self, stem: str) -> bool:
        """Whether a stem is one of these, begins like one, or has a part in common with one."""
        if stem in self.stems or len(stem) < _PART:
            return stem in self.stems
        if stem[:_PART] in self.beginnings or stem in self.joined:
            return True
        return len(stem) >= _COMPOUND and any(len(other) >= _PART and other in stem for other in self.stems)


def unsupported(text: str, chunks: Sequence[Chunk], cited: str) -> list[str]:
    """The words of a sentence that its places don't back, if they weigh too much; else none.

    A reason or an example that the sentence adds is measured by itself, too.
    """
    tail = _TAIL.search(text)
    for part, least in [(text, _FEW), (tail.group(1), 1)] if tail else [(text, _FEW)]:
        doubts = _doubts(_content(part), tuple({chunk.key: chunk for chunk in chunks}.values()), cited)
        nouns = sum(doubts.get(noun, 0.0) for noun in _nouns(part))
        if nouns >= _MOST_NOUNS or sum(doubts.values()) > _MOST * max(len(doubts) + len(actors(part)), least):
            return [word for word, doubt in doubts.items() if doubt]
    return []


def _doubts(words: Sequence[str], chunks: Sequence[Chunk], cited: str) -> dict[str, float]:
    """How doubtful each word is, from 0 to 1: by the first of the layers that has it."""
    doubts: dict[str, float] = {}
    left = list(words)
    for doubt, text in zip(_DOUBTS, _layers(chunks, cited), strict=False):
        if left:
            layer = _words(text)
            doubts |= {word: doubt for word in left if layer.has(word)}
            left = [word for word in left if word not in doubts]
    return doubts | dict.fromkeys(left, 1.0)


def _layers(chunks: Sequence[Chunk], cited: str) -> Iterator[str]:
    """What backs a word in full, by terms and plain words, and by everyday questions about the provision."""
    yield " ".join((cited, *(chunk.provision.heading for chunk in chunks)))
    plainly = (f"{chunk.simple.title} {chunk.simple.text}" for chunk in chunks if chunk.simple)
    yield " ".join((*plainly, *(term for chunk in chunks for term in chunk.terms)))
    yield " ".join(face.text for chunk in chunks for face in chunk.questions)


@lru_cache(maxsize=4096)
def _content(text: str) -> tuple[str, ...]:
    """The stems of a sentence that carry its content, each once; no numbers and norms."""
    bare = plain(text)
    for figure in figures(text):
        bare = re.sub(re.escape(figure.words), " ", bare, flags=re.I)
    bare = re.sub(r"\d[\d .,:%]*", " ", bare)
    others = _filled(without_actors(bare))
    return others if len(others) >= _FEW else _filled(bare)


def _filled(text: str) -> tuple[str, ...]:
    return tuple(stem for stem in dict.fromkeys(stems(text)) if stem not in _FILLERS and len(stem) > 2)


@lru_cache(maxsize=4096)
def _nouns(text: str) -> frozenset[str]:
    """The stems of its nouns; a word that opens a sentence may be anything."""
    return frozenset(stem for noun in _NOUN.findall(plain(text)) for stem in stems(noun))


@lru_cache(maxsize=4096)
def _words(text: str) -> _Words:
    found = frozenset(stems(text))
    return _Words(found, frozenset(stem[:_PART] for stem in found if len(stem) >= _PART), " ".join(found))
