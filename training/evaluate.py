"""Figures of a model: on the development set and on LegalQuAD, alone and together with BM25."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import bm25s
import numpy as np
import numpy.typing as npt
import Stemmer
import torch
from safetensors.torch import load_file
from tokenizers import Tokenizer

from eval.legalquad import read_judgments
from training.development import DevelopmentSet, read_development_set
from training.ranking import Figures, figures, standard_scores
from training.tokens import encode
from training.vectors import similarities

Scores = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Model:
    """A shipped model, read back from its folder."""

    tokenizer: Tokenizer
    weights: torch.Tensor

    def scores(self, questions: Sequence[str], passages: Sequence[str]) -> Scores:
        """Cosines, questions by passages."""
        return similarities(self.weights, encode(self.tokenizer, questions), encode(self.tokenizer, passages))


def read_model(folder: Path) -> Model:
    """The model in a folder, in single precision."""
    weights = load_file(folder / "model.safetensors")["embeddings"].float()
    return Model(Tokenizer.from_file(str(folder / "tokenizer.json")), weights)


def development_judge(tokenizer: Tokenizer, development: DevelopmentSet) -> Callable[[torch.Tensor], float]:
    """The mark that early stopping goes by: the mean reciprocal rank on the development set."""
    questions, passages = encode(tokenizer, development.questions), encode(tokenizer, development.passages)
    return lambda weights: figures(similarities(weights, questions, passages), development.answers).mrr


def evaluate(model: Model, shared: Path) -> dict[str, Figures]:
    """The figures by name."""
    found: dict[str, Figures] = {}
    development = read_development_set(shared)
    for name, scores in systems(model, development.questions, development.passages).items():
        found[f"development, {name}"] = figures(scores, development.answers)
    judgments = read_judgments(shared / "benchmarks" / "LegalQuAD.json")
    for name, scores in systems(model, judgments.questions, judgments.windows).items():
        found[f"LegalQuAD, {name}"] = figures(judgments.best_windows(scores), range(len(judgments.questions)))
    return found


def systems(model: Model, questions: Sequence[str], passages: Sequence[str]) -> dict[str, Scores]:
    """Scores of the model, of BM25, and the sum of their standard scores with equal weights."""
    ours, theirs = model.scores(questions, passages), keyword_scores(questions, passages)
    return {"static": ours, "BM25": theirs, "both": standard_scores(ours) + standard_scores(theirs)}


def keyword_scores(questions: Sequence[str], passages: Sequence[str]) -> Scores:
    """BM25 over German stems without stop words, questions by passages."""
    stemmer = Stemmer.Stemmer("german")
    index = bm25s.BM25()
    words = bm25s.tokenize(list(passages), stopwords="de", stemmer=stemmer, show_progress=False)
    index.index(words, show_progress=False)
    asked = bm25s.tokenize(list(questions), stopwords="de", stemmer=stemmer, return_ids=False, show_progress=False)
    return np.stack([index.get_scores(query) for query in asked]).astype(np.float32)
