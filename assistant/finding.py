"""From a question to what was found: the norms it names, ranked provisions, FAQ entries and boundary topics."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from assistant.answer import Passage
from assistant.asking import asks_for_number, asks_for_press
from assistant.classifying import Classifier
from assistant.question import Question
from assistant.retrieval import Hit, HybridSearch
from assistant.verdicts import verdict_of
from corpus.curated import FaqEntry, Topic
from corpus.documents import Chunk, Kind, Unit
from corpus.library import Library
from corpus.normref import NormRef

_PASSAGES, _ENTRIES = 10, 3
_NAMED, _SAME_PARAGRAF, _PRESS = 100.0, 2.0, 12.0
_UNIT_MARGIN = 0.9
_NEAREST, _ALIKE = 3, 0.5


@dataclass(frozen=True, slots=True)
class Found:
    """Ranked provisions, and the best FAQ entries and topics with their hits; best first, never more than a few."""

    passages: tuple[Passage, ...]
    faq: tuple[tuple[FaqEntry, Hit], ...]
    topics: tuple[tuple[Topic, Hit], ...]


@dataclass(frozen=True)
class Finder:
    """Finds evidence in one library."""

    library: Library
    search: HybridSearch
    wording: Classifier
    """Verdicts by wording."""

    def find(self, question: Question) -> Found:
        """Everything that may matter for a question."""
        ranking = self.search.rank(question, self._boosts(question))
        chunks, faq, topics = self._places
        ranked = ranking.best(chunks, _PASSAGES)
        return Found(
            (
                *self._related(question),
                *(self._passage(hit, question, is_first=number == 0) for number, hit in enumerate(ranked)),
            ),
            tuple((self._faq[hit.key], hit) for hit in ranking.best(faq, _ENTRIES)),
            tuple((self._topics[hit.key], hit) for hit in ranking.best(topics, _ENTRIES)),
        )

    def _related(self, question: Question) -> Iterator[Passage]:
        """The provisions of related laws that a question names."""
        related = {chunk.key for chunk in self.library.related}
        for ref in question.refs:
            for chunk in self.library.at(ref):
                if chunk.key in related:
                    unit = chunk.provision.find(ref) if ref != ref.provision else None
                    yield Passage(chunk, _NAMED, (unit,) if unit else ())

    def _passage(self, hit: Hit, question: Question, is_first: bool) -> Passage:
        """A provision found; only of the first it matters what its nearest questions say and ask."""
        chunk = self.library.by_key[hit.key]
        units = _units(chunk, hit)
        if not is_first:
            return Passage(chunk, hit.score, units)
        measured = any(asks_for_number(near.face.text) for near in hit.faces[:_NEAREST] if near.similarity >= _ALIKE)
        return Passage(
            chunk, hit.score, units, verdict_of(question, hit.faces, chunk.provision.text, self.wording), measured
        )

    @cached_property
    def _places(self) -> tuple[range, range, range]:
        """The positions of chunks, FAQ entries and topics among the targets, in the order of `targets_of`."""
        chunks, faq = len(self.library.chunks), len(self.library.chunks) + len(self.library.faq)
        return range(chunks), range(chunks, faq), range(faq, faq + len(self.library.topics))

    @cached_property
    def _faq(self) -> Mapping[str, FaqEntry]:
        return {entry.key: entry for entry in self.library.faq}

    @cached_property
    def _topics(self) -> Mapping[str, Topic]:
        return {topic.key: topic for topic in self.library.topics}

    def _boosts(self, question: Question) -> dict[str, float]:
        """Named provisions come first; a § just cited gains in a follow-up, press where it is asked for."""
        boosts: dict[str, float] = {}
        for ref in question.context_refs:
            paragraf = NormRef(ref.law, ref.paragraf)
            boosts |= {chunk.key: _SAME_PARAGRAF for chunk in self.library.at(paragraf)}
        for ref in question.refs:
            laws = [ref.law or question.law] if ref.law or question.law else self.library.laws
            named = (chunk for law in laws for chunk in self.library.at(replace(ref.provision, law=law)))
            boosts |= {chunk.key: _NAMED for chunk in named}
        searched = {chunk.key for chunk in self.library.chunks}
        boosts = {key: boost for key, boost in boosts.items() if key in searched}
        if asks_for_press(question.text):
            boosts |= {c.key: _PRESS for c in self.library.chunks if c.source.kind == Kind.PRESS}
        return boosts


def _units(chunk: Chunk, hit: Hit) -> tuple[Unit, ...]:
    """The units that the nearest faces speak of, in the order of the text; empty if they speak of the whole."""
    close = [near for near in hit.faces if near.similarity >= _UNIT_MARGIN * hit.similarity]
    found = {unit for near in close[:2] if near.face.unit and (unit := chunk.provision.find(near.face.unit))}
    return tuple(unit for unit in chunk.provision.units if unit in found)
