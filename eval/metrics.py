"""Metrics of the field, deterministic, with bootstrap confidence intervals. A missing answer scores zero."""

import math
from collections.abc import Sequence

import numpy as np

from corpus.normref import NormRef

_RESAMPLES = 1000


def accuracy_at_1(ranked: Sequence[NormRef], gold: Sequence[frozenset[NormRef]]) -> float:
    """1 if the first passage is one of the gold provisions."""
    return float(bool(ranked) and any(ranked[0] in group for group in gold))


def recall_at(ranked: Sequence[NormRef], gold: Sequence[frozenset[NormRef]], k: int) -> float:
    """Share of gold groups with a member among the first k."""
    return sum(bool(group & set(ranked[:k])) for group in gold) / len(gold)


def reciprocal_rank(ranked: Sequence[NormRef], gold: Sequence[frozenset[NormRef]], k: int = 10) -> float:
    """1 / rank of the first gold passage among the first k, else 0."""
    ranks = (rank for rank, ref in enumerate(ranked[:k], 1) if any(ref in group for group in gold))
    return next((1 / rank for rank in ranks), 0.0)


def ndcg(ranked: Sequence[NormRef], gold: Sequence[frozenset[NormRef]], k: int = 10) -> float:
    """Normalised discounted cumulative gain at k, binary gain, each gold group counted once."""
    open_groups, gain = list(gold), 0.0
    for rank, ref in enumerate(ranked[:k], 1):
        hit = next((group for group in open_groups if ref in group), None)
        if hit is not None:
            open_groups.remove(hit)
            gain += 1 / math.log2(rank + 1)
    return gain / sum(1 / math.log2(rank + 1) for rank in range(1, min(len(gold), k) + 1))


def interval(values: Sequence[float]) -> tuple[float, float, float]:
    """(mean, low, high): the mean with its 95 % bootstrap confidence interval (percentile method, fixed seed)."""
    array = np.asarray(values, dtype=float)
    if array.size == 0:
        return (float("nan"),) * 3
    generator = np.random.default_rng(0)
    means = generator.choice(array, (_RESAMPLES, array.size)).mean(axis=1)
    low, high = np.percentile(means, [2.5, 97.5])
    return float(array.mean()), float(low), float(high)
