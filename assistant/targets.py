"""What a search can find: provisions, FAQ entries and boundary topics, each with the wordings it is found under."""

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.curated import FaqEntry, Topic
from corpus.documents import Chunk, Face
from corpus.library import Library


@dataclass(frozen=True, slots=True)
class Target:
    """One thing to find; `key` is unique in an index."""

    key: str
    faces: tuple[Face, ...]

    @property
    def document(self) -> str:
        """Everything it is found under, as one text for keyword search."""
        return "\n".join(face.text for face in self.faces)


def targets_of(library: Library) -> tuple[Target, ...]:
    """All targets of a corpus: provisions first, then FAQ entries, then topics."""
    return (
        *(_of_chunk(chunk) for chunk in library.chunks),
        *(_of_faq(entry) for entry in library.faq),
        *(_of_topic(topic) for topic in library.topics),
    )


def _of_chunk(chunk: Chunk) -> Target:
    """The provision as a whole, each of its units, its restatement, its questions and its terms."""
    provision = chunk.provision
    faces = [Face(f"{provision.heading}. {provision.text}")]
    if len(provision.units) > 1:
        faces += [Face(f"{provision.heading}. {provision.words(unit)}", unit.ref) for unit in provision.units]
    faces += [*(() if chunk.to_review else chunk.restated), *chunk.questions]
    if chunk.terms:
        faces.append(Face(f"{provision.heading}: {', '.join(chunk.terms)}"))
    return Target(chunk.key, _unique(faces))


def _of_faq(entry: FaqEntry) -> Target:
    return Target(entry.key, _unique([Face(text) for text in (entry.question, *entry.variants)]))


def _of_topic(topic: Topic) -> Target:
    return Target(topic.key, _unique([Face(text) for text in (topic.title, *topic.questions)]))


def _unique(faces: Sequence[Face]) -> tuple[Face, ...]:
    return tuple({face.text: face for face in reversed(faces)}.values())[::-1]
