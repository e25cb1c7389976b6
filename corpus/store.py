"""The documents in the data folder: every version kept, the one in force in use, what was not accepted kept aside.

Layout: `<data>/sources/<source-id>/<version>.json` is an accepted document, `<source-id>/held/<version>.json` one that
waits for a person, `<source-id>/state.json` what is known of its origin.
"""

import hashlib
import os
import tempfile
from dataclasses import field, replace
from datetime import UTC, date, datetime
from pathlib import Path

from pydantic import TypeAdapter
from pydantic.dataclasses import dataclass

from corpus.documents import Provision, Source
from corpus.errors import CorpusError


@dataclass(frozen=True, slots=True)
class Document:
    """A stored document: its source, all its provisions, and where it came from (`added` is an ISO date and time).

    `repealed` are the numbers of §§ that it names as repealed, `doubts` why it is kept aside (none: accepted).
    """

    source: Source
    provisions: tuple[Provision, ...]
    file: str
    added: str
    repealed: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()

    @property
    def version(self) -> str:
        """A hash of the words and of the days in force: the same text fetched twice is one version."""
        source, words = self.source, [(provision.key, provision.text) for provision in self.provisions]
        days = (source.id, source.kind, source.stand, source.valid_until)
        return hashlib.sha256(repr((days, words, self.repealed)).encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class State:
    """What is known of a source's origin: its address, the server's marks, and how the last look at it went.

    `digest` is the hash of the page whose text was taken, `checked` the day of the last successful comparison, `tried`
    the time of the last attempt (ISO), `problem` why it failed.
    """

    address: str | None = None
    digest: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    checked: str | None = None
    tried: str | None = None
    problem: str | None = None

    def last_try(self, now: datetime) -> datetime | None:
        """When it was last tried; None if never, or if a clock was wrong."""
        try:
            tried = datetime.fromisoformat(self.tried or "")
            return tried if tried <= now else None
        except (ValueError, TypeError):  # no time, or one without its zone
            return None


_DOCUMENT = TypeAdapter(Document)
_STATE = TypeAdapter(State)
_VERSIONS = "[0-9a-f]" * 16 + ".json"


@dataclass(frozen=True)
class Store:
    """The documents of one data folder."""

    data_dir: Path
    _root: Path = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_root", self.data_dir / "sources")

    def add(self, document: Document) -> Path:
        """Keep a version, aside if it has doubts; in use from its `stand` on. CorpusError if it can't be written."""
        folder = self._root / document.source.id
        path = (folder / "held" if document.doubts else folder) / f"{document.version}.json"
        content = _DOCUMENT.dump_json(document, indent=1)
        _DOCUMENT.validate_json(content)  # what can't be read back must not take the place of what can
        self._write(path, content)
        if not document.doubts and self._held(document).exists():
            self._held(document).unlink()
        return path

    def accept(self, document: Document) -> None:
        """Take a version that was kept aside into use; a person has looked at it."""
        self.add(replace(document, doubts=(), added=datetime.now(UTC).isoformat(timespec="seconds")))

    def discard(self, document: Document) -> None:
        """Delete a version that was kept aside."""
        self._held(document).unlink(missing_ok=True)

    def versions(self, source_id: str) -> tuple[Document, ...]:
        """Every accepted version of a source, the latest in force last. CorpusError if one can't be read."""
        found = [_read(path) for path in (self._root / source_id).glob(_VERSIONS)]
        return tuple(sorted(found, key=lambda document: (document.source.stand, document.added)))

    def holds(self, source_id: str) -> bool:
        """Whether any version of a source was accepted; none is read."""
        return any((self._root / source_id).glob(_VERSIONS))

    def names(self) -> tuple[str, ...]:
        """The names of all accepted versions; none is read."""
        return tuple(sorted(path.name for path in self._root.glob(f"*/{_VERSIONS}")))

    def folders(self) -> tuple[Path, ...]:
        """A folder for every source that was ever looked at or added, by its id."""
        return tuple(sorted(self._root.glob("*/")))

    def current(self, day: date | None = None) -> tuple[Document, ...]:
        """The version of every source that is in force on a day (today), by source id; `checked` is filled in.

        A source whose versions all begin later has none.
        """
        on = (day or date.today()).isoformat()
        found = [self.in_force(folder.name, on) for folder in self.folders()]
        return tuple(document for document in found if document)

    def in_force(self, source_id: str, on: str) -> Document | None:
        """The version of one source that is in force on a day (ISO); none if all begin later."""
        begun = [document for document in self.versions(source_id) if document.source.stand <= on]
        if not begun:
            return None
        document, state = begun[-1], self.state(source_id)
        checked = max(filter(None, (state.checked, document.added[:10])))
        return replace(document, source=replace(document.source, checked=checked))

    def held(self, source_id: str = "*") -> tuple[Document, ...]:
        """Every version, or every one of a source, that waits for a person; by source id."""
        return tuple(_read(path) for path in sorted(self._root.glob(f"{source_id}/held/{_VERSIONS}")))

    def has_held(self) -> bool:
        """Whether any version waits for a person; reads none."""
        return any(self._root.glob(f"*/held/{_VERSIONS}"))

    def state(self, source_id: str) -> State:
        """What is known of a source's origin; nothing if it was never looked at, or the file is damaged."""
        try:
            return _STATE.validate_json((self._root / source_id / "state.json").read_bytes())
        except (OSError, ValueError):
            return State()

    def keep_state(self, source_id: str, state: State) -> None:
        """Remember it. CorpusError if it can't be written."""
        self._write(self._root / source_id / "state.json", _STATE.dump_json(state, indent=1))

    def _held(self, document: Document) -> Path:
        return self._root / document.source.id / "held" / f"{document.version}.json"

    def _write(self, path: Path, content: bytes) -> None:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            write_atomically(path, content)
        except OSError as error:
            raise CorpusError(f"cannot write to {path.parent}: {error.strerror}") from error


def _read(path: Path) -> Document:
    try:
        return _DOCUMENT.validate_json(path.read_bytes())
    except (OSError, ValueError) as error:
        raise CorpusError(f"{path}: no readable document; move it out of the folder") from error


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
