"""The fixed words of the page in German and English, read from `texts/*.toml`; both files have the same keys."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import count, takewhile
from pathlib import Path
from typing import Any

from assistant.settings import Language

_FOLDER = Path(__file__).parent / "texts"


@dataclass(frozen=True, slots=True)
class Texts:
    """The words of one language by dotted key, e.g. `texts("nav.library")`."""

    language: Language
    table: Mapping[str, str]

    def __call__(self, key: str, **values: object) -> str:
        """The text of a key, its `{placeholders}` filled with `values`. KeyError if there is no such key or value."""
        return self.table[key].format(**values)

    def day(self, iso: str) -> str:
        """An ISO date as people write it: "18.09.2024", "18 September 2024"; anything else unchanged."""
        try:
            day = date.fromisoformat(iso)
        except ValueError:
            return iso
        return f"{day:%d.%m.%Y}" if self.language == "de" else f"{day.day} {self(f'month.{day.month}')} {day.year}"

    def numbered(self, prefix: str) -> tuple[str, ...]:
        """The texts of the keys `prefix.1`, `prefix.2` and so on."""
        keys = (f"{prefix}.{number}" for number in count(1))
        return tuple(self(key) for key in takewhile(self.table.__contains__, keys))


@cache
def texts(language: Language) -> Texts:
    """The words of a language."""
    data = tomllib.loads((_FOLDER / f"{language}.toml").read_text(encoding="utf-8"))
    return Texts(language, dict(_flat(data)))


def _flat(table: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    for key, value in table.items():
        if isinstance(value, str):
            yield f"{prefix}{key}", value
        else:
            yield from _flat(value, f"{prefix}{key}.")
