"""Everyday and English words with the words of the law for them; keyword search looks for both.

`lexicon.tsv`: an everyday term (one or two words), tab, words of the law. Every entry earned its place: it ranks the
right Absatz higher more often than lower (`python -m eval lexicon`).
"""

import itertools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from corpus.normref import slug

_FILE = Path(__file__).parent / "lexicon.tsv"


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Words of the law by everyday term; terms are lower-case ASCII words, joined by a blank."""

    entries: Mapping[str, str]

    def expand(self, text: str) -> str:
        """The text, and behind it the words of the law for each term in it."""
        found = dict.fromkeys(self.entries[term] for term in _terms(text) if term in self.entries)
        return " ".join([text, *found])


def read_lexicon(path: Path = _FILE) -> Lexicon:
    """The lexicon in a file."""
    lines = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines())
    return Lexicon({" ".join(_words(term)): law for term, law in lines})


def _terms(text: str) -> Iterator[str]:
    words = _words(text)
    yield from words
    yield from (f"{first} {second}" for first, second in itertools.pairwise(words))


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", slug(text))
