"""Small parts that behave like the real ones: embeddings of letters, targets and chunks of a few words."""

from collections import Counter
from collections.abc import Callable, Sequence
from string import ascii_lowercase

import numpy as np

from assistant.classifying import BUCKETS, Classifier
from assistant.embedding import StaticEmbeddings
from assistant.targets import Target
from corpus.documents import Chunk, Face, Kind, Provision, Source, Unit
from corpus.normref import NormRef


class LetterEmbeddings(StaticEmbeddings):
    """Unit vectors of letter counts (a to z), so that similarities can be worked out by hand; counts its texts."""

    name = fingerprint = "letters"

    def __init__(self, before_batch: Callable[[int], None] = lambda number: None) -> None:
        self.embedded, self._batches, self._before_batch = 0, 0, before_batch

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        self._batches += 1
        self._before_batch(self._batches)
        self.embedded += len(texts)
        return [_letters(text) for text in texts]

    def embed_query(self, text: str) -> list[float]:
        return _letters(text)


def _letters(text: str) -> list[float]:
    counts = Counter(text.lower())
    vector = np.array([counts[letter] for letter in ascii_lowercase], dtype=float)
    return list(vector / max(np.linalg.norm(vector), 1e-12))


def any_wording(*classes: str) -> Classifier:
    """A classifier to which all classes are equally likely, whatever the words."""
    shape = (len(classes), BUCKETS)
    return Classifier(tuple(map(str, classes)), np.zeros(shape, np.float32), np.zeros(len(classes), np.float32))


def targets(*texts: str) -> list[Target]:
    """One target per text, `t0`, `t1`, …, with that text as its only face."""
    return [Target(f"t{number}", (Face(text),)) for number, text in enumerate(texts)]


def source(kind: Kind = Kind.RESTATEMENT, id_: str = "quelle", law: str | None = None) -> Source:
    """A source of that kind."""
    return Source(id_, kind, "Titel der Quelle", "Amt Muster", "2024-09-18", "https://example.org/quelle", law)


def law_chunk(ref: str, units: Sequence[tuple[str, str]], heading: str = "Überschrift") -> Chunk:
    """A provision from (norm below it, words) pairs, e.g. ("Satz 1 Nr. 2", "2. der Kauf,"); a line per list entry."""
    norm = NormRef.parse(ref)
    text, placed = "", []
    for inner, words in units:
        unit_ref = NormRef.parse(f"{ref.removesuffix(f' {norm.law}')} {inner} {norm.law}") if inner else norm
        text += ("\n" if "Nr." in inner else " ") if text else ""
        placed.append(Unit(unit_ref, len(text), len(text) + len(words)))
        text += words
    provision = Provision(norm.id, norm, heading, text, tuple(placed))
    return Chunk(provision, source(law=norm.law))


def prose_chunk(kind: Kind, *sentences: str) -> Chunk:
    """A paragraph of a press release or a hint, a unit per sentence."""
    text, units = "", []
    for sentence in sentences:
        text += " " if text else ""
        units.append(Unit(None, len(text), len(text) + len(sentence)))
        text += sentence
    return Chunk(Provision("text-1", None, "Überschrift", text, tuple(units)), source(kind))
