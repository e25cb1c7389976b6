"""Reads fristen.toml: every date and period of the two laws, each with the rule that gives its day in a year."""

import tomllib
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict

from corpus.normref import NormRef


class Role(StrEnum):
    """Whose dates they are."""

    RECIPIENT = "empfaenger"
    PROVIDER = "traeger"
    STATE = "land"
    MUNICIPALITY = "kommune"


class DateKind(StrEnum):
    """Whether day and month stand in the law, are counted with an assumption, or cannot be named."""

    FIXED = "fest"
    CALCULATED = "berechnet"
    OPEN = "offen"


class _Row(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Words(_Row):
    """The same sentence in German and English."""

    de: str
    en: str

    def said(self, language: str) -> str:
        """The sentence in a language, "de" or "en"."""
        return self.en if language == "en" else self.de


class InGrant(_Row):
    """A day in, before or after the years that money is granted for; `offset` in years."""

    of: Literal["each", "first", "last"]
    month: int
    day: int
    offset: int = 0

    def days(self, years: tuple[int, ...]) -> tuple[date, ...]:
        """One day for each of `years`, or one for the first or the last of them."""
        counted = {"each": years, "first": years[:1], "last": years[-1:]}[self.of]
        return tuple(date(year + self.offset, self.month, self.day) for year in counted)


class Since(_Row):
    """A day, and the same day `every` so many years after it (0: once)."""

    first: date
    every: int = 0

    def days(self, years: tuple[int, ...]) -> tuple[date, ...]:
        """The days that fall into `years`."""
        return tuple(self.first.replace(year=year) for year in years if self._meets(year))

    def _meets(self, year: int) -> bool:
        passed = year - self.first.year
        return passed == 0 or (passed > 0 and self.every > 0 and passed % self.every == 0)


class Entry(_Row):
    """One `[[deadline]]`. Without `day` no date can be named, and `span` has the period in words.

    It applies from the year `first` on, until `last`, and only where the grant covers `years` years (None: one or two).
    `assumption` is what its day rests on, `double` what is to be known of a grant for two years.
    """

    id: str
    title: Words
    norm: Annotated[NormRef, BeforeValidator(NormRef.parse)]
    roles: tuple[Role, ...]
    kind: DateKind
    who: Words
    what: Words
    first: int | None = None
    last: int | None = None
    years: int | None = None
    day: InGrant | Since | None = None
    until: InGrant | Since | None = None
    span: Words | None = None
    assumption: Words | None = None
    double: Words | None = None

    def applies(self, years: tuple[int, ...]) -> bool:
        """Whether it has anything to say about a grant for these years."""
        too_early = self.first is not None and years[-1] < self.first
        too_late = self.last is not None and years[0] > self.last
        return not too_early and not too_late and self.years in (None, len(years))


class DeadlineFile(_Row):
    """The whole file: its entries, and the day on which they were last compared with the laws."""

    checked: date
    deadline: tuple[Entry, ...]


def read_deadlines(path: Path) -> DeadlineFile:
    """All entries of the file. pydantic's ValidationError if one is unsound."""
    return DeadlineFile.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
