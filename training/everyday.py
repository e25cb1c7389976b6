"""Queries made to sound like people: question words around them, legal words swapped for everyday ones.

`everyday.tsv` was written for this project from general knowledge: beginning of a legal word, tab, everyday words.
"""

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from training.tokens import Ids

LEXICON = Path(__file__).parent / "everyday.tsv"
LONGEST_ENDING = 4  # letters that a form may have beyond the beginning in the lexicon
PHRASES = """
wer|was|wie|wann|wo|warum|wofür|wozu|womit|welche|welcher|welches|wie viel|wie viele|wie hoch ist|wie lange|wie oft
ab wann|bis wann|wer ist zuständig für|wer entscheidet über|wer bezahlt|wer bekommt|was passiert wenn|was gilt
was bedeutet|was heißt|was steht in|was regelt|was muss ich|was darf ich|was kann man|muss ich|muss man|muss|müssen wir
kann ich|kann man|können wir|darf ich|darf man|darf|dürfen wir|soll|sollen|gibt es|gibt es einen|gibt es eine|habe ich
haben wir|bekommen wir|bekomme ich|bekommt man|kriegen wir|kriegt man|brauche ich|brauchen wir|braucht man
ist es erlaubt|ist das|sind das|gilt das auch für|gilt|reicht es wenn|stimmt es dass|welche regeln gelten für
welche voraussetzungen|welche aufgaben hat|welche pflichten|welche rechte|wo finde ich|wo steht|an wen|wohin|wem|wen
wessen|woraus|worin|woran|nach welchen|unter welchen bedingungen|in welchem fall|seit wann|eigentlich|denn|überhaupt
genau|bitte|noch|auch|schon|nur|dann|also|mal|wirklich|etwa|ich|wir|mein|meine|unser|unsere|uns|mir|mich|du|ihr|sie|man
jemand|bei uns|vor ort|hier|dafür|dabei|damit|dazu|darin|laut gesetz|nach dem gesetz|im gesetz|rechtlich
kannst du mir sagen|ich möchte wissen|ich habe eine frage|erkläre mir|frage|und|oder|wenn|ob|dass|weil|einfach
überhaupt noch|am ende|zum beispiel|machen|tun|geben|gehen|kommen|haben|sein|werden|hat|wird|ist|sind|war|wurde
"""


@dataclass(frozen=True, slots=True)
class EverydaySettings:
    """Shares of the queries that are changed, and how much."""

    phrased: float = 0.5
    phrases_most: int = 5
    question_mark: float = 0.7
    reworded: float = 0.6
    word_reworded: float = 0.5


class Everyday:
    """Changes queries that came out of a statute."""

    def __init__(self, tokenizer: Tokenizer, settings: EverydaySettings, rng: np.random.Generator) -> None:
        self.settings = settings
        self.rng = rng
        self.mark = encoded(tokenizer, "?")
        self.phrases = [encoded(tokenizer, phrase) for phrase in PHRASES.strip().replace("\n", "|").split("|")]
        self.everyday = read_lexicon(tokenizer)

    def __call__(self, query: Ids) -> Ids:
        """The query as somebody might put it."""
        if self.rng.random() < self.settings.reworded:
            query = self._reworded(query)
        if self.rng.random() < self.settings.phrased:
            query = self._phrased(query)
        return query

    def _reworded(self, query: Ids) -> Ids:
        parts = [query[:0]]
        for i, piece in enumerate(query.tolist()):
            others = self.everyday.get(piece, [])
            swap = others and self.rng.random() < self.settings.word_reworded
            parts.append(others[int(self.rng.integers(len(others)))] if swap else query[i : i + 1])
        return np.concatenate(parts)

    def _phrased(self, query: Ids) -> Ids:
        count = int(self.rng.integers(1, self.settings.phrases_most + 1))
        parts = [self.phrases[int(i)] for i in self.rng.integers(0, len(self.phrases), count)]
        end = self.mark if self.rng.random() < self.settings.question_mark else self.mark[:0]
        return np.concatenate([*parts, query, end])


def encoded(tokenizer: Tokenizer, text: str) -> Ids:
    """The pieces of one text."""
    return np.array(tokenizer.encode(text, add_special_tokens=False).ids, dtype=np.int32)


def read_lexicon(tokenizer: Tokenizer) -> dict[int, list[Ids]]:
    """For the pieces that are a form of a legal word, its everyday words."""
    found: defaultdict[int, list[Ids]] = defaultdict(list)
    vocabulary = tokenizer.get_vocab()
    for line in LEXICON.read_text(encoding="utf-8").splitlines():
        beginning, words = line.split("\t")
        others = [encoded(tokenizer, word) for word in words.split("|")]
        for piece, number in vocabulary.items():
            if piece.startswith(beginning) and len(piece) <= len(beginning) + LONGEST_ENDING:
                found[number] += others
    return dict(found)
