"""The training texts as piece numbers: one flat array per kind of text, with the places where each text begins."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from training.corpus import Section, heading_words, sentences
from training.tokenizer import CONTINUATION

Ids = npt.NDArray[np.int32]
Places = npt.NDArray[np.int64]
ENCODE_AT_ONCE = 20_000


@dataclass(frozen=True, slots=True)
class Texts:
    """Encoded texts; `ids[starts[i] : starts[i + 1]]` is text i."""

    ids: Ids
    starts: Places

    def __getitem__(self, i: int) -> Ids:
        return self.ids[self.starts[i] : self.starts[i + 1]]

    def slice(self, first: int, end: int) -> Ids:
        """The texts from `first` up to, not including, `end`, as one."""
        return self.ids[self.starts[first] : self.starts[end]]


@dataclass(frozen=True, slots=True)
class EncodedCorpus:
    """Sections as piece numbers; the sentences of section i are `first[i]` to `first[i + 1]`."""

    laws: Texts
    headings: Texts
    sentences: Texts
    first: Places
    heading_keys: npt.NDArray[np.int64]
    continues: npt.NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.first) - 1


def encode(tokenizer: Tokenizer, texts: Iterable[str]) -> Texts:
    """The texts as piece numbers; unknown pieces stay in."""
    everything = list(texts)
    parts: list[Ids] = []
    lengths: list[int] = [0]
    for begin in range(0, len(everything), ENCODE_AT_ONCE):
        some = everything[begin : begin + ENCODE_AT_ONCE]
        encoded = [e.ids for e in tokenizer.encode_batch_fast(some, add_special_tokens=False)]
        lengths += map(len, encoded)
        parts.append(np.fromiter(chain.from_iterable(encoded), dtype=np.int32))
    return Texts(np.concatenate(parts), np.cumsum(lengths, dtype=np.int64))


def encode_corpus(tokenizer: Tokenizer, sections: Sequence[Section]) -> EncodedCorpus:
    """The sections as piece numbers, headings without their numbers."""
    split = [sentences(section.text) for section in sections]
    headings = [heading_words(section.heading) for section in sections]
    keys = {heading: number for number, heading in enumerate(dict.fromkeys(headings))}
    return EncodedCorpus(
        laws=encode(tokenizer, (section.law for section in sections)),
        headings=encode(tokenizer, headings),
        sentences=encode(tokenizer, chain.from_iterable(split)),
        first=np.cumsum([0, *map(len, split)], dtype=np.int64),
        heading_keys=np.array([keys[heading] for heading in headings], dtype=np.int64),
        continues=continuations(tokenizer),
    )


def continuations(tokenizer: Tokenizer) -> npt.NDArray[np.bool_]:
    """For each piece whether it goes on with a word that another piece began."""
    vocabulary = tokenizer.get_vocab()
    flags = np.zeros(len(vocabulary), dtype=np.bool_)
    flags[[number for piece, number in vocabulary.items() if piece.startswith(CONTINUATION)]] = True
    return flags
