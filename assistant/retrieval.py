"""Hybrid retrieval: keyword and vector scores of all targets, standardised and added.

z-scores of BM25 (word stems, character 5-grams) and of cosine similarity to a target's nearest faces are added with
fixed weights: a softmax ranker learnt on our own questions, one writer's faces against the other writer's questions.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from assistant.asking import wanted
from assistant.embedding import SentenceTransformerEmbeddings, StaticEmbeddings
from assistant.index import FaceHit, VectorIndex
from assistant.keywords import KeywordIndex
from assistant.lexicon import Lexicon
from assistant.question import Question
from assistant.targets import Target

_WORDS, _GRAMS, _NEAREST_FACE, _NEAR_FACES = 0.55, 0.65, 0.6, 0.6
_NEAR = 3
_WANTED = 0.05
_FACES = 400

Scores = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Hit:
    """A target found: fused score (higher is better) and its nearest faces, most similar first."""

    key: str
    score: float
    faces: tuple[FaceHit, ...]

    @property
    def similarity(self) -> float:
        """Cosine similarity of the nearest face; 0 if none is near."""
        return self.faces[0].similarity if self.faces else 0.0


@dataclass(frozen=True)
class Ranking:
    """The scores of all targets for one question."""

    keys: Sequence[str]
    scores: Scores
    nearest: Mapping[str, tuple[FaceHit, ...]]

    def best(self, among: range, count: int) -> list[Hit]:
        """The best `count` targets of those with positions in `among`, best first."""
        scores = -self.scores[among.start : among.stop]
        count = min(count, len(scores))
        first = np.argpartition(scores, count - 1)[:count] if count else np.arange(0)
        return [self._hit(among.start + int(position)) for position in first[np.argsort(scores[first])]]

    def _hit(self, position: int) -> Hit:
        key = self.keys[position]
        return Hit(key, float(self.scores[position]), self.nearest.get(key, ()))


@dataclass(frozen=True)
class HybridSearch:
    """Ranks targets for a question."""

    targets: Sequence[Target]
    keywords: KeywordIndex
    vectors: VectorIndex
    embeddings: StaticEmbeddings | SentenceTransformerEmbeddings
    lexicon: Lexicon

    @cached_property
    def _keys(self) -> list[str]:
        return [target.key for target in self.targets]

    @cached_property
    def _positions(self) -> dict[str, int]:
        return {key: number for number, key in enumerate(self._keys)}

    def rank(self, question: Question, boosted: Mapping[str, float] | None = None) -> Ranking:
        """Scores of all targets for the question with its context, `boosted` keys raised."""
        scores, hits = self._scores(question.text)
        if question.context:
            scores = scores + question.context_weight * self._scores(question.context)[0]
        for key, boost in (boosted or {}).items():
            scores[self._positions[key]] += boost
        nearest: dict[str, list[FaceHit]] = {}
        for hit in hits:
            nearest.setdefault(hit.target_key, []).append(hit)
        return Ranking(self._keys, scores, {key: tuple(hits) for key, hits in nearest.items()})

    def _scores(self, query: str) -> tuple[Scores, list[FaceHit]]:
        """Fused scores of all targets for one query, and its nearest faces."""
        near = self.vectors.nearest(self.embeddings.embed_query(query), _FACES)
        hits = sorted((_agreed(hit, query) for hit in near), key=lambda hit: -hit.similarity)
        words, grams = self.keywords.scores(self.lexicon.expand(query))
        return fused(words, grams, *self._similarities(hits)), hits

    def _similarities(self, hits: list[FaceHit]) -> tuple[Scores, Scores]:
        """Per target: similarity of its nearest face, and the mean of its three nearest.

        A face that is not among the hits counts with the least similarity found.
        """
        least = hits[-1].similarity if hits else 0.0
        found: dict[str, list[float]] = {}
        for hit in hits:
            found.setdefault(hit.target_key, []).append(hit.similarity)
        nearest = np.full(len(self.targets), least)
        near = np.full(len(self.targets), least)
        for key, similarities in found.items():
            best = (similarities + [least] * _NEAR)[:_NEAR]
            nearest[self._positions[key]], near[self._positions[key]] = best[0], sum(best) / _NEAR
        return nearest, near


def _agreed(hit: FaceHit, query: str) -> FaceHit:
    """A face that wants the same kind of answer is nearer, one that wants another is farther."""
    mine, theirs = wanted(query), wanted(hit.face.text)
    if not mine or not theirs:
        return hit
    return replace(hit, similarity=hit.similarity + (_WANTED if mine & theirs else -_WANTED))


def fused(
    words: NDArray[np.floating],
    grams: NDArray[np.floating],
    nearest: NDArray[np.floating],
    near: NDArray[np.floating],
) -> Scores:
    """The fused scores of some targets from their BM25 scores and their similarities, all of one shape."""
    return (
        _WORDS * standardised(words)
        + _GRAMS * standardised(grams)
        + _NEAREST_FACE * standardised(nearest)
        + _NEAR_FACES * standardised(near)
    )


def standardised(scores: NDArray[np.floating]) -> Scores:
    """Standardised scores; all zero where nothing was found."""
    spread = float(scores.std())
    return (scores - scores.mean()) / spread if spread > 0 else np.zeros(len(scores))
