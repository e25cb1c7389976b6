"""Keyword search over chunks: BM25 on word stems and on character 5-grams (for compounds and typing mistakes).

bm25s with Snowball stems (Lucene's variant of BM25); a chunk's document is its text, restatement, questions and terms.
"""

import re
from collections.abc import Callable, Sequence
from sys import intern

import bm25s
import numpy as np
import Stemmer
from numpy.typing import NDArray

from corpus.normref import slug

_STOP = frozenset(
    (
        "der die das den dem des ein eine einen einem einer eines und oder aber ist sind war waren wird werden wurde "
        "hat haben hatte kann koennen darf duerfen muss muessen soll sollen will wollen ich sie er es ihr man mich uns "
        "mir wir ihnen ihm in im an am auf aus bei mit nach von vom zu zum zur fuer ueber unter durch ohne um als wie "
        "wenn dass ob auch nur noch schon so da dann denn doch mal bitte eigentlich the of to is are a for and do does "
        "can we it be what which who how when where"
    ).split()
)
_GRAM = 5


class KeywordIndex:
    """BM25 scores of every document for a query; documents are given once, in order.

    Several collections are scored side by side, each with document frequencies of its own: how rare a word is among
    provisions does not depend on how many curated entries hold it.
    """

    def __init__(self, *collections: Sequence[str]) -> None:
        filled = [collection for collection in collections if collection]
        self.size = sum(map(len, filled))
        self._words = [_Bm25(collection, stems) for collection in filled]
        self._grams = [_Bm25(collection, grams) for collection in filled]

    def scores(self, query: str) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """(word scores, character-gram scores), each of shape (size,); 0 where nothing matches."""
        words, grams = ([part.scores(query) for part in parts] for parts in (self._words, self._grams))
        return np.concatenate(words), np.concatenate(grams)


class _Bm25:
    def __init__(self, documents: Sequence[str], tokens: Callable[[str], list[str]]) -> None:
        self._tokens, self._size = tokens, len(documents)
        self._index = bm25s.BM25(method="lucene")
        self._index.index([[intern(token) for token in tokens(text)] for text in documents], show_progress=False)

    def scores(self, query: str) -> NDArray[np.float32]:
        known = [token for token in self._tokens(query) if token in self._index.vocab_dict]
        if not known:
            return np.zeros(self._size, dtype=np.float32)
        return np.asarray(self._index.get_scores(known), dtype=np.float32)


_stemmer = Stemmer.Stemmer("german")


def content_words(text: str) -> list[str]:
    """Lower-case ASCII words without stop words."""
    return [word for word in re.findall(r"[a-z0-9]+", slug(text)) if word not in _STOP]


def words(text: str) -> list[str]:
    """Content words, or all words if there are none."""
    return content_words(text) or re.findall(r"[a-z0-9]+", slug(text))


def stems(text: str) -> list[str]:
    """Snowball stems of `words`."""
    return list(_stemmer.stemWords(words(text)))


def grams(text: str) -> list[str]:
    """Character 5-grams of `words`, each word padded with "_"."""
    padded = [f"_{word}_" for word in words(text)]
    return [word[i : i + _GRAM] for word in padded for i in range(max(1, len(word) - _GRAM + 1))]
