"""sources.toml: which sources are bundled, who published them and of what date their text is."""

import tomllib
from datetime import date
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, field_validator

from corpus.documents import Kind, Source

DATA = Path(__file__).parent / "data"
_KINDS = {"Pressemitteilung": Kind.PRESS, "Hinweis": Kind.GUIDANCE}


class Entry(BaseModel):
    """One `[[source]]` of sources.toml; dates are ISO strings."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    kind: str
    title: str
    publisher: str
    stand: str
    url: str | None = None
    law: str | None = None
    citation: str | None = None
    published: str | None = None
    in_force: str | None = None
    note: str | None = None
    text: str | None = None
    questions: list[str] = []

    @field_validator("stand", "published", "in_force", mode="before")
    @classmethod
    def _iso(cls, value: object) -> object:
        return value.isoformat() if isinstance(value, date) else value

    @property
    def source(self) -> Source:
        """The entry as the source of what is bundled: our restatement for a law."""
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
        )


@cache
def entries() -> tuple[Entry, ...]:
    """All bundled sources, laws first, as sources.toml lists them."""
    data = tomllib.loads((DATA / "sources.toml").read_text(encoding="utf-8"))
    return tuple(Entry.model_validate(entry) for entry in data["source"])


def entry_of_law(law: str) -> Entry | None:
    """The entry of a law by its short name."""
    return next((entry for entry in entries() if entry.law == law), None)
