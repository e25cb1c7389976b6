"""Keyword search: words as people type them, stems, and character grams for compounds and typing mistakes."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.keywords import KeywordIndex, grams, stems, words

DOCUMENTS = [
    "Die Zuweisung kann an Dritte weitergeleitet werden.",
    "Der Integrationsbericht wird alle fünf Jahre vorgelegt.",
    "Beratungskräfte brauchen einen Hochschulabschluss.",
]
INDEX = KeywordIndex(DOCUMENTS)


def best(query: str) -> tuple[int, int]:
    by_words, by_grams = INDEX.scores(query)
    return int(by_words.argmax()), int(by_grams.argmax())


def test_words_are_lower_case_ascii_without_stop_words() -> None:
    assert words("Dürfen wir die Zuweisung für Straßen ÄNDERN?") == ["zuweisung", "strassen", "aendern"]


def test_a_text_of_stop_words_keeps_them() -> None:
    assert words("Wie ist die?") == ["wie", "ist", "die"]
    assert words("§ ?!") == words("") == []


@pytest.mark.parametrize(
    ("one", "other"), [("Berichte", "Bericht"), ("vorgelegten", "vorgelegte"), ("Träger", "Trägern")]
)
def test_forms_of_a_word_have_one_stem(one: str, other: str) -> None:
    assert stems(one) == stems(other)


def test_grams_are_five_characters_of_a_padded_word() -> None:
    assert grams("Bericht") == ["_beri", "beric", "erich", "richt", "icht_"]
    assert grams("Amt") == ["_amt_"]
    assert grams("a1") == ["_a1_"]


@pytest.mark.parametrize(
    ("query", "document"),
    [
        ("Darf die Zuweisung weitergeleitet werden?", 0),
        ("bericht jahre", 1),
        ("HOCHSCHULABSCHLUSS", 2),
        ("Hochschulabschlüsse", 2),
    ],
)
def test_the_document_with_the_words_scores_best(query: str, document: int) -> None:
    assert document in best(query)


@pytest.mark.parametrize(
    ("query", "document"),
    [("Bericht", 1), ("Weiterleitung", 0), ("Hochschulabschlus", 2), ("Zuweisng", 0), ("Beratung", 2)],
)
def test_parts_of_compounds_and_typing_mistakes_are_found_by_grams(query: str, document: int) -> None:
    assert best(query)[1] == document


def test_umlauts_written_out_are_the_same() -> None:
    for plain, umlaut in (("Beratungskraefte", "Beratungskräfte"), ("fuenf", "fünf")):
        for mine, theirs in zip(INDEX.scores(plain), INDEX.scores(umlaut), strict=True):
            assert mine.tolist() == theirs.tolist()


@pytest.mark.parametrize("query", ["", " ", "§§", "xyzzyq", "🙂"])
def test_a_query_without_known_words_scores_zero(query: str) -> None:
    assert not np.concatenate(INDEX.scores(query)).any()


@given(st.text() | st.lists(st.sampled_from(" ".join(DOCUMENTS).split())).map(" ".join))
def test_every_query_has_a_finite_score_per_document(query: str) -> None:
    for scores in INDEX.scores(query):
        assert scores.shape == (INDEX.size,)
        assert np.isfinite(scores).all()
        assert (scores >= 0).all()


@given(st.text())
def test_reading_words_never_fails(text: str) -> None:
    assert len(stems(text)) == len(words(text)) <= len(grams(text))
