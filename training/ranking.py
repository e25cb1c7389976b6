"""How high the one right answer of each question ranks."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt


@dataclass(frozen=True, slots=True)
class Figures:
    """Means over questions, each with one right answer."""

    first: float
    recall_5: float
    recall_10: float
    mrr: float
    ndcg_10: float

    def __str__(self) -> str:
        return (
            f"acc@1 {self.first:.3f}  recall@5 {self.recall_5:.3f}  recall@10 {self.recall_10:.3f}  "
            f"MRR {self.mrr:.3f}  nDCG@10 {self.ndcg_10:.3f}"
        )


def figures(scores: npt.NDArray[np.float32], answers: Sequence[int]) -> Figures:
    """The figures of a score matrix, questions by candidates; higher is better, a tie counts against the answer."""
    right = scores[np.arange(len(answers)), answers]
    ranks = (scores >= right[:, None]).sum(axis=1)
    gain = np.where(ranks <= 10, 1 / np.log2(ranks + 1), 0.0)
    return Figures(
        first=float((ranks <= 1).mean()),
        recall_5=float((ranks <= 5).mean()),
        recall_10=float((ranks <= 10).mean()),
        mrr=float((1 / ranks).mean()),
        ndcg_10=float(gain.mean()),
    )


def standard_scores(scores: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """Each row with mean 0 and deviation 1, so that the scores of two systems can be added."""
    centred = scores - scores.mean(axis=1, keepdims=True)
    standard: npt.NDArray[np.float32] = centred / np.maximum(scores.std(axis=1, keepdims=True), np.float32(1e-9))
    return standard
