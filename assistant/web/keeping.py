"""Keeps the texts in use current: fetches them once a day, takes in uploads, and puts what changed into use."""

import logging
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from assistant.errors import AssistantError
from assistant.settings import Settings
from assistant.web.desk import Desk
from corpus import catalog
from corpus.accepting import take
from corpus.adding import read_content
from corpus.errors import CorpusError
from corpus.fetching import Fetcher
from corpus.library import Library, load_library
from corpus.store import Document, Store
from corpus.syncing import ORIGINS, Outcome, Result, is_due, sync

if TYPE_CHECKING:
    from assistant.ask import Assistant

_LOG = logging.getLogger(__name__)
_BETWEEN = 3600.0
"""Seconds after which it is seen that a day has passed, or that texts were changed from the command line."""
PAUSE = timedelta(minutes=10)
"""Between two looks, to spare the servers of others."""


@lru_cache(maxsize=4)
def _in_force(data_dir: Path, day: date, _versions: tuple[str, ...]) -> Library:
    """The names of all versions have it read anew once one was added."""
    return load_library(data_dir, day)


class Keeper:
    """One change at a time, from any thread."""

    def __init__(self, desk: Desk, settings: Settings, sleep: Callable[[float], None] = time.sleep) -> None:
        self._desk, self._settings, self._sleep = desk, settings, sleep
        self.store = Store(settings.data_dir)
        self._busy = Lock()

    @property
    def library(self) -> Library:
        """The corpus in use."""
        return self._desk.library

    def library_on(self, day: date) -> Library:
        """The corpus as it was, or will be, in force on a day."""
        return _in_force(self._settings.data_dir, day, self.store.names())

    def begin(self) -> None:
        """Build the first assistant, or keep the reason why it can't be built: every question then gets a notice."""
        with self._busy:
            try:
                self._desk.open(self._assembled(self.library))
            except (AssistantError, CorpusError) as error:
                _LOG.error("the search can't be built: %s", error)
                self._desk.fail(error)
            except Exception as error:  # noqa: BLE001  # logged, and every question gets a notice
                _LOG.exception("the search can't be built")
                self._desk.fail(error)

    def keep(self) -> None:
        """Look after the texts for ever; what goes wrong is logged, and tried again."""
        while True:
            try:
                if self._settings.sync and is_due(catalog.entries(), self.store, datetime.now(UTC)):
                    self.look()
                else:
                    self.refresh()
            except (AssistantError, CorpusError) as error:
                _LOG.error("the texts can't be brought up to date: %s", error)
            except Exception:  # noqa: BLE001  # logged; one odd page must not end the looking after all others
                _LOG.exception("the texts can't be brought up to date")
            self._sleep(_BETWEEN)

    def look(self) -> tuple[Outcome, ...] | None:
        """Fetch every source and put what is new into use: what became of each.

        None if texts are just being changed, or were fetched less than PAUSE ago.
        """
        if not self._busy.acquire(blocking=False):
            return None
        try:
            if self._has_just_looked():
                return None
            with Fetcher(ORIGINS) as fetcher:
                outcomes = tuple(sync(catalog.entries(), self.store, fetcher))
            failed = [outcome for outcome in outcomes if outcome.result is Result.FAILED]
            if failed:
                _LOG.warning("%d of %d sources not fetched: %s", len(failed), len(outcomes), failed[0].detail)
            self._refresh()
            return outcomes
        finally:
            self._busy.release()

    def add(self, name: str, content: bytes) -> Document:
        """Take in a file and put it into use, unless it has doubts. CorpusError if it is refused."""
        with self._busy:
            document = take(read_content(name, content), self.store)
            self._refresh()
        return document

    def accept(self, document: Document) -> None:
        """Put a version into use that was kept aside."""
        with self._busy:
            self.store.accept(document)
            self._refresh()

    def refresh(self) -> None:
        """Put into use what is in force today, if that is not what is in use."""
        with self._busy:
            self._refresh()

    def _refresh(self) -> None:
        """A new assistant if anything in force is new, be it only the day of its last comparison: answers tell it."""
        library = load_library(self._settings.data_dir)
        if library == self.library and not self._desk.has_failed():
            return
        self._desk.open(self._assembled(library))
        _LOG.info("texts in use: %s", ", ".join(f"{law} {c[0].source.stand}" for law, c in library.laws.items()))

    def _assembled(self, library: Library) -> "Assistant":
        from assistant.build import assemble  # 2 s of imports; the page is up before

        return assemble(library, self._settings)

    def _has_just_looked(self) -> bool:
        now = datetime.now(UTC)
        tried = (self.store.state(entry.id).last_try(now) for entry in catalog.entries() if entry.origin)
        last = max(filter(None, tried), default=None)
        return last is not None and now - last < PAUSE
