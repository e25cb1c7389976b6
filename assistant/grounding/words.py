"""Words of a text: the text without its norm references, which all checks read, and German number words.

`WORDS` are cardinals, `ORDINALS` the stems of ordinals.
"""

import re
from functools import lru_cache

from corpus.normreader import without_refs
from corpus.normref import clean

_NAMES_NORM = re.compile(r"§|pr(?:ä|ae|a)ambel|\bpar(?:\.|agra)|\bsection", re.I)

_ONES = "null ein zwei drei vier fünf sechs sieben acht neun zehn elf zwölf".split()
_TEENS = "dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn".split()
_TENS = dict(
    zip("zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig".split(), range(20, 100, 10), strict=True)
)
_LARGE = {"hundert": 100, "einhundert": 100, "tausend": 1000, "eintausend": 1000}
WORDS = {word: number for number, word in enumerate([*_ONES, *_TEENS])} | _TENS | _LARGE
WORDS |= {f"{one}und{ten}": n + i for ten, n in _TENS.items() for i, one in enumerate(_ONES[1:10], 1)}
WORDS |= {
    f"{one}{word}": n * i for word, n in (("hundert", 100), ("tausend", 1000)) for i, one in enumerate(_ONES) if i > 1
}
WORDS["eins"] = 1
WORDS |= {f"{ten}tausend": n * 1000 for ten, n in _TENS.items()}
_ORDINAL_STEMS = "zweit dritt viert fünft sechst siebt siebent acht neunt zehnt elft zwölft".split()
ORDINALS = dict(zip(_ORDINAL_STEMS, (2, 3, 4, 5, 6, 7, 7, 8, 9, 10, 11, 12), strict=True))


@lru_cache(maxsize=8192)
def plain(text: str) -> str:
    """The cleaned text with a space in the place of each norm reference."""
    return without_refs(text) if _NAMES_NORM.search(text) else clean(text)
