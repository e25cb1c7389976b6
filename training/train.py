"""Training: piece vectors that bring a query close to its passage and far from the other passages of the batch."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import torch
from tokenizers import Tokenizer
from torch.nn import functional

from training.everyday import Everyday, EverydaySettings
from training.spelling import Parts, SpellingSettings
from training.tokens import EncodedCorpus, Ids
from training.vectors import mean_vectors
from training.views import Views, ViewSettings


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that decides how the model comes out, the texts apart."""

    seed: int = 1
    pieces: int = 30_000
    dimensions: int = 256
    spread: float = 0.5  # of the random vectors at the start: wide, so that rare words keep vectors of their own
    common: float = 1e-3  # share of the text from which on a piece or part counts as common and begins short
    batch: int = 1024
    steps: int = 1000
    warm_up: int = 100
    rate: float = 2e-2
    scale: float = 15.0
    judge_every: int = 100
    views: ViewSettings = field(default_factory=ViewSettings)
    everyday: EverydaySettings = field(default_factory=EverydaySettings)
    spelling: SpellingSettings = field(default_factory=SpellingSettings)


@dataclass(frozen=True, slots=True)
class Batch:
    """Queries, their passages, and which passages may not count as wrong answers to which queries."""

    queries: list[Ids]
    passages: list[Ids]
    same_heading: torch.Tensor


class PieceVectors(torch.nn.Module):
    """The vectors of all pieces: each one's own and those of its shared parts."""

    def __init__(self, parts: Parts, frequencies: torch.Tensor, settings: Settings) -> None:
        super().__init__()
        random = torch.Generator().manual_seed(settings.seed)
        self.parts = parts
        self.own = torch.nn.Parameter(first_vectors(frequencies, settings, random))
        self.shared = torch.nn.Parameter(first_vectors(parts.frequencies(frequencies), settings, random))

    def forward(self) -> torch.Tensor:
        """The matrix, pieces by dimensions."""
        return self.own + self.parts.sum(self.shared)


def first_vectors(frequencies: torch.Tensor, settings: Settings, random: torch.Generator) -> torch.Tensor:
    """Random vectors, made short by smooth inverse frequency (Arora et al. 2017)."""
    lengths = settings.spread * settings.common / (settings.common + frequencies)
    return torch.randn(len(frequencies), settings.dimensions, generator=random) * lengths[:, None]


def frequencies_in(corpus: EncodedCorpus) -> torch.Tensor:
    """The share of each piece in the text."""
    counts = np.bincount(corpus.sentences.ids, minlength=len(corpus.continues))
    return torch.from_numpy(counts / counts.sum()).float()


def train(
    corpus: EncodedCorpus, tokenizer: Tokenizer, settings: Settings, judge: Callable[[torch.Tensor], float]
) -> torch.Tensor:
    """The piece vectors that the judge liked best among those of every `judge_every` steps."""
    vectors = PieceVectors(Parts.of(tokenizer, settings.spelling), frequencies_in(corpus), settings)
    optimizer = torch.optim.Adam(vectors.parameters(), lr=settings.rate, fused=True)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: rate_at(step + 1, settings))
    best: torch.Tensor = vectors().detach()
    best_mark, begin = float("-inf"), time.monotonic()
    for step, batch in enumerate(batches(corpus, tokenizer, settings), start=1):
        optimizer.zero_grad()
        cost = loss(vectors(), batch, settings)
        cost.backward()  # type: ignore[no-untyped-call]  # torch leaves this one untyped
        optimizer.step()
        schedule.step()
        if step % settings.judge_every == 0:
            now = vectors().detach().clone()
            mark = judge(now)
            print(f"step {step}  loss {cost.item():.2f}  development {mark:.4f}  {time.monotonic() - begin:.0f} s")
            if mark > best_mark:
                best, best_mark = now, mark
    return best


def rate_at(step: int, settings: Settings) -> float:
    """Share of the full rate: up to it over the warm-up, then down to nothing."""
    left = (settings.steps - step) / (settings.steps - settings.warm_up)
    return min(step / settings.warm_up, max(0.0, left))


def batches(corpus: EncodedCorpus, tokenizer: Tokenizer, settings: Settings) -> Iterator[Batch]:
    """As many batches as there are steps, each of different sections."""
    rng = np.random.default_rng(settings.seed)
    views, everyday = Views(corpus, settings.views, rng), Everyday(tokenizer, settings.everyday, rng)
    for _ in range(settings.steps):
        drawn = np.unique(rng.integers(0, len(corpus), settings.batch))
        pairs = [(section, *views.pair(int(section))) for section in drawn]
        whole = [(section, query, passage) for section, query, passage in pairs if len(query) and len(passage)]
        sections, queries, passages = zip(*whole, strict=True)
        yield Batch([everyday(query) for query in queries], list(passages), same_heading(corpus, np.array(sections)))


def same_heading(corpus: EncodedCorpus, sections: npt.NDArray[np.int64]) -> torch.Tensor:
    """Pairs of different sections with one heading ("Inkrafttreten"): neither is a wrong answer for the other."""
    keys = torch.from_numpy(corpus.heading_keys[sections])
    same: torch.Tensor = keys[:, None] == keys[None, :]
    return same.fill_diagonal_(False)


def loss(weights: torch.Tensor, batch: Batch, settings: Settings) -> torch.Tensor:
    """Cross entropy of finding the passage by the query and the query by the passage."""
    queries, passages = (functional.normalize(mean_vectors(weights, t)) for t in (batch.queries, batch.passages))
    cosines = (settings.scale * queries @ passages.T).masked_fill(batch.same_heading, -settings.scale)
    right = torch.arange(len(batch.queries))
    return functional.cross_entropy(cosines, right) + functional.cross_entropy(cosines.T, right)
