"""What each entry of the lexicon earns: of our own questions, half are indexed, the other half asked.

For every entry the questions that hold its term are asked with and without it; it earns its place if the reciprocal
rank of the right Absatz rises more often than it falls, and in sum. No test question takes part.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from assistant.build import assemble
from assistant.lexicon import Lexicon
from assistant.question import understand
from assistant.retrieval import HybridSearch
from assistant.settings import Settings
from corpus.library import Library


@dataclass(frozen=True, slots=True)
class Earning:
    """How the reciprocal rank changes over the questions that hold an entry's term."""

    term: str
    asked: int
    better: int
    worse: int
    gain: float

    @property
    def earned(self) -> bool:
        """Whether the entry helps more than it hurts."""
        return self.gain > 0 and self.better > self.worse


def earnings(library: Library, lexicon: Lexicon, folder: Path) -> list[Earning]:
    """One line per entry, best first."""
    indexed = replace(
        library, chunks=tuple(replace(c, questions=c.questions[::2]) for c in library.chunks), faq=(), topics=()
    )
    asked = [(face.text, chunk.key) for chunk in library.chunks for face in chunk.questions[1::2]]
    search = replace(assemble(indexed, Settings(data_dir=folder)).finder.search, lexicon=Lexicon({}))
    found = [_earning(term, law, asked, search) for term, law in lexicon.entries.items()]
    return sorted(found, key=lambda earning: -earning.gain)


def earnings_table(found: Sequence[Earning]) -> str:
    """A line per entry."""
    lines = [f"{'term':24}{'asked':>6}{'better':>8}{'worse':>7}{'gain':>8}"]
    lines += [
        f"{e.term:24}{e.asked:>6}{e.better:>8}{e.worse:>7}{e.gain:>+8.3f}{'' if e.earned else '  earns nothing'}"
        for e in found
    ]
    return "\n".join(lines)


def _earning(term: str, law: str, asked: Sequence[tuple[str, str]], plain: HybridSearch) -> Earning:
    entry = Lexicon({term: law})
    held = [(text, key) for text, key in asked if entry.expand(text) != text]
    with_entry = replace(plain, lexicon=entry)
    gains = [_reciprocal_rank(with_entry, *each) - _reciprocal_rank(plain, *each) for each in held]
    return Earning(term, len(held), sum(gain > 0 for gain in gains), sum(gain < 0 for gain in gains), sum(gains))


def _reciprocal_rank(search: HybridSearch, text: str, key: str) -> float:
    ranking = search.rank(understand(text))
    mine = ranking.scores[ranking.keys.index(key)]
    return 1 / float((ranking.scores >= mine).sum())
