"""Trains the classifiers of questions: softmax regression (scikit-learn) over `assistant.classifying.features`."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from assistant.classifying import BUCKETS, Classifier, features, save_classifier
from corpus.documents import Verdict
from corpus.library import Library

KINDS = Path(__file__).parent / "kinds.tsv"
_INVERSE_REGULARISATION = 3.0
_KINDS = {"individual_case": "individual", "unclear": "unclear"}


def train_classifiers(library: Library, folder: Path) -> None:
    """Write the classifiers: verdicts; questions on an individual case or without a subject; what has no answer."""
    for name, labelled in labelled_texts(library).items():
        texts, labels = zip(*labelled, strict=True)
        save_classifier(replace(fit(texts, labels), made_from=fingerprint(labelled)), name, folder)


def labelled_texts(library: Library) -> dict[str, list[tuple[str, str]]]:
    """What each classifier is trained on: texts with their labels, by its name."""
    made = {"verdict": _verdicts(library), "case": _cases(library), "silence": _answered(library)}
    return {name: [(text, str(label)) for text, label in labelled] for name, labelled in made.items()}


def fingerprint(labelled: Sequence[tuple[str, str]]) -> str:
    """SHA-256 of labelled texts."""
    return hashlib.sha256(json.dumps(labelled).encode()).hexdigest()


def fit(texts: Sequence[str], labels: Sequence[str]) -> Classifier:
    """A classifier of three classes or more, trained on labelled texts; deterministic."""
    model = LogisticRegression(C=_INVERSE_REGULARISATION, max_iter=1000).fit(_matrix(texts), labels)
    weights, bias = np.asarray(model.coef_, np.float32), np.asarray(model.intercept_, np.float32)
    return Classifier(tuple(map(str, model.classes_)), weights, bias)


def _verdicts(library: Library) -> Iterator[tuple[str, str]]:
    for chunk in library.chunks:
        yield from ((face.text, face.verdict) for face in (*chunk.questions, *chunk.restated) if face.verdict)


def _cases(library: Library) -> Iterator[tuple[str, str]]:
    """The questions of kinds.tsv and of the topics; everything that can be answered is "other"."""
    for line in KINDS.read_text(encoding="utf-8").splitlines():
        label, text = line.split("\t")
        yield text, label
    for topic in library.topics:
        yield from ((text, _KINDS.get(topic.status, "other")) for text in topic.questions)
    for chunk in library.chunks:
        yield from ((face.text, "other") for face in chunk.questions)
    for entry in library.faq:
        yield from ((text, "other") for text in (entry.question, *entry.variants))


def _answered(library: Library) -> Iterator[tuple[str, str]]:
    """What can be answered, and the questions of the topics on which the texts are silent."""
    for topic in library.topics:
        if topic.status in ("not_regulated", "out_of_scope"):
            yield from ((text, topic.status) for text in topic.questions)
    for chunk in library.chunks:
        yield from ((face.text, "answered") for face in chunk.questions)
    for entry in library.faq:
        label = "not_regulated" if entry.verdict is Verdict.SILENT else "answered"
        yield from ((text, label) for text in (entry.question, *entry.variants))


def _matrix(texts: Sequence[str]) -> csr_matrix:
    """Features of texts, shape (len(texts), BUCKETS)."""
    read = [features(text) for text in texts]
    starts = np.cumsum([0, *(len(buckets) for buckets, _ in read)])
    buckets, values = (np.concatenate(columns) for columns in zip(*read, strict=True))
    return csr_matrix((values, buckets, starts), shape=(len(texts), BUCKETS))
