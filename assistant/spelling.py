"""Typing mistakes: a word that the corpus does not know is read as the one known word that differs in one place.

Distance is optimal string alignment (rapidfuzz): one letter missing, too many, or two swapped, in long words also one
letter wrong. A word with two possible readings, an inflected form of a known word, or a short word stays as it is.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA

from assistant.keywords import content_words, stems
from corpus.normref import slug

_QUESTION_WORDS = "wann warum wieso weshalb welche welcher welches wofür woran bekommt kriegt kommt gibt"
_SHORTEST, _LONG = 5, 9
_OFTEN = 3


class Speller:
    """Corrects words against a vocabulary (the usual spelling of each word by its ASCII key); `known` words stay."""

    def __init__(self, vocabulary: Mapping[str, str], known: frozenset[str] = frozenset()) -> None:
        self._known, self._correct = vocabulary, known
        self._stems = {stem for word in vocabulary for stem in stems(word)}
        self._by_initial: dict[str, list[str]] = {}
        for word in vocabulary:
            self._by_initial.setdefault(word[0], []).append(word)
        self._question_words = {slug(word): word for word in _QUESTION_WORDS.split()}

    def correct(self, text: str) -> str:
        """The text with each unknown word replaced by its one near neighbour, if it has exactly one."""
        return re.sub(r"[^\W\d_]{3,}", lambda match: self._corrected(match.group(), match.start() > 0), text)

    def coverage(self, text: str) -> float:
        """Share of the content words of at least four letters whose stem the corpus knows; 1 if there are none."""
        found = [self.knows(word) for word in content_words(text) if len(word) > 3 and not word.isdigit()]
        return sum(found) / len(found) if found else 1.0

    def knows(self, word: str) -> bool:
        """Whether the corpus has the word or another form of it."""
        plain = slug(word)
        return plain in self._known or plain in self._question_words or bool(set(stems(plain)) & self._stems)

    def _corrected(self, word: str, inside: bool) -> str:
        plain = slug(word)
        if not plain or plain in self._correct or self.knows(plain):
            return word
        found = [] if word[0].isupper() and inside else _neighbours(plain, list(self._question_words))
        if found:
            return self._question_words[found[0]] if len(found) == 1 else word
        if len(plain) < _SHORTEST:
            return word
        near = [self._known[other] for other in _neighbours(plain, self._by_initial.get(plain[0], []))]
        near = [other for other in near if other[0].isupper() or not (inside and word[0].isupper())]
        near = [other for other in near if _is_abbreviation(other) or not _is_abbreviation(word)]
        return near[0] if len(near) == 1 else word


def make_speller(documents: Iterable[str], known: Iterable[str] = ()) -> Speller:
    """A speller over the words that stand in the documents at least three times, in their usual spelling.

    `known` are further correct words, lower-case ASCII: they are left as they are, and nothing is corrected to them.
    """
    counts = Counter(word for text in documents for word in _words(text))
    usual: dict[str, str] = {}
    for word, count in counts.most_common():
        if count >= _OFTEN and slug(word):
            usual.setdefault(slug(word), word)
    return Speller(usual, frozenset(known))


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]{3,}", text)


def _is_abbreviation(word: str) -> bool:
    """Whether it is written as laws and offices are: AsylG, AufenthG, VwVfG, FSA."""
    return any(letter.isupper() for letter in word[1:])


def _neighbours(word: str, words: Sequence[str]) -> list[str]:
    """Words at distance one; in short words a wrong letter is no near miss (Wetter, weiter)."""
    found = [other for other, _, _ in process.extract(word, words, scorer=OSA.distance, score_cutoff=1, limit=4)]
    return [other for other in found if len(word) >= _LONG or len(other) != len(word) or sorted(other) == sorted(word)]
