"""What users say about answers: the record and its file in the data folder. Its export formats are in feedback_export.

Nothing about the user is kept: no address, no session, and the time to the minute only.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from uuid import uuid4

from pydantic import TypeAdapter

from assistant.answer import Answer
from assistant.characters import fit
from assistant.errors import AssistantError
from corpus.library import Library

FILE = "feedback.sqlite"
MAX_COMMENT = 2000
_WAIT_SECONDS = 5.0
_MOST_PAGES = 16_384  # of 4 KiB: a flood of feedback must not fill the disk
_TABLE = """create table if not exists feedback (
    rating text, reasons text, comment text, question text, answer text, refs text, fingerprint text, stand text,
    id text primary key, time text
)"""
_SELECT = "select * from feedback order by rowid"
_INSERT = f"insert into feedback values ({', '.join('?' * 10)})"  # noqa: S608  # question marks only


class FeedbackError(AssistantError):
    """The feedback file can't be read or written; the message is for the operator."""


class FeedbackRejectedError(AssistantError):
    """A form that is no feedback; `field` names what is wrong: "rating", "reasons" or "comment"."""

    def __init__(self, field: str) -> None:
        super().__init__(f"no feedback: {field}")
        self.field = field


class Rating(StrEnum):
    """How good an answer is, to the user."""

    GOOD = "gut"
    BAD = "schlecht"


class Reason(StrEnum):
    """What is wrong with an answer."""

    SOURCE = "Fundstelle falsch"
    INCOMPLETE = "unvollständig"
    UNCLEAR = "unverständlich"
    OUTDATED = "veraltet"


@dataclass(frozen=True, slots=True)
class Feedback:
    """One user's word on one answer, with the texts it came from (`stand`: each law, its date and kind).

    `time` is UTC to the minute, ISO; `id` is random.
    """

    rating: Rating
    reasons: tuple[Reason, ...]
    comment: str
    question: str
    answer: str
    refs: tuple[str, ...]
    fingerprint: str
    stand: str
    id: str = field(default_factory=lambda: uuid4().hex)
    time: str = field(default_factory=lambda: datetime.now(UTC).isoformat(timespec="minutes"))


_RECORD = TypeAdapter(Feedback)


def feedback_from_form(answer: Answer, library: Library, rating: str, reasons: Iterable[str], comment: str) -> Feedback:
    """Feedback on an answer from the values of a form. FeedbackRejectedError for a value it can't have."""
    comment = fit(comment).strip()
    if rating not in [*Rating]:
        raise FeedbackRejectedError("rating")
    chosen = set(reasons)
    if not chosen <= {*Reason}:
        raise FeedbackRejectedError("reasons")
    if len(comment) > MAX_COMMENT:
        raise FeedbackRejectedError("comment")
    return Feedback(
        Rating(rating),
        tuple(reason for reason in Reason if reason in chosen),
        comment,
        fit(answer.question),
        fit(answer.text),
        tuple(dict.fromkeys(citation.ref for citation in answer.citations)),
        library.fingerprint,
        _stand(library),
    )


class FeedbackStore:
    """The feedback in one SQLite file; opened for each call, so that several processes can share it."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def add(self, feedback: Feedback) -> None:
        """Keep one record, whole or not at all. FeedbackError if the file is locked, full or can't be written."""
        values = [v if isinstance(v, str) else json.dumps(v, ensure_ascii=False) for v in asdict(feedback).values()]
        with self._opened() as database:
            database.execute(_INSERT, values)

    def all(self) -> tuple[Feedback, ...]:
        """Every record, oldest first; none if there is no file. FeedbackError if it can't be read."""
        if not self._path.exists():
            return ()
        with self._opened() as database:
            rows = database.execute(_SELECT).fetchall()
            return tuple(_record(dict(row)) for row in rows)

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        """The file in one transaction, made if it isn't there; errors as FeedbackError."""
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._path.touch(mode=0o600)  # questions may say more than they should
            with closing(sqlite3.connect(self._path, timeout=_WAIT_SECONDS)) as database, database:
                database.row_factory = sqlite3.Row
                database.execute("pragma journal_mode = wal")
                database.execute(f"pragma max_page_count = {_MOST_PAGES}")
                database.execute(_TABLE)
                yield database
        except (sqlite3.Error, OSError, ValueError) as error:
            raise FeedbackError(f"no access to {self._path}: {error}") from error


def _record(row: dict[str, str]) -> Feedback:
    return _RECORD.validate_python(row | {name: json.loads(row[name]) for name in ("reasons", "refs")})


def _stand(library: Library) -> str:
    sources = [chunks[0].source for chunks in library.laws.values()]
    return "; ".join(f"{source.law} {source.stand} ({source.kind})" for source in sources)
