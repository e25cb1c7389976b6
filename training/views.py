"""Sampled views: from one section a query and a passage that answers it, another pair each time."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from training.tokens import EncodedCorpus, Ids


@dataclass(frozen=True, slots=True)
class ViewSettings:
    """How often each view is drawn (the rest are words of a sentence), and how it is cut."""

    heading: float = 0.30
    law_and_heading: float = 0.15
    sentence: float = 0.30
    words_removed: float = 0.75  # share of the word views whose words are taken out of the passage
    words_least: int = 4
    words_most: int = 14
    dropout: float = 0.15
    dropout_queries: float = 1 / 3
    window_sentences: int = 6
    window_pieces: int = 256


class Views:
    """Draws views of the sections of a corpus."""

    def __init__(self, corpus: EncodedCorpus, settings: ViewSettings, rng: np.random.Generator) -> None:
        self.corpus = corpus
        self.settings = settings
        self.rng = rng

    def pair(self, section: int) -> tuple[Ids, Ids]:
        """A query and its passage."""
        s, draw = self.settings, float(self.rng.random())
        by_heading = s.heading + s.law_and_heading
        if draw < by_heading and len(self.corpus.headings[section]):
            query, passage = self._heading_view(section, with_law=draw >= s.heading)
        elif draw < by_heading + s.sentence and self.corpus.first[section + 1] - self.corpus.first[section] > 1:
            query, passage = self._sentence_view(section)
        else:
            query, passage = self._words_view(section)
        return self._with_dropout(query), passage[: s.window_pieces]

    def _heading_view(self, section: int, with_law: bool) -> tuple[Ids, Ids]:
        heading = self.corpus.headings[section]
        query = np.concatenate([self.corpus.laws[section], heading]) if with_law else heading
        begin, end = self._window(section, self._some_sentence(section))
        return query, self.corpus.sentences.slice(begin, end)

    def _sentence_view(self, section: int) -> tuple[Ids, Ids]:
        chosen = self._some_sentence(section)
        begin, end = self._window(section, chosen)
        texts = self.corpus.sentences
        others = [self.corpus.headings[section], texts.slice(begin, chosen), texts.slice(chosen + 1, end)]
        return texts[chosen], np.concatenate(others)

    def _words_view(self, section: int) -> tuple[Ids, Ids]:
        chosen = self._some_sentence(section)
        begin, end = self._window(section, chosen)
        texts, sentence = self.corpus.sentences, self.corpus.sentences[chosen]
        drawn = self._some_words(sentence)
        rest = sentence[~drawn] if self.rng.random() < self.settings.words_removed else sentence
        parts = [self.corpus.headings[section], texts.slice(begin, chosen), rest, texts.slice(chosen + 1, end)]
        return sentence[drawn], np.concatenate(parts)

    def _some_sentence(self, section: int) -> int:
        return int(self.rng.integers(self.corpus.first[section], self.corpus.first[section + 1]))

    def _window(self, section: int, around: int) -> tuple[int, int]:
        """A run of sentences of the section that holds the sentence `around`."""
        first, end = int(self.corpus.first[section]), int(self.corpus.first[section + 1])
        size = self.settings.window_sentences
        begin = int(self.rng.integers(max(first, around - size + 1), around + 1))
        return begin, min(end, begin + size)

    def _some_words(self, sentence: Ids) -> npt.NDArray[np.bool_]:
        """For each piece of the sentence whether its word was drawn."""
        words = np.cumsum(~self.corpus.continues[sentence])
        count = int(self.rng.integers(self.settings.words_least, self.settings.words_most + 1))
        drawn = np.zeros(int(words[-1]) + 1, dtype=np.bool_)
        drawn[1 + self.rng.permutation(int(words[-1]))[:count]] = True
        return drawn[words]

    def _with_dropout(self, query: Ids) -> Ids:
        if self.rng.random() >= self.settings.dropout_queries:
            return query
        words = np.cumsum(~self.corpus.continues[query])
        kept = query[(self.rng.random(int(words[-1]) + 1) >= self.settings.dropout)[words]]
        return kept if len(kept) else query
