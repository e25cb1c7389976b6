"""Keeps the texts in use current: fetches them once a day, takes in uploads, and puts what changed into use."""

import logging
import time
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path
from threading import Lock

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

_LOG = logging.getLogger(__name__)
_BETWEEN = 3600.0
"""Seconds after which it is seen that a day has passed, or that texts were changed from the command line."""


@lru_cache(maxsize=4)
def _in_force(data_dir: Path, day: date, _fingerprint: str) -> Library:
    """The fingerprint, of the corpus in use, has it read anew once texts were added."""
    return load_library(data_dir, day)


class Keeper:
    """One change at a time, from any thread."""

    def __init__(self, desk: Desk, settings: Settings) -> None:
        self._desk, self._settings = desk, settings
        self.store = Store(settings.data_dir)
        self._busy = Lock()

    @property
    def library(self) -> Library:
        """The corpus in use."""
        return self._desk.library

    def library_on(self, day: date) -> Library:
        """The corpus as it was, or will be, in force on a day."""
        return _in_force(self._settings.data_dir, day, self.library.fingerprint)

    def keep(self) -> None:
        """Look after the texts for ever; what goes wrong is logged, and tried again."""
        while True:
            try:
                if self._settings.sync and is_due(catalog.entries(), self.store, datetime.now(UTC)):
                    self.look()
                time.sleep(_BETWEEN)
                with self._busy:
                    self._refresh()
            except CorpusError as error:
                _LOG.error("the texts can't be brought up to date: %s", error)
                time.sleep(_BETWEEN)

    def look(self) -> tuple[Outcome, ...]:
        """Fetch every source now and put what is new into use; what became of each."""
        with self._busy, Fetcher(ORIGINS) as fetcher:
            outcomes = tuple(sync(catalog.entries(), self.store, fetcher))
            failed = [outcome for outcome in outcomes if outcome.result is Result.FAILED]
            if failed:
                _LOG.warning("%d of %d sources not fetched: %s", len(failed), len(outcomes), failed[0].detail)
            if any(outcome.result is Result.NEW for outcome in outcomes):
                self._refresh()
        return outcomes

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

    def _refresh(self) -> None:
        """A new assistant if the texts in force are others than those in use."""
        library = load_library(self._settings.data_dir)
        if library.fingerprint == self._desk.library.fingerprint:
            return
        from assistant.build import assemble  # seconds of imports

        self._desk.open(assemble(library, self._settings))
        _LOG.info("texts in use: %s", ", ".join(f"{law} {c[0].source.stand}" for law, c in library.laws.items()))
