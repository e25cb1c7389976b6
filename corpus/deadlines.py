"""Every date and period of the two laws that belongs to a chosen budget period.

A date is given as the law has it; nothing is moved away from weekends or holidays.
"""

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Self

from corpus import catalog
from corpus.normref import NormRef
from corpus.sources.deadlines import DateKind, DeadlineFile, Entry, Role, Words, read_deadlines

FIRST_YEAR = 2024
LAST_YEAR = 2049
_FIRST_GRANT = 2025
_PERIOD = re.compile(r"(20[0-9]{2})(?:\s*[/–-]\s*(?:20)?([0-9]{2}))?")


@dataclass(frozen=True, slots=True)
class Period:
    """One financial year (`first == last`), or the two years of a Doppelhaushalt. ValueError for any other years."""

    first: int
    last: int

    def __post_init__(self) -> None:
        if not FIRST_YEAR <= self.first <= self.last <= LAST_YEAR or self.last > self.first + 1:
            raise ValueError(f"no budget period: {self}")
        if self.last > self.first and self.first < _FIRST_GRANT:
            raise ValueError(f"no grant for two years before {_FIRST_GRANT}: {self}")

    def __str__(self) -> str:
        return "/".join(map(str, self.years))

    @property
    def years(self) -> tuple[int, ...]:
        """Its financial years, one or two."""
        return tuple(range(self.first, self.last + 1))

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read "2026", "2025/2026" or "2025/26". ValueError for anything else."""
        match = _PERIOD.fullmatch(text.strip())
        if not match or match[1][2:] == match[2]:
            raise ValueError("neither a year nor two years")
        return cls(int(match[1]), int(f"20{match[2]}") if match[2] else int(match[1]))


@dataclass(frozen=True, slots=True)
class Deadline:
    """A day, a period from `day` to `until`, or (no `day`) one in words, `span`; `notes` are what it rests on."""

    id: str
    title: Words
    norm: NormRef
    kind: DateKind
    who: Words
    what: Words
    day: date | None
    until: date | None
    span: Words | None
    notes: tuple[Words, ...]


@cache
def deadline_file() -> DeadlineFile:
    """The bundled fristen.toml."""
    return read_deadlines(catalog.DATA / "fristen.toml")


def deadlines(period: Period, role: Role | None = None) -> tuple[Deadline, ...]:
    """The deadlines of a role, or of all, for a period: by date, then those without one in the order of the file."""
    entries = [entry for entry in deadline_file().deadline if role is None or role in entry.roles]
    found = [deadline for entry in entries for deadline in _within(period, entry)]
    return tuple(sorted(found, key=lambda deadline: deadline.day or date.max))


def _within(period: Period, entry: Entry) -> tuple[Deadline, ...]:
    if not entry.applies(period.years):
        return ()
    days = entry.day.days(period.years) if entry.day else (None,)
    ends = entry.until.days(period.years) if entry.until else (None,) * len(days)
    notes = (entry.assumption, entry.double if len(period.years) > 1 else None)
    said = tuple(note for note in notes if note)
    return tuple(
        Deadline(entry.id, entry.title, entry.norm, entry.kind, entry.who, entry.what, day, end, entry.span, said)
        for day, end in zip(days, ends, strict=True)
    )
