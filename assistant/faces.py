"""The faces of a chunk: every wording under which its provision can be found, each with the unit it speaks of."""

from collections.abc import Iterable
from dataclasses import dataclass

from corpus.documents import Chunk
from corpus.normref import NormRef


@dataclass(frozen=True, slots=True)
class IndexedFace:
    """One entry of the vector index: words, the chunk they belong to, and the unit they speak of (None: all of it)."""

    text: str
    chunk_key: str
    unit: NormRef | None = None


def faces_of(chunk: Chunk) -> list[IndexedFace]:
    """The provision as a whole, each of its units, its restatement, its questions and its terms."""
    provision = chunk.provision
    faces = [IndexedFace(f"{provision.heading}. {provision.text}", chunk.key)]
    if len(provision.units) > 1:
        faces += [IndexedFace(f"{provision.heading}. {provision.words(u)}", chunk.key, u.ref) for u in provision.units]
    faces += [IndexedFace(face.text, chunk.key, face.unit) for face in (*chunk.restated, *chunk.questions)]
    if chunk.terms:
        faces.append(IndexedFace(f"{provision.heading}: {', '.join(chunk.terms)}", chunk.key))
    return faces


def all_faces(chunks: Iterable[Chunk]) -> list[IndexedFace]:
    """The faces of all chunks, without repeats of the same words for the same chunk."""
    unique: dict[tuple[str, str], IndexedFace] = {}
    for chunk in chunks:
        for face in faces_of(chunk):
            unique.setdefault((face.chunk_key, face.text), face)
    return list(unique.values())
