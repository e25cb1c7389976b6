"""Search within the laws: the Absätze that hold every word asked for, or the norms that the query names."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from corpus.documents import Chunk
from corpus.library import Library
from corpus.normreader import find_refs, without_refs
from corpus.normref import NormRef, slug

_INSIDE = 4  # letters from which on a word is looked for inside others: "bericht" in "Teilhabebericht"
_AT_AN_END = 5  # letters from which on a stem counts at either end of a compound


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is searched for: norms (any of them) and words (all of them; lower-case ASCII)."""

    norms: tuple[NormRef, ...]
    words: tuple[str, ...]

    def hit(self, word: str) -> bool:
        """Whether a word of a text is one of those asked for, in any inflection or inside a compound."""
        return any(_fits(mine, slug(word)) for mine in self.words)

    def find(self, chunks: Iterable[Chunk]) -> list[Chunk]:
        """The chunks that lie in one of the norms and hold all words in heading or text, in order."""
        return [chunk for chunk in chunks if self._in_norms(chunk) and self._holds_all(chunk)]

    def _in_norms(self, chunk: Chunk) -> bool:
        ref = chunk.provision.ref
        return not self.norms or any(ref and norm.provision.contains(ref) for norm in self.norms)

    def _holds_all(self, chunk: Chunk) -> bool:
        words = slug(f"{chunk.provision.heading} {chunk.provision.text}").split("-")
        return all(any(_fits(mine, word) for word in words) for mine in self.words)


def wanted(query: str, library: Library) -> Wanted | None:
    """Read a query; a norm without a law is meant in each law. None if the query holds neither norm nor word."""
    from assistant.keywords import words  # numpy and bm25s, which the start of the page needn't wait for

    norms = [replace(ref, law=law) for ref in find_refs(query) for law in ([ref.law] if ref.law else library.every_law)]
    found = Wanted(tuple(norms), tuple(words(without_refs(query) if norms else query)))
    return found if found.norms or found.words else None


def scope(law: str | None, library: Library) -> Sequence[Chunk]:
    """The Absätze that are searched: of one law, or of all."""
    return [chunk for name, chunks in library.every_law.items() if law in (None, name) for chunk in chunks]


def _fits(mine: str, word: str) -> bool:
    if len(mine) >= _INSIDE and mine in word:
        return True
    stem, other = _stem(mine), _stem(word)
    return stem == other or (len(stem) >= _AT_AN_END and (other.startswith(stem) or other.endswith(stem)))


@lru_cache(maxsize=20_000)
def _stem(word: str) -> str:
    from assistant.keywords import stems

    return " ".join(stems(word))
