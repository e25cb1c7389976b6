"""A linear classifier of questions over hashed character n-grams and word pairs (`python -m training classify`).

Hashing (Weinberger et al., 2009) needs no vocabulary, n-grams of characters forgive typing mistakes and inflection.
"""

import re
import zlib
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt

from assistant.errors import ClassifierError

FOLDER = Path(__file__).parent / "classifiers"
BUCKETS = 1 << 15
_SIZES = (3, 4, 5)


@dataclass(frozen=True, slots=True, eq=False)
class Classifier:
    """Softmax regression: `weights` of shape (classes, BUCKETS), `bias` of shape (classes,).

    `made_from` is the SHA-256 of the labelled texts that it was trained on.
    """

    classes: tuple[str, ...]
    weights: npt.NDArray[np.float32]
    bias: npt.NDArray[np.float32]
    made_from: str = ""

    def probabilities(self, text: str) -> dict[str, float]:
        """The probability of each class; they add up to 1."""
        buckets, values = features(text)
        scores = self.weights[:, buckets] @ values + self.bias
        exponentials = np.exp(scores - scores.max())
        return dict(zip(self.classes, (exponentials / exponentials.sum()).tolist(), strict=True))


@lru_cache(maxsize=64)  # three classifiers read each question
def features(text: str) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.float32]]:
    """Buckets and their values (1 + log count, a unit vector) of a text; both of shape (distinct buckets,)."""
    counts = Counter(zlib.crc32(gram.encode()) % BUCKETS for gram in _grams(text))
    values = 1 + np.log(np.fromiter(counts.values(), dtype=np.float32, count=len(counts)))
    unit: npt.NDArray[np.float32] = (values / (np.linalg.norm(values) or 1)).astype(np.float32)
    return np.fromiter(counts, dtype=np.int64, count=len(counts)), unit


def _grams(text: str) -> list[str]:
    words = re.findall(r"\w+|\?", text.lower())
    padded = [f" {word} " for word in words]
    grams = [word[i : i + size] for word in padded for size in _SIZES for i in range(len(word) - size + 1)]
    return [*grams, *(f"{first}_{second}" for first, second in pairwise(words))]


def save_classifier(classifier: Classifier, name: str, folder: Path = FOLDER) -> None:
    """Write a classifier in half precision; numbers only, nothing that could be run when read."""
    folder.mkdir(exist_ok=True)
    weights, names = classifier.weights.astype(np.float16), np.array(classifier.classes)
    made_from = np.array(classifier.made_from)
    np.savez_compressed(
        folder / f"{name}.npz", classes=names, weights=weights, bias=classifier.bias, made_from=made_from
    )


def load_classifier(name: str, folder: Path = FOLDER) -> Classifier:
    """Read a classifier; ClassifierError if its file is missing or damaged."""
    try:
        with np.load(folder / f"{name}.npz", allow_pickle=False) as file:
            weights = file["weights"].astype(np.float32)
            return Classifier(tuple(map(str, file["classes"])), weights, file["bias"], str(file["made_from"]))
    except (OSError, EOFError, ValueError, KeyError) as error:
        raise ClassifierError(f"the classifier {name} in {folder} can't be read: {error}") from error
