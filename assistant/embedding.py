"""Text -> unit vectors: the bundled static model or any sentence-transformers model, as LangChain `Embeddings`."""

import hashlib
import json
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from langchain_core.embeddings import Embeddings

from assistant.errors import EmbeddingError

BUNDLED = Path(__file__).parent / "static_model"


class StaticEmbeddings(Embeddings):
    """The bundled model, read with numpy alone (model2vec); about 0.1 s to load, no torch."""

    name = "bundled-static"

    def __init__(self, folder: Path = BUNDLED) -> None:
        self._folder = folder

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 of weights and tokenizer. EmbeddingError if the folder is incomplete."""
        try:
            files = [(self._folder / name).read_bytes() for name in ("model.safetensors", "tokenizer.json")]
        except OSError as error:
            raise EmbeddingError(f"the bundled model in {self._folder} can't be read: {error}") from error
        return hashlib.sha256(b"".join(files)).hexdigest()

    @cached_property
    def _model(self) -> Any:
        from model2vec import StaticModel  # 0.3 s; not needed to show the page

        try:
            return StaticModel.from_pretrained(self._folder)
        except (OSError, ValueError, KeyError) as error:
            raise EmbeddingError(f"the bundled model in {self._folder} can't be read: {error}") from error

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Unit vectors, shape (len(texts), dimensions)."""
        return _unit(self._model.encode(texts)).tolist()  # type: ignore[no-any-return]  # numpy's tolist is Any

    def embed_query(self, text: str) -> list[float]:
        """One unit vector, shape (dimensions,)."""
        return self.embed_documents([text])[0]


class SentenceTransformerEmbeddings(Embeddings):
    """Any sentence-transformers model by name or folder; loaded at the first text (torch, several seconds)."""

    def __init__(self, name: str) -> None:
        self.name = self.fingerprint = name

    @cached_property
    def _model(self) -> Any:
        from sentence_transformers import SentenceTransformer  # 17 s cold; only where configured

        try:
            return SentenceTransformer(self.name)
        except (OSError, ValueError) as error:
            raise EmbeddingError(f"KOMINTAVO_EMBEDDING_MODEL={self.name} can't be loaded: {error}") from error

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Unit vectors, shape (len(texts), dimensions)."""
        return _unit(self._model.encode_document(texts)).tolist()  # type: ignore[no-any-return]  # as above

    def embed_query(self, text: str) -> list[float]:
        """One unit vector, shape (dimensions,)."""
        return _unit(self._model.encode_query([text])).tolist()[0]  # type: ignore[no-any-return]  # as above


def make_embeddings(model: str | None) -> StaticEmbeddings | SentenceTransformerEmbeddings:
    """The bundled model, or the one named."""
    return SentenceTransformerEmbeddings(model) if model else StaticEmbeddings()


def common_words(folder: Path = BUNDLED) -> frozenset[str]:
    """German words, lower-case ASCII, that the bundled model has a piece of its own for: words common in statutes."""
    pieces = json.loads((folder / "tokenizer.json").read_text(encoding="utf-8"))["model"]["vocab"]
    return frozenset(piece for piece in pieces if piece.isalpha())


def _unit(vectors: Any) -> Any:
    vectors = np.asarray(vectors, dtype=np.float32)
    return vectors / np.maximum(np.linalg.norm(vectors, axis=-1, keepdims=True), 1e-12)
