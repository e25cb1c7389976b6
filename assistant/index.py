"""The vector index: one Chroma collection of the faces of all targets. The only file that knows Chroma.

A collection is built under a temporary name and renamed when complete, so a build that dies leaves the last complete
collection as it was. The name holds the fingerprint of the texts and the model that it was built from.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias
from urllib.parse import urlsplit

from assistant.embedding import SentenceTransformerEmbeddings, StaticEmbeddings
from assistant.errors import VectorIndexError
from assistant.targets import Target
from corpus.documents import Face

if TYPE_CHECKING:
    from chromadb.api import ClientAPI

    Client: TypeAlias = ClientAPI

_BATCH = 2000
_BUILDING = "building-"
_COMPLETE = "faces-"
_OPENED = "opened"
_KEPT = 2


@dataclass(frozen=True, slots=True)
class FaceHit:
    """A face near a query: its target, and cosine similarity (1: the same direction)."""

    target_key: str
    face: Face
    similarity: float


class VectorIndex:
    """Nearest faces of a vector; entry i of the collection is face i of the targets, counted through."""

    def __init__(self, collection: Any, targets: Sequence[Target]) -> None:
        self._collection = collection
        self._faces = [(target.key, face) for target in targets for face in target.faces]

    def __len__(self) -> int:
        return len(self._faces)

    def nearest(self, vector: Sequence[float], count: int) -> list[FaceHit]:
        """Up to `count` faces, most similar first."""
        wanted = min(count, len(self._faces))
        result = self._collection.query(query_embeddings=[list(vector)], n_results=wanted, include=["distances"])
        pairs = zip(result["ids"][0], result["distances"][0], strict=True)
        return [FaceHit(*self._faces[int(id_)], 1.0 - distance) for id_, distance in pairs]


def in_memory() -> "Client":
    """A client for an index that is gone with the process."""
    import chromadb
    from chromadb.config import Settings

    return chromadb.EphemeralClient(Settings(anonymized_telemetry=False))


def connect(folder: Path, url: str | None) -> "Client":
    """A client for the index folder, or for a Chroma server at `url`. VectorIndexError if it can't be reached."""
    import chromadb  # 1 s; not needed to show the page
    from chromadb.config import Settings
    from chromadb.errors import ChromaError

    settings = Settings(anonymized_telemetry=False)
    try:
        if url is None:
            folder.mkdir(parents=True, exist_ok=True)
            return chromadb.PersistentClient(str(folder), settings=settings)
        address = urlsplit(url)
        port = address.port or (443 if address.scheme == "https" else 80)
        return chromadb.HttpClient(str(address.hostname), port, ssl=address.scheme == "https", settings=settings)
    except (OSError, ValueError, ChromaError) as error:
        raise VectorIndexError(f"can't open the vector index at {url or folder}: {error}") from error


def open_index(
    client: "Client",
    targets: Sequence[Target],
    fingerprint: str,
    embeddings: StaticEmbeddings | SentenceTransformerEmbeddings,
) -> VectorIndex:
    """The complete collection for `fingerprint`, built now if there is none.

    The one opened before it is kept, for a page may still answer from it; older ones are removed.
    """
    name = _COMPLETE + fingerprint[:32]
    if name not in _by_age(client):
        _build(client, name, targets, embeddings)
    collection = client.get_collection(name, embedding_function=None)
    collection.modify(metadata={_OPENED: datetime.now(UTC).isoformat()})
    for old in _by_age(client)[:-_KEPT]:
        client.delete_collection(old)
    return VectorIndex(collection, targets)


def _build(
    client: "Client",
    name: str,
    targets: Sequence[Target],
    embeddings: StaticEmbeddings | SentenceTransformerEmbeddings,
) -> None:
    configuration: Any = {"hnsw": {"space": "cosine", "ef_search": 200}}
    building = _BUILDING + uuid.uuid4().hex
    collection = client.create_collection(
        building,
        configuration=configuration,
        embedding_function=None,
    )
    entries = [(target.key, face) for target in targets for face in target.faces]
    for start in range(0, len(entries), _BATCH):
        batch = entries[start : start + _BATCH]
        vectors: Any = embeddings.embed_documents([face.text for _, face in batch])
        collection.add(
            ids=[str(number) for number in range(start, start + len(batch))],
            embeddings=vectors,
            metadatas=[{"target": key, "unit": face.unit.id if face.unit else ""} for key, face in batch],
        )
    if collection.count() != len(entries):
        raise VectorIndexError(f"the index holds {collection.count()} of {len(entries)} entries")
    collection.modify(name=name)


def _by_age(client: "Client") -> list[str]:
    """The names of our collections, oldest first; what a build that died left behind is older than all."""
    ours = [c for c in client.list_collections() if c.name.startswith((_COMPLETE, _BUILDING))]
    return [
        c.name for c in sorted(ours, key=lambda c: (c.name.startswith(_COMPLETE), (c.metadata or {}).get(_OPENED, "")))
    ]
