"""Text vectors from piece vectors: the mean of the pieces."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import torch
from torch.nn import functional

from training.tokens import Ids, Texts


def mean_vectors(weights: torch.Tensor, texts: Sequence[Ids]) -> torch.Tensor:
    """One row per text."""
    starts = np.cumsum([0, *map(len, texts[:-1])], dtype=np.int64)
    return bags(weights, np.concatenate(texts), starts)


def bags(weights: torch.Tensor, ids: Ids, starts: npt.NDArray[np.int64]) -> torch.Tensor:
    """The mean of the pieces from each start to the next; zeros where there are none."""
    pieces = torch.from_numpy(ids.astype(np.int64))
    return functional.embedding_bag(pieces, weights, torch.from_numpy(starts), mode="mean")


def similarities(weights: torch.Tensor, queries: Texts, passages: Texts) -> npt.NDArray[np.float32]:
    """The cosine of every query (rows) with every passage (columns)."""
    with torch.no_grad():
        units = [functional.normalize(bags(weights, t.ids, t.starts[:-1]), dim=-1) for t in (queries, passages)]
        cosines: npt.NDArray[np.float32] = (units[0] @ units[1].T).numpy()
    return cosines
