"""How much of what a sentence says is in its places: its content words, by stem or by a part in common.

Words of the cited places and of their headings count in full, the everyday terms of a provision by half.
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from assistant.grounding.plain import plain
from assistant.keywords import stems
from corpus.documents import Chunk

_PART = 5
_TERM = 0.5
_TAIL = re.compile(
    r"(?:\b(?:weil|denn|nämlich|aufgrund|wegen|zum beispiel|beispielsweise|z\. ?b\.|wie etwa|etwa)\b|,\s+da\s)(.*)",
    re.I | re.S,
)
_FILLERS = frozenset(
    stems(
        "ja nein also somit damit deshalb daher dafür dabei hierbei hierfür dazu dort hier dies dieser diese "
        "dieses diesem diesen "
        "jeweils jeweilig insgesamt außerdem zudem ebenfalls ebenso aber sondern sowie jedoch allerdings "
        "lediglich bereits "
        "bzw beziehungsweise etwa beispielsweise beispiel insbesondere vor gemäß laut regelung vorschrift "
        "verordnung gesetz satz "
        "absatz text stelle gilt gelten heißt bedeutet regelt bestimmt vorgesehen sieht steht enthält nennt "
        "möglich zulässig "
        "erlaubt pflicht verpflichtet verpflichtend vorgeschrieben grundsätzlich regel nicht kein keine muss "
        "weder noch ihre ihr ihren "
        "wenn falls sofern soweit solange sobald gehört gehören zählt zählen fall art geht kommt liegt bleibt "
        "erfolgt besteht "
        "komintavo sächsintg kommunalintegrationsarbeitsverordnung seine seinen sein seiner seinem ihrer ihrem "
        "gibt geben sich "
        "zwar alle alles allen jede jeder jedes jeden mehr selbst selber eigen eigene ganz gar genau worden "
        "wäre seit binnen innerhalb "
        "verlangt bestimmungen vorgaben weitere weiterhin vorher nachher danach davor dann sonst was welche "
        "welcher wofür worauf "
        "deren dessen denen dem deren ihnen beide beiden andere anderen solche solcher tun machen lassen lässt "
        "neu zeit teil "
        "gemeint genannt sagt zugleich zusätzlich weil denn nämlich gegenüber neben statt sowohl beim ins vom bzw usw"
    )
)


def unsupported(text: str, chunks: Sequence[Chunk], cited: str) -> tuple[float, list[str]]:
    """The share (0 to 1) of a sentence's content words that is not in its places, and those words.

    A reason or an example that the sentence adds is measured by itself, too; the larger share counts.
    """
    tail = _TAIL.search(text)
    parts = [text, tail.group(1)] if tail else [text]
    return max((_share(part, chunks, cited) for part in parts), key=lambda found: found[0])


def _share(text: str, chunks: Sequence[Chunk], cited: str) -> tuple[float, list[str]]:
    words = _content(text)
    known = _stems(cited).union(*(_stems(chunk.provision.heading) for chunk in chunks))
    missing = [word for word in words if not _is_in(word, known)]
    terms = _stems(" ".join(term for chunk in chunks for term in chunk.terms)) if missing else frozenset()
    lost = sum(_TERM if _is_in(word, terms) else 1.0 for word in missing)
    return (lost / len(words) if words else 0.0), missing


@lru_cache(maxsize=4096)
def _content(text: str) -> tuple[str, ...]:
    """The stems of a sentence that carry its content, each once; no numbers and norms."""
    bare = re.sub(r"\d[\d .,:%]*", " ", plain(text))
    return tuple(stem for stem in dict.fromkeys(stems(bare)) if stem not in _FILLERS and len(stem) > 2)


@lru_cache(maxsize=4096)
def _stems(text: str) -> frozenset[str]:
    return frozenset(stems(text))


def _is_in(stem: str, known: Iterable[str]) -> bool:
    return stem in known or any(_alike(stem, other) for other in known)


@lru_cache(maxsize=65536)
def _alike(one: str, other: str) -> bool:
    """Whether two stems share their first five letters, or one is a part of the other."""
    if len(one) < _PART or len(other) < _PART:
        return False
    return one[:_PART] == other[:_PART] or one in other or other in one
