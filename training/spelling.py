"""Parts that the vectors of pieces share, so that "geld" and "##geld", "fördern" and "Förderung" begin alike.

A piece vector is its own vector, plus one for its letters, plus those of its letter runs. The sum is what is shipped:
the parts cost nothing when the model is used.
"""

from collections import Counter
from dataclasses import dataclass
from typing import Self

import torch
from tokenizers import Tokenizer
from torch.autograd.function import FunctionCtx
from torch.nn import functional

from training.tokenizer import CONTINUATION


@dataclass(frozen=True, slots=True)
class SpellingSettings:
    """Lengths of the letter runs; a part that fewer pieces have is left out."""

    shortest: int = 4
    longest: int = 6
    weight: float = 2.0  # of all runs of a piece together, against 1 for its letters
    pieces_least: int = 2


@dataclass(frozen=True, slots=True)
class Rows:
    """A sparse matrix row by row: the columns, where each row begins, the weights."""

    columns: torch.Tensor
    starts: torch.Tensor
    weights: torch.Tensor

    @classmethod
    def of(cls, cells: torch.Tensor, weights: torch.Tensor, count: int) -> Self:
        """From cells (row, column) in any order and their weights."""
        order = torch.argsort(cells[:, 0], stable=True)
        lengths = torch.bincount(cells[:, 0], minlength=count)
        return cls(cells[order, 1], torch.cumsum(lengths, 0) - lengths, weights[order])

    def times(self, dense: torch.Tensor) -> torch.Tensor:
        """The product with a dense matrix; faster than torch's own sparse product."""
        return functional.embedding_bag(self.columns, dense, self.starts, mode="sum", per_sample_weights=self.weights)


@dataclass(frozen=True, slots=True)
class Parts:
    """Which parts each piece has, and the same the other way round."""

    of_pieces: Rows
    of_parts: Rows

    @classmethod
    def of(cls, tokenizer: Tokenizer, settings: SpellingSettings) -> Self:
        """The parts of a tokenizer's pieces."""
        vocabulary = sorted(tokenizer.get_vocab().items(), key=lambda item: item[1])
        weighted = [weighted_parts(piece, settings) for piece, _ in vocabulary]
        pieces_with = Counter(part for weights in weighted for part in weights)
        columns = {part: i for i, part in enumerate(p for p, n in pieces_with.items() if n >= settings.pieces_least)}
        found = [
            (row, columns[p], w) for row, weights in enumerate(weighted) for p, w in weights.items() if p in columns
        ]
        cells, weights = torch.tensor([cell[:2] for cell in found]), torch.tensor([cell[2] for cell in found])
        by_part = Rows.of(cells.flip(1), weights, len(columns))
        return cls(Rows.of(cells, weights, len(vocabulary)), by_part)

    def frequencies(self, of_pieces: torch.Tensor) -> torch.Tensor:
        """How often each part occurs, from how often each piece does."""
        return self.of_parts.times(of_pieces[:, None])[:, 0]

    def sum(self, shared: torch.Tensor) -> torch.Tensor:
        """For each piece the weighted sum of the vectors of its parts."""
        summed: torch.Tensor = SumOfParts.apply(self, shared)  # type: ignore[no-untyped-call]  # torch leaves it untyped
        return summed


class SumOfParts(torch.autograd.Function):
    """The sum, with a gradient that goes through `of_parts`: torch's own takes five times as long."""

    @staticmethod
    def forward(ctx: FunctionCtx, parts: Parts, shared: torch.Tensor) -> torch.Tensor:
        """Pieces by dimensions, from parts by dimensions."""
        ctx.parts = parts  # type: ignore[attr-defined]  # torch's way of handing things to backward
        return parts.of_pieces.times(shared)

    @staticmethod
    def backward(ctx: FunctionCtx, *gradients: torch.Tensor) -> tuple[None, torch.Tensor]:
        """Parts by dimensions, from pieces by dimensions."""
        parts: Parts = ctx.parts  # type: ignore[attr-defined]
        return None, parts.of_parts.times(gradients[0].contiguous())


def weighted_parts(piece: str, settings: SpellingSettings) -> dict[str, float]:
    """The parts of a piece and their weights; the letters as a whole are written with a leading "="."""
    letters = piece.removeprefix(CONTINUATION)
    lengths = range(settings.shortest, settings.longest + 1)
    runs = [letters[i : i + n] for n in lengths for i in range(len(letters) - n + 1)]
    weights = {f"={letters}": 1.0}
    for run in runs:
        weights[run] = weights.get(run, 0.0) + settings.weight / len(runs) ** 0.5
    return weights
