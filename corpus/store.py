"""The user's own documents in the data folder: every version kept, a pointer names the current one.

Layout: `<data>/sources/<source-id>/<sha256[:16]>.json` holds a document, `<source-id>/current` names the one in use.
"""

import hashlib
import os
import tempfile
from pathlib import Path

from pydantic import TypeAdapter
from pydantic.dataclasses import dataclass

from corpus.documents import Provision, Source
from corpus.errors import CorpusError


@dataclass(frozen=True, slots=True)
class Document:
    """A stored document: its source, all its provisions, and where it came from (`added` is an ISO date and time)."""

    source: Source
    provisions: tuple[Provision, ...]
    file: str
    added: str


_DOCUMENT = TypeAdapter(Document)


class Store:
    """The documents of one data folder."""

    def __init__(self, data_dir: Path) -> None:
        self._root = data_dir / "sources"

    def add(self, document: Document) -> Path:
        """Keep a document and make it the current version of its source. CorpusError if it can't be written."""
        content = _DOCUMENT.dump_json(document, indent=1)
        folder = self._root / document.source.id
        path = folder / f"{hashlib.sha256(content).hexdigest()[:16]}.json"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            write_atomically(path, content)
            _DOCUMENT.validate_json(path.read_bytes())
            write_atomically(folder / "current", path.name.encode())
        except OSError as error:
            raise CorpusError(f"cannot write to {folder}: {error.strerror}") from error
        return path

    def current(self) -> tuple[Document, ...]:
        """The current version of every source, ordered by source id. CorpusError if one can't be read."""
        return tuple(_read(pointer) for pointer in sorted(self._root.glob("*/current")))


def _read(pointer: Path) -> Document:
    try:
        return _DOCUMENT.validate_json((pointer.parent / pointer.read_text().strip()).read_bytes())
    except (OSError, ValueError) as error:
        raise CorpusError(f"{pointer}: names no readable document; point it to another version beside it") from error


def write_atomically(path: Path, content: bytes) -> None:
    """Write beside the target, flush to disk, then rename: a reader sees the old file or the new one, never a part."""
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
