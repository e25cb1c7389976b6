"""Hybrid retrieval: keyword and vector scores of all chunks, standardised and added.

z-scores of BM25 (words, 5-grams) and of the nearest face's cosine similarity are added with fixed weights, chosen on
our own development questions (see eval/). As a LangChain retriever: `CorpusRetriever`.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from numpy.typing import NDArray
from pydantic import ConfigDict

from assistant.answer import Passage
from assistant.embedding import SentenceTransformerEmbeddings, StaticEmbeddings
from assistant.faces import IndexedFace
from assistant.index import VectorIndex
from assistant.keywords import KeywordIndex
from assistant.question import Question, understand
from corpus.documents import Chunk, Unit
from corpus.normref import NormRef

_WORDS, _GRAMS, _VECTORS = 1.0, 1.0, 1.0
_CONTEXT, _SAME_PARAGRAF, _NAMED = 0.5, 1.0, 100.0
_NEAREST = 150
_UNIT_MARGIN = 0.9


@dataclass(frozen=True)
class HybridSearch:
    """Ranks the chunks of a corpus for a query."""

    chunks: Sequence[Chunk]
    keywords: KeywordIndex
    vectors: VectorIndex
    embeddings: StaticEmbeddings | SentenceTransformerEmbeddings

    def search(self, question: Question, named: Collection[NormRef] = (), count: int = 10) -> list[Passage]:
        """The best `count` chunks, those at a `named` norm before all others, each with the units found for it."""
        found = [self._scores(part) for part in question.parts]
        scores = np.max([scores for scores, _ in found], axis=0)
        if question.context:
            scores = scores + _CONTEXT * self._scores(question.context)[0] + _SAME_PARAGRAF * self._near(question)
        scores = scores + _NAMED * np.array([self._is_named(chunk, named) for chunk in self.chunks], dtype=np.float32)
        nearest = sorted((pair for _, pairs in found for pair in pairs), key=lambda pair: -pair[1])
        order = np.argsort(-scores, kind="stable")[:count]
        return [self._passage(int(i), float(scores[i]), nearest) for i in order]

    def _scores(self, query: str) -> tuple[NDArray[np.float32], list[tuple[IndexedFace, float]]]:
        """Fused scores of all chunks for one query, and its nearest faces."""
        nearest = self.vectors.nearest(self.embeddings.embed_query(query), _NEAREST)
        words, grams = self.keywords.scores(query)
        return _WORDS * _z(words) + _GRAMS * _z(grams) + _VECTORS * _z(self._similarity(nearest)), nearest

    @staticmethod
    def _is_named(chunk: Chunk, named: Collection[NormRef]) -> bool:
        ref = chunk.provision.ref
        return ref is not None and any(name.provision.contains(ref) for name in named)

    def _near(self, question: Question) -> NDArray[np.float32]:
        """1 for the chunks of a § that the last answer cited, else 0."""
        cited = {(ref.law, ref.paragraf) for ref in question.context_refs}
        refs = (chunk.provision.ref for chunk in self.chunks)
        return np.array([ref is not None and (ref.law, ref.paragraf) in cited for ref in refs], dtype=np.float32)

    def _similarity(self, nearest: list[tuple[IndexedFace, float]]) -> NDArray[np.float32]:
        """Cosine similarity of each chunk's nearest face; chunks without one get the least similarity found."""
        best: dict[str, float] = {}
        for face, similarity in nearest:
            best.setdefault(face.chunk_key, similarity)
        least = nearest[-1][1] if nearest else 0.0
        return np.array([best.get(chunk.key, least) for chunk in self.chunks], dtype=np.float32)

    def _passage(self, number: int, score: float, nearest: list[tuple[IndexedFace, float]]) -> Passage:
        chunk = self.chunks[number]
        mine = [(face, similarity) for face, similarity in nearest if face.chunk_key == chunk.key]
        return Passage(chunk, score, _units(chunk, mine))


def _units(chunk: Chunk, faces: list[tuple[IndexedFace, float]]) -> tuple[Unit, ...]:
    """The units that the nearest faces of a chunk speak of, in the order of the text; empty if they speak of all."""
    if not faces:
        return ()
    close = [face for face, similarity in faces if similarity >= _UNIT_MARGIN * faces[0][1]]
    found = {unit for face in close[:2] if face.unit and (unit := chunk.provision.find(face.unit))}
    return tuple(unit for unit in chunk.provision.units if unit in found)


def _z(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    """Standardised scores; all zero where nothing was found."""
    spread = float(scores.std())
    return (scores - scores.mean()) / spread if spread > 0 else np.zeros_like(scores)


class CorpusRetriever(BaseRetriever):
    """The search as a LangChain retriever; document metadata: ref, source, kind, stand, url, score."""

    search: HybridSearch
    k: int = 5

    model_config = ConfigDict(arbitrary_types_allowed=True)

    def _get_relevant_documents(
        self,
        query: str,
        *,
        run_manager: CallbackManagerForRetrieverRun,  # noqa: ARG002  # LangChain's signature
    ) -> list[Document]:
        return [_document(passage) for passage in self.search.search(understand(query), count=self.k)]


def _document(passage: Passage) -> Document:
    chunk = passage.chunk
    metadata = {
        "ref": str(chunk.provision.ref or chunk.source.id),
        "source": chunk.source.id,
        "kind": str(chunk.source.kind),
        "stand": chunk.source.stand,
        "url": chunk.source.url,
        "score": passage.score,
    }
    return Document(page_content=chunk.provision.text, metadata=metadata, id=chunk.key)
