"""What the views and the page work with, around a library or an assistant that a test has."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.ask import Assistant
from assistant.settings import Settings
from assistant.web import keeping
from assistant.web.desk import Desk
from assistant.web.keeping import Keeper
from corpus import catalog
from corpus.catalog import Entry, Origin
from corpus.library import Library
from tests.corpus.serving_pages import Site

NOWHERE = Path("never-written")
LAW = """# Musterverordnung

Muster einer Verordnung, für Tests erfunden
(Musterverordnung – {law})

## § 1 Musterzweck

(1) {words} Das Nähere steht in § 2.

## § 2 Mustergeld

(1) Das Mustergeld wird zum 1. Mai an die Musterstadt ausgezahlt.
"""
NEWS = Entry(
    id="musternachricht",
    kind="Pressemitteilung",
    title="Muster der Stadt",
    publisher="Musterstadt",
    origin=Origin(kind="page"),
)


class QuickKeeper(Keeper):
    """Puts an assistant into use that is the one given but for its texts; `built` are the texts of each."""

    def __init__(
        self, assistant: Assistant, settings: Settings, sleep: Callable[[float], None] = lambda _: None
    ) -> None:
        self.desk, self.built, self._given = Desk(assistant.library), list[Library](), assistant
        super().__init__(self.desk, settings, sleep)

    def _assembled(self, library: Library) -> Assistant:
        self.built.append(library)
        return replace(self._given, library=library)


def law(words: str = "Die Musterstadt ordnet ihre Muster.", law: str = "MusterVO") -> bytes:
    """A law as a Markdown file."""
    return LAW.format(words=words, law=law).encode()


def only_news(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is fetched is one page of the site, at /nachricht; what is bundled stays."""
    bundled = [entry.model_copy(update={"origin": None}) for entry in catalog.entries()]
    entries = (*bundled, NEWS.model_copy(update={"url": f"{site.url}/nachricht"}))
    monkeypatch.setattr(catalog, "entries", lambda: entries)
    monkeypatch.setattr(keeping, "ORIGINS", frozenset({site.url}))


def kept(library: Library, data_dir: Path = NOWHERE) -> Keeper:
    """Of a corpus that nobody changes, unless the test does."""
    return Keeper(Desk(library), Settings(data_dir=data_dir, sync=False))


def desk_of(assistant: Assistant) -> Desk:
    """With an assistant that is ready."""
    desk = Desk(assistant.library)
    desk.open(assistant)
    return desk
