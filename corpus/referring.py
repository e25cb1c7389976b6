"""What a provision points to: the norms that its text names, then those that define its terms."""

import tomllib
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from corpus.catalog import DATA
from corpus.documents import Chunk
from corpus.library import Library
from corpus.normreader import find_refs
from corpus.normref import NormRef


def referred(chunk: Chunk, library: Library) -> tuple[Chunk, ...]:
    """The other provisions that a provision names, and those that define the terms it uses; each once, named first."""
    found = (other for norm in _norms(chunk) for other in library.at(norm))
    return tuple({other.key: other for other in found if other.key != chunk.key}.values())


def _norms(chunk: Chunk) -> Iterator[NormRef]:
    ref, text = chunk.provision.ref, chunk.provision.text
    if ref is None:
        return
    for named in find_refs(text):
        yield replace(named.provision, law=named.law or ref.law)
    yield from (norm for term, norm in _definitions().items() if term in text)


@cache
def _definitions() -> dict[str, NormRef]:
    data = tomllib.loads((DATA / "definitionen.toml").read_text(encoding="utf-8"))
    return {term: NormRef.parse(norm) for term, norm in data.items()}
