"""Second stage: teaches the statute model everyday questions, by the questions written for each provision.

Pairs are two faces of one provision (question and question, question and text, question and terms); the other
provisions and boundary topics of the batch are the wrong answers. The test cases in eval/ are never read here.
"""

import random
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import torch
from tokenizers import Tokenizer
from torch.nn import functional

from assistant.targets import targets_of
from corpus.library import Library
from training.everyday import encoded
from training.tokens import Ids
from training.vectors import mean_vectors


@dataclass(frozen=True, slots=True)
class AdaptSettings:
    """How long and how strongly; chosen on the development cases."""

    seed: int = 1
    steps: int = 600
    batch: int = 192
    rate: float = 5e-3
    scale: float = 20.0
    dropout: float = 0.1


def groups_of(library: Library) -> list[list[str]]:
    """Wordings that mean the same place: faces of a provision with the FAQ entries on it, and faces of a topic."""
    groups: defaultdict[str, list[str]] = defaultdict(list)
    place = {entry.key: entry.answer[0].norms[0].provision.id for entry in library.faq}
    for target in targets_of(library):
        groups[place.get(target.key, target.key)] += [face.text for face in target.faces]
    return [group for group in groups.values() if len(group) > 1]


def adapt(weights: torch.Tensor, tokenizer: Tokenizer, library: Library, settings: AdaptSettings) -> torch.Tensor:
    """Piece vectors after training on pairs of faces; shape as `weights`."""
    draw = random.Random(settings.seed)  # noqa: S311  # reproducible sampling, no secret
    groups = [[encoded(tokenizer, text) for text in group] for group in groups_of(library)]
    vectors = weights.clone().requires_grad_(True)
    optimizer = torch.optim.Adam([vectors], lr=settings.rate, fused=True)
    for step in range(settings.steps):
        optimizer.param_groups[0]["lr"] = settings.rate * (1 - step / settings.steps)
        pairs = [draw.sample(group, 2) for group in draw.sample(groups, min(settings.batch, len(groups)))]
        cost = _loss(vectors, pairs, draw, settings)
        optimizer.zero_grad()
        cost.backward()  # type: ignore[no-untyped-call]  # torch leaves this one untyped
        optimizer.step()
        if step % 100 == 0:
            print(f"adapt step {step}  loss {cost.item():.2f}", flush=True)
    return vectors.detach()


def _loss(
    vectors: torch.Tensor, pairs: Sequence[Sequence[Ids]], draw: random.Random, settings: AdaptSettings
) -> torch.Tensor:
    queries = functional.normalize(mean_vectors(vectors, [_thinned(a, draw, settings) for a, _ in pairs]))
    places = functional.normalize(mean_vectors(vectors, [b for _, b in pairs]))
    cosines = settings.scale * queries @ places.T
    right = torch.arange(len(pairs))
    return functional.cross_entropy(cosines, right) + functional.cross_entropy(cosines.T, right)


def _thinned(pieces: Ids, draw: random.Random, settings: AdaptSettings) -> Ids:
    """Some pieces left out, so that no single word decides."""
    kept = [draw.random() >= settings.dropout for _ in range(len(pieces))]
    return pieces[kept] if any(kept) else pieces
