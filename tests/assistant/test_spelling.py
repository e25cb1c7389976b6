"""Typing mistakes: what is read as a known word, and what stays as it was typed."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.spelling import Speller, make_speller
from assistant.targets import targets_of
from corpus.library import load_library
from corpus.normref import slug

WORDS = (
    "Zuweisung Förderung Träger Bescheid Landkreis Vertrag Vortrag Integrationsberatung Flüchtlingssozialarbeit "
    "Weiterleitung Bewilligungsstelle KomIntAVO zahlen jährlich"
).split()
SPELLER = Speller({slug(word): word for word in WORDS})
APART = [word for word in WORDS if word not in ("Vertrag", "Vortrag")]
LETTERS = "abcdefghijklmnopqrstuvwxyz"


@st.composite
def typed(draw: st.DrawFn, word: str) -> str:
    """A word with a letter missing, too many, or two of them swapped; the first one is right."""
    plain = slug(word)
    at = draw(st.integers(1, len(plain) - 2))
    first, second = plain[at], plain[at + 1]
    rest = draw(st.sampled_from([second + first, first, first + draw(st.sampled_from(LETTERS)) + second]))
    return plain[:at] + rest + plain[at + 2 :]


MISTAKES = st.sampled_from(WORDS).flatmap(typed)
TEXTS = st.text() | st.lists(MISTAKES | st.sampled_from([*WORDS, "wan", "§ 7", "2025", "Wetter", "\n"])).map(" ".join)


@pytest.fixture(scope="module")
def shipped() -> Speller:
    return make_speller(target.document for target in targets_of(load_library()))


# --- one word -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Zuweisng", "Zuweisung"),
        ("Zuweisungg", "Zuweisung"),
        ("Zuwiesung", "Zuweisung"),
        ("Zuweisumg", "Zuweisung"),
        ("bewilligungstelle", "Bewilligungsstelle"),
        ("KomIntVO", "KomIntAVO"),
        ("Fördrung", "Förderung"),
        ("Foerdrung", "Förderung"),
        ("Fürderung", "Förderung"),
        ("zalen", "zahlen"),
        ("wan", "wann"),
        ("welcehr", "welcher"),
    ],
)
def test_a_word_with_one_mistake_is_read_as_the_known_one(written: str, read: str) -> None:
    assert SPELLER.correct(written) == read
    assert SPELLER.correct(f"Wer, wenn nicht {written}?") == f"Wer, wenn nicht {read}?"


@pytest.mark.parametrize(
    "word",
    [
        *("Zuweisung", "zuweisung", "ZUWEISUNG", "Zuweisungen", "Landkreises", "zahlt", "Foerderung", "Traegern"),
        "Vrtrag",  # Vertrag or Vortrag
        "Zuweusumg",  # two mistakes
        "Bescheit",  # a wrong letter in a word that is not long
        "Uweisung",  # the first letter
        *("Zahl", "zal", "Tr", "wn", "Quantenphysik"),
    ],
)
def test_a_word_that_is_known_short_or_has_no_one_reading_stays(word: str) -> None:
    assert SPELLER.correct(word) == word
    assert SPELLER.correct(f"Was heißt {word}?") == f"Was heißt {word}?"


def test_a_short_word_is_read_as_a_question_word_only() -> None:
    speller = Speller({"abs": "Abs", "amt": "Amt", "topf": "Topf", "kasse": "Kasse"})
    assert speller.correct("wan amtt topff kase kassse") == "wann amtt Topf kase Kasse"
    assert speller.correct("Fragt Frau Wan, wan?") == "Fragt Frau Wan, wann?"


def test_a_noun_inside_a_sentence_is_read_as_a_noun_only() -> None:
    assert SPELLER.correct("Zahlenn Sie das?") == "zahlen Sie das?"
    assert SPELLER.correct("Sind das Zahlenn?") == "Sind das Zahlenn?"
    assert SPELLER.correct("Sind das Zuweisngen, die Zuweisng?") == "Sind das Zuweisngen, die Zuweisung?"


def test_each_word_of_a_text_is_read_by_itself() -> None:
    assert SPELLER.correct("Wann (§ 7 Abs. 3) zalen sie\ndie Zuweisng_2025?") == (
        "Wann (§ 7 Abs. 3) zahlen sie\ndie Zuweisung_2025?"
    )


@given(st.sampled_from(APART).flatmap(lambda word: st.tuples(st.just(word), typed(word))))
def test_every_mistake_in_a_word_without_neighbours_is_undone(pair: tuple[str, str]) -> None:
    word, mistaken = pair
    assert SPELLER.correct(mistaken) == (mistaken if SPELLER.knows(mistaken) else word)


# --- any text -----------------------------------------------------------------------------------------------------


@given(TEXTS)
def test_a_corrected_text_has_nothing_left_to_correct(text: str) -> None:
    corrected = SPELLER.correct(text)
    assert SPELLER.correct(corrected) == corrected


@given(TEXTS)
def test_only_letters_change(text: str) -> None:
    assert re.sub(r"[^\W\d_]+", "a", SPELLER.correct(text)) == re.sub(r"[^\W\d_]+", "a", text)


@given(st.lists(st.sampled_from([*WORDS, *map(str.upper, WORDS), *map(slug, WORDS), "welche", "7", "§"])))
def test_a_text_of_known_words_stays(known: list[str]) -> None:
    text = " ".join(known)
    assert SPELLER.correct(text) == text
    assert SPELLER.coverage(text) == 1.0


@given(TEXTS)
def test_coverage_is_a_share_and_never_falls_by_correcting(text: str) -> None:
    assert 0.0 <= SPELLER.coverage(text) <= SPELLER.coverage(SPELLER.correct(text)) <= 1.0


# --- coverage -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("Zuweisung Quantenphysik", 0.5),
        ("Zuweisungen an Landkreise", 1.0),
        ("Wetter Rakete Zuweisung Träger", 0.5),
        ("Zuweisng", 0.0),
        ("Warum Wetter?", 0.5),
        ("Zuweisung 2025 12345", 1.0),
        ("Zuweisung Rad xyz", 1.0),
        ("Wie ist das?", 1.0),
        ("", 1.0),
    ],
)
def test_coverage_counts_content_words_of_four_letters(text: str, share: float) -> None:
    assert SPELLER.coverage(text) == share


# --- the vocabulary -----------------------------------------------------------------------------------------------


def test_a_word_is_known_if_it_stands_in_the_documents_three_times() -> None:
    speller = make_speller(["Rakete Mondflug Rakete", "Rakete, Mondflug"])
    assert speller.correct("Raketee Mondfluug") == "Rakete Mondfluug"
    assert (speller.knows("Rakete"), speller.knows("Mondflug")) == (True, False)


def test_the_most_frequent_spelling_is_the_usual_one() -> None:
    documents = ["Foerderung"] * 3 + ["Förderung"] * 4 + ["FÖRDERUNG"] * 3
    assert make_speller(documents).correct("förderrung") == "Förderung"


NORMS = [
    *("§ 7 Abs. 3 Satz 2", "§7 III 2", "§ 7 Abs 3 S. 2", "Paragraf 7 Absatz 3 Satz 2", "Paragraph 7", "§§ 7, 8 und 9"),
    *("§ 14 Abs. 2 Satz 1 Nr. 2 Buchst. f Doppelbuchst. aa", "§ 14 Nr. 2 lit. f", "§ 1 Ziffer 5", "Sätze 1 bis 3"),
    *("des Absatzes 2", "Absätze 1 und 2", "Buchstabe a", "Nummern 1 und 2", "Artikel 98", "bis 31.12.2025", "12,5 %"),
]


@pytest.mark.parametrize("law", ["", " KomIntAVO", " komintavo", " SächsIntG", " SaechsIntG", " AufenthG", " SGB XII"])
@pytest.mark.parametrize("norm", NORMS)
def test_norms_and_numbers_are_never_taken_for_mistakes(shipped: Speller, norm: str, law: str) -> None:
    assert shipped.correct(f"Gilt {norm}{law}?") == f"Gilt {norm}{law}?"


@pytest.mark.parametrize(
    ("written", "read"),
    [("Zuweisng", "Zuweisung"), ("Landkresi", "Landkreis"), ("integrationsmanagment", "Integrationsmanagement")],
)
def test_the_shipped_vocabulary_mends_usual_mistakes(shipped: Speller, written: str, read: str) -> None:
    assert shipped.correct(f"Was ist {written}?") == f"Was ist {read}?"
