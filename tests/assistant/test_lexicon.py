"""The lexicon: words of the law for everyday and English terms."""

from pathlib import Path

import pytest

from assistant.lexicon import Lexicon, read_lexicon

SMALL = Lexicon({"knete": "Zuweisung", "moos": "Zuweisung", "social work": "Sozialarbeit", "buero": "Dienststelle"})


@pytest.mark.parametrize(
    ("text", "expanded"),
    [
        ("Wann kommt die Knete?", "Wann kommt die Knete? Zuweisung"),
        ("KNETE", "KNETE Zuweisung"),
        ("Knete, Knete, Knete!", "Knete, Knete, Knete! Zuweisung"),
        ("Knete oder Moos?", "Knete oder Moos? Zuweisung"),
        ("Knete fürs Büro", "Knete fürs Büro Zuweisung Dienststelle"),
        ("Wer zahlt das Buero?", "Wer zahlt das Buero? Dienststelle"),
        ("Who does social work?", "Who does social work? Sozialarbeit"),
        ("Social-Work team", "Social-Work team Sozialarbeit"),
        ("work is social", "work is social"),
        ("Is social or other work paid?", "Is social or other work paid?"),
        ("Knetemasse und Kneten", "Knetemasse und Kneten"),
        ("", ""),
    ],
)
def test_each_term_brings_its_words_of_the_law_once(text: str, expanded: str) -> None:
    assert SMALL.expand(text) == expanded


def test_a_file_has_a_term_and_its_words_on_each_line(tmp_path: Path) -> None:
    path = tmp_path / "lexicon.tsv"
    path.write_text("knete\tZuweisung Mittel\nBüro-Miete\tSachausgaben\nSocial  Work\tArbeit\n", encoding="utf-8")
    read = read_lexicon(path)
    assert dict(read.entries) == {
        "knete": "Zuweisung Mittel",
        "buero miete": "Sachausgaben",
        "social work": "Arbeit",
    }
    assert read.expand("Die Büromiete und die Büro-Miete") == "Die Büromiete und die Büro-Miete Sachausgaben"


def test_every_shipped_term_can_be_found_in_a_question() -> None:
    shipped = read_lexicon()
    assert shipped.entries
    for term, law in shipped.entries.items():
        assert 1 <= len(term.split()) <= 2, term
        assert law in shipped.expand(f"Frage: {term.upper()}?"), term
        assert law.strip(), term
