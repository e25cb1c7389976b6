"""A text without its norm references: what all checks of words and figures read."""

import re
from functools import lru_cache

from corpus.normreader import without_refs
from corpus.normref import clean

_NAMES_NORM = re.compile(r"§|pr(?:ä|ae|a)ambel|\bpar(?:\.|agra)|\bsection", re.I)


@lru_cache(maxsize=8192)
def plain(text: str) -> str:
    """The cleaned text with a space in the place of each norm reference."""
    return without_refs(text) if _NAMES_NORM.search(text) else clean(text)
