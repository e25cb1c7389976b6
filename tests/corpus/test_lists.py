"""Lists that were flattened into one line, and numbers in them that open no entry."""

import pytest

from corpus.errors import StructureError
from corpus.normref import NormRef
from corpus.structure import parse_paragraf

PARAGRAF = NormRef("MusterVO", "7")


def _addresses(text: str) -> list[str]:
    """Satz, Nummer and Buchstaben of each unit, e.g. "1 2 a" or "- 2" where a single Satz carries no number."""
    (provision,) = parse_paragraf(PARAGRAF, "Pläne", text)
    return [" ".join([u.ref.satz or "-", *filter(None, u.ref.inner[2:])]) for u in provision.units if u.ref]


@pytest.mark.parametrize(
    ("entries", "numbers"),
    [
        ("1. Antrag 2. Plan und Liste 3. Foto.", "123"),
        ("1. (aufgehoben) 2. die Kosten (§ 3) 3. der Plan.", "123"),
        ("1. „der Rat“ 2. die Tat.", "12"),
        ("1. Name, 2. Tag der Gründung, 3. Teilnahme an Kursen; 4. Stufenplan.", "1234"),
        ("1. das Heft, 3. Auflage, und 2. der Plan.", "12"),
        ("1. Bilder, 19. Jahrhundert, 2. der Plan.", "12"),
        ("1. die Regel vom 8. 3. 2031 und 2. der Plan.", "12"),
        ("1. der Stand zum 3. Mai, 2. der Rest.", "12"),
        ("1. die Tage 1. Mai, 2. Mai, 3. Juni und 2. der Rest.", "12"),
        ("1. die Fälle nach § 5 Absatz 2 und 2. der Rest.", "12"),
        ("1. die Fälle der Stufe 2. Grades und 2. der Rest.", "12"),
    ],
)
def test_an_entry_needs_no_comma_in_front_but_the_next_number(entries: str, numbers: str) -> None:
    assert _addresses(f"Vorzulegen sind:\n\n{entries}") == ["-", *(f"- {number}" for number in numbers)]


@pytest.mark.parametrize(
    "entries",
    [
        "1. der Rat, 2. die Tat nach § 5 Absatz 4 und 6. Die Stadt prüft.",
        "1. der Rat nach Absatz 5, 2. die Tat nach den Nummern 2 und 3. Die Stadt prüft.",
        "1. der Rat: 9, 2. die Tat: 24. Die Stadt prüft.",
        "1. der Rat, 2. die Tat nach § 5 Abs. 3. Die Stadt prüft.",
        "1. der Rat, 2. die Tat nach § 5 Nr. 7. Die Stadt prüft.",
    ],
)
def test_a_number_that_ends_a_satz_is_no_entry_and_no_gap(entries: str) -> None:
    assert _addresses(f"Es gelten:\n\n{entries}") == ["1", "1 1", "1 2", "2"]


@pytest.mark.parametrize("word", ["die", "für die", "der", "als", "am"])
def test_a_list_may_open_behind_an_article_in_a_paragraph_of_its_own(word: str) -> None:
    assert _addresses(f"Zuständig ist sie {word}\n\n1. Prüfung der Pläne, 2. Wahl.") == ["-", "- 1", "- 2"]


def test_a_word_that_only_begins_like_a_counted_one_makes_no_ordinal() -> None:
    assert _addresses("Gezahlt werden:\n1. Tagegeld,\n2. Teilhilfe.") == ["-", "- 1", "- 2"]


@pytest.mark.parametrize("word", ["am", "ab dem", "bis"])
def test_a_date_or_an_ordinal_opens_no_list_at_the_start_of_a_line(word: str) -> None:
    assert _addresses(f"Es gilt {word}\n1. Mai und {word}\n1. Werktag.") == ["-"]


@pytest.mark.parametrize(
    "text",
    [
        "Es gilt Nummer 1 a) sinngemäß.",
        "Nach Buchstabe a) und Buchst. b) gilt das.",
        "Es gilt § 3 Nr. 2 Buchst. a) bis c) entsprechend.",
    ],
)
def test_a_letter_that_names_something_opens_no_list(text: str) -> None:
    assert _addresses(text) == ["-"]


def test_sentences_inside_a_list_of_the_last_entry_belong_to_its_letters() -> None:
    text = "Erlaubt sind:\n\n1. Rat, 2. Tat: a) Sie hilft. Er auch. b) Wir helfen. Das genügt."
    assert _addresses(text) == ["1", "1 1", "1 2", "1 2 a", "1 2 b", "2"]


def test_letters_begin_anew_with_the_next_list() -> None:
    text = "Erlaubt sind a) Rat, b) Tat. Verboten sind a) Lärm, b) Müll, c) Feuer."
    assert _addresses(text) == ["1", "1 a", "1 b", "2", "2 a", "2 b", "2 c"]


@pytest.mark.parametrize(
    ("entries", "gap"),
    [
        ("1. Rat 2. Tat, 4. Lob.", "Nr. 4 follows Nr. 2"),
        ("1. Rat, 3. Tag der Wahl oder 5. Lob.", "Nr. 5 follows Nr. 1"),
        ("1. Rat, 2 Tat, 3. Lob.", "Nr. 3 follows Nr. 1"),
        ("1. Rat, 2. Tat. 4. Lob.", "Nr. 4 follows Nr. 2"),
        ("1. Rat bis Stufe 1 und 3. die Tat.", "Nr. 3 follows Nr. 1"),
    ],
)
def test_a_missing_number_still_fails_the_import(entries: str, gap: str) -> None:
    with pytest.raises(StructureError, match=gap):
        parse_paragraf(PARAGRAF, "Pläne", f"Vorzulegen sind:\n\n{entries}")


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("(1) Bewertet wird mit „gut“ (2) eine volle und ausreichend (4) eine knappe Leistung.\n(2) Neues.", "12"),
        ("(1) Punkte: gut (2) | 13 Punkte, gut | (3) | 12 Punkte.\n(2) Neues gilt.", "12"),
        ("(1) Altes gilt.(2) Neues gilt.\n(3)Auch das gilt.", "123"),
        ("(1) Altes gilt. (2)\n  aufgehoben\n\n(3) Neues gilt.", "123"),
        ("(1) Altes nach Abs.(2) gilt. (2) Neues gilt.", "12"),
    ],
)
def test_an_absatz_opens_behind_a_satz_and_not_behind_a_grade(text: str, labels: str) -> None:
    provisions = parse_paragraf(PARAGRAF, "Pläne", text)
    assert [p.ref.absatz for p in provisions if p.ref] == list(labels)


def test_a_missing_absatz_glued_to_its_predecessor_fails_the_import() -> None:
    with pytest.raises(StructureError, match=r"Absatz \(3\) where"):
        parse_paragraf(PARAGRAF, "Pläne", "(1) Altes gilt.(3) Neues gilt.")
