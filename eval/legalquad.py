"""LegalQuAD (Hoppe et al. 2021): 200 questions, each answered in one of 200 judgments. Reported, never tuned on."""

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

WINDOW = 150  # words
STRIDE = 120


@dataclass(frozen=True, slots=True)
class Judgments:
    """Question i is answered by judgment i; `starts[i]` is its first window."""

    questions: list[str]
    windows: list[str]
    starts: list[int]

    def best_windows(self, scores: npt.NDArray[np.floating]) -> npt.NDArray[np.floating]:
        """Scores per judgment, from scores per window (last axis): its best window counts."""
        best: npt.NDArray[np.floating] = np.maximum.reduceat(scores, self.starts, axis=-1)
        return best


def read_judgments(path: Path) -> Judgments:
    """The benchmark file, its judgments cut into windows that overlap."""
    paragraphs = [p for record in json.loads(path.read_text(encoding="utf-8"))["data"] for p in record["paragraphs"]]
    all_windows: list[str] = []
    starts: list[int] = []
    for paragraph in paragraphs:
        starts.append(len(all_windows))
        all_windows += windows(paragraph["context"])
    return Judgments([paragraph["qas"][0]["question"] for paragraph in paragraphs], all_windows, starts)


def windows(text: str) -> list[str]:
    """Runs of 150 words, each beginning 120 words after the one before it."""
    words = text.split()
    last = max(1, len(words) - WINDOW + STRIDE)
    return [" ".join(words[begin : begin + WINDOW]) for begin in range(0, last, STRIDE)]
