"""The WordPiece tokenizer: case and umlauts folded, so that "Foerderung" and "Förderung" are one word."""

import string
from collections.abc import Iterable

from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.normalizers import NFC, NFD, Lowercase, Replace, Sequence, StripAccents
from tokenizers.pre_tokenizers import BertPreTokenizer
from tokenizers.trainers import WordPieceTrainer

UNKNOWN = "[UNK]"
CONTINUATION = "##"
FOLDED = (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss"), ("\u00ad", ""))
ALPHABET = [*string.ascii_lowercase, *string.digits, *string.punctuation, *"§°±²³µ·½×–—‘’‚“”„•…€→−≤≥"]


def word_pieces(vocabulary: dict[str, int]) -> WordPiece:
    """The model that takes the longest piece that fits, again and again."""
    return WordPiece(vocabulary, unk_token=UNKNOWN, continuing_subword_prefix=CONTINUATION)


def untrained() -> Tokenizer:
    """A tokenizer with the normaliser and the pre-tokeniser, but no vocabulary."""
    tokenizer = Tokenizer(word_pieces({}))
    folds = [Replace(old, new) for old, new in FOLDED]
    tokenizer.normalizer = Sequence([NFC(), Lowercase(), *folds, NFD(), StripAccents()])
    tokenizer.pre_tokenizer = BertPreTokenizer()
    return tokenizer


def train_tokenizer(texts: Iterable[str], pieces: int) -> Tokenizer:
    """A tokenizer of that many pieces, learnt from the texts."""
    tokenizer = untrained()
    trainer = WordPieceTrainer(
        vocab_size=pieces,
        min_frequency=2,
        initial_alphabet=ALPHABET,
        limit_alphabet=len(ALPHABET),
        special_tokens=[UNKNOWN],
        continuing_subword_prefix=CONTINUATION,
        show_progress=False,
    )
    tokenizer.train_from_iterator(texts, trainer)
    learnt = sorted(set(tokenizer.get_vocab()) - {UNKNOWN})  # the trainer numbers equally frequent pieces at random
    tokenizer.model = word_pieces({piece: number for number, piece in enumerate([UNKNOWN, *learnt])})
    return tokenizer
