"""sources.toml: which sources are bundled, who published them and of what date their text is."""

import tomllib
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, field_validator

from corpus.documents import Kind, Source

DATA = Path(__file__).parent / "data"
_KINDS = {"Pressemitteilung": Kind.PRESS, "Hinweis": Kind.GUIDANCE}


class Origin(BaseModel):
    """Where a text is fetched: in REVOSax by number, at gesetze-im-internet by slug, or at the entry's own address.

    Where the number of an article of an envelope is not known, `envelope` is that of the envelope that leads to it.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    kind: Literal["revosax", "gii", "page"]
    number: str | None = None
    envelope: str | None = None
    slug: str | None = None


class Entry(BaseModel):
    """One `[[source]]` of sources.toml; dates are ISO strings.

    A law without `text` is not bundled, only fetched or added; of its §§ those in `paragrafen` are used, or all. It is
    quoted where a question names it, and found by search, too, if it is `searched`.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    kind: str
    title: str
    publisher: str
    stand: str | None = None
    url: str | None = None
    law: str | None = None
    citation: str | None = None
    published: str | None = None
    in_force: str | None = None
    note: str | None = None
    text: str | None = None
    questions: list[str] = []
    paragrafen: frozenset[str] = frozenset()
    searched: bool = False
    origin: Origin | None = None

    @field_validator("stand", "published", "in_force", mode="before")
    @classmethod
    def _iso(cls, value: object) -> object:
        return value.isoformat() if isinstance(value, date) else value

    @property
    def source(self) -> Source:
        """The entry as the source of what is bundled: our restatement for a law. ValueError if nothing is."""
        if self.stand is None:
            raise ValueError(f"{self.id}: nothing is bundled")
        kind = Kind.RESTATEMENT if self.law else _KINDS[self.kind]
        return Source(
            id=self.id,
            kind=kind,
            title=self.title,
            publisher=self.publisher,
            stand=self.stand,
            url=self.url,
            law=self.law,
            citation=self.citation,
            published=self.published,
            in_force=self.in_force,
            note=self.note,
            checked=checked(),
        )


@cache
def entries() -> tuple[Entry, ...]:
    """All sources, laws first, as sources.toml lists them."""
    return tuple(Entry.model_validate(entry) for entry in _read()["source"])


@cache
def checked() -> str:
    """The day (ISO) on which a person last compared what is bundled with its origins."""
    return str(_read()["checked"])


def _read() -> dict[str, Any]:
    return tomllib.loads((DATA / "sources.toml").read_text(encoding="utf-8"))


def entry_of_law(law: str) -> Entry | None:
    """The entry of a law by its short name."""
    return next((entry for entry in entries() if entry.law == law), None)
