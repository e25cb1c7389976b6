"""The classifiers of questions: features, probabilities, the files, and what the bundled ones have learnt."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.classifying import BUCKETS, Classifier, features, load_classifier, save_classifier
from assistant.errors import ClassifierError
from corpus.documents import Verdict
from corpus.library import load_library
from training.classify import KINDS, fingerprint, fit, labelled_texts

COLOURS = ["rote Rosen", "rote Tulpen", "blaue Veilchen", "blaue Astern", "gelbe Nelken", "gelbe Primeln"]


@given(st.text())
def test_any_text_has_features_of_length_one(text: str) -> None:
    buckets, values = features(text)
    assert len(set(buckets.tolist())) == len(buckets) == len(values)
    assert all(0 <= bucket < BUCKETS for bucket in buckets.tolist())
    assert np.linalg.norm(values) == pytest.approx(1.0 if len(values) else 0.0, abs=1e-5)


def test_probabilities_add_up_to_one_and_the_learnt_class_leads() -> None:
    classifier = fit(COLOURS, [text.split()[0] for text in COLOURS])
    found = classifier.probabilities("rote Nelken")
    assert sum(found.values()) == pytest.approx(1.0)
    assert max(found, key=lambda name: found[name]) == "rote"


def test_a_saved_classifier_is_read_back(tmp_path: Path) -> None:
    made = Classifier(("a", "b"), np.eye(2, BUCKETS, dtype=np.float32), np.array([0.5, -0.5], dtype=np.float32))
    save_classifier(made, "probe", tmp_path)
    read = load_classifier("probe", tmp_path)
    assert read.classes == made.classes
    assert np.array_equal(read.weights, made.weights)
    assert np.array_equal(read.bias, made.bias)


@pytest.mark.parametrize("content", [None, b"", b"no archive"])
def test_a_missing_or_damaged_file_is_one_clear_error(tmp_path: Path, content: bytes | None) -> None:
    if content is not None:
        (tmp_path / "probe.npz").write_bytes(content)
    with pytest.raises(ClassifierError, match="probe"):
        load_classifier("probe", tmp_path)


def test_the_bundled_ones_know_every_class() -> None:
    assert set(load_classifier("verdict").classes) == {str(v) for v in Verdict if v is not Verdict.SILENT}
    assert set(load_classifier("case").classes) == {"individual", "other", "unclear"}


def test_the_bundled_ones_are_trained_on_the_questions_as_they_are() -> None:
    for name, labelled in labelled_texts(load_library()).items():
        assert load_classifier(name).made_from == fingerprint(labelled), "run: python -m training classify"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Meine Tante wurde beim Wohnungsamt abgewiesen, bekommt sie jetzt noch eine Unterkunft?", "individual"),
        ("Mein Bruder sitzt in Dresden in Haft, kann ich das Urteil noch anfechten?", "individual"),
        ("Und wann ist das dann fällig?", "unclear"),
        ("Wann überweist die Förderbank die zweite Rate?", "other"),
        ("Ich wohne seit 1990 in Pirna, darf ich im Beirat mitmachen?", "other"),
    ],
)
def test_questions_nobody_trained_on_are_told_apart(text: str, kind: str) -> None:
    assert text not in KINDS.read_text(encoding="utf-8")
    found = load_classifier("case").probabilities(text)
    assert max(found, key=lambda name: found[name]) == kind, found
