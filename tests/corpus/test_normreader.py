"""The reader of norm references in running text, in every spelling that people use."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.normreader import find_law, find_refs, find_spans, leftover
from corpus.normref import NormRef, clean

SPELLINGS = {
    # one provision
    "§10 II": "§ 10 Abs. 2",
    "§ 10 II 3": "§ 10 Abs. 2 Satz 3",
    "§ 10 (2) 3": "§ 10 Abs. 2 Satz 3",
    "§ 10 iii": "§ 10 Abs. 3",
    "§ 10 Abs. 2 S. 1 Nr. 3": "§ 10 Abs. 2 Satz 1 Nr. 3",
    "§ 10 Abs 2 S 1": "§ 10 Abs. 2 Satz 1",
    "§ 10, Absatz 2, Nummer 3": "§ 10 Abs. 2 Nr. 3",
    "Paragraf 5 Absatz 2": "§ 5 Abs. 2",
    "paragraph fünf absatz zwei": "§ 5 Abs. 2",
    "Paragraf einundzwanzig": "§ 21",
    "§ 3a Absatz 3": "§ 3a Abs. 3",
    "§ 1 Nr. 5": "§ 1 Nr. 5",
    "§ 1 Ziffer 5": "§ 1 Nr. 5",
    "§ 3 Satz 2": "§ 3 Satz 2",
    "§ 14 II 1 Nr. 2 lit. f": "§ 14 Abs. 2 Satz 1 Nr. 2 Buchst. f",
    "§ 14 Abs. 2 Nr. 2 f) aa)": "§ 14 Abs. 2 Nr. 2 Buchst. f Doppelbuchst. aa",
    "§ 14 Abs. 2 Satz 1 Nr. 2 Buchst. f Doppelbuchst. aa": ("§ 14 Abs. 2 Satz 1 Nr. 2 Buchst. f Doppelbuchst. aa"),
    "§\u00a010\u00a0Abs.\u202f2": "§ 10 Abs. 2",
    "Absatz 2 des § 10": "§ 10 Abs. 2",
    "Satz 3 von § 12 Abs. 4": "§ 12 Abs. 4 Satz 3",
    "im zweiten Absatz von § 6": "§ 6 Abs. 2",
    "§ 5 zweiter Absatz": "§ 5 Abs. 2",
    "§ 12 Abs. 4 vierter Satz": "§ 12 Abs. 4 Satz 4",
    "§ 5 er\u017fter Absatz": "§ 5 Abs. 1",
    # several
    "§§ 9 bis 14": "§ 9; § 10; § 11; § 12; § 13; § 14",
    "die Paragraphen 9 bis 11": "§ 9; § 10; § 11",
    "§ 12 Abs. 1, 3 und 4": "§ 12 Abs. 1; § 12 Abs. 3; § 12 Abs. 4",
    "§ 12 Abs. 1-3": "§ 12 Abs. 1; § 12 Abs. 2; § 12 Abs. 3",
    "§ 12 Abs. 1 und 3. Danach": "§ 12 Abs. 1; § 12 Abs. 3",
    "§ 25 Satz 2 und 4": "§ 25 Satz 2; § 25 Satz 4",
    "§ 12 Absatz 1 Nummer 1 und 2": "§ 12 Abs. 1 Nr. 1; § 12 Abs. 1 Nr. 2",
    "§ 11 Abs. 3 Nr. 2 Buchst. a und b": "§ 11 Abs. 3 Nr. 2 Buchst. a; § 11 Abs. 3 Nr. 2 Buchst. b",
    "§ 4 Absatz 3 Satz 2 oder Absatz 4 Satz 1": "§ 4 Abs. 3 Satz 2; § 4 Abs. 4 Satz 1",
    "§ 7 Abs. 1 S. 2, Abs. 2 S. 1": "§ 7 Abs. 1 Satz 2; § 7 Abs. 2 Satz 1",
    "§ 6 und § 6": "§ 6",
    # with a law
    "§§ 17 und 18 SächsIntG": "§ 17 SächsIntG; § 18 SächsIntG",
    "§§ 11 bis 13, 19 und 26 SITG": ("§ 11 SächsIntG; § 12 SächsIntG; § 13 SächsIntG; § 19 SächsIntG; § 26 SächsIntG"),
    "§ 4 Abs. 1 und § 5 KomIntAVO": "§ 4 Abs. 1 KomIntAVO; § 5 KomIntAVO",
    "§ 5 KomIntAVO und § 3 SächsIntG": "§ 5 KomIntAVO; § 3 SächsIntG",
    "§ 6 der Kommunalintegrationsarbeitsverordnung": "§ 6 KomIntAVO",
    "§ 6 der Kommunalintegrations-Arbeitsverordnung": "§ 6 KomIntAVO",
    "§ 2 VO": "§ 2 KomIntAVO",
    "saechsintg § 11": "§ 11 SächsIntG",
    "KOMINTAVO: § 6": "§ 6 KomIntAVO",
    "Präambel des Sächsischen Integrations- und Teilhabegesetzes": "Präambel SächsIntG",
    "§ 5 SächsFlüAG": "§ 5 SächsFlüAG",
    "§ 60a Aufenthaltsgesetz": "§ 60a Aufenthaltsgesetz",
    "§ 3a Abs. 3 Nr. 1 VwVfG": "§ 3a Abs. 3 Nr. 1 VwVfG",
    "§ 4 SGB XII": "§ 4 SGB XII",
    # beside numbers that are none
    "§ 4 Abs. 3 Satz 2 am 1. November": "§ 4 Abs. 3 Satz 2",
    "§ 4 bis 31.12.2025": "§ 4",
    "§ 4 bis 31. Dezember": "§ 4",
    "§ 5 Abs. 1 und 1. März": "§ 5 Abs. 1",
    "§ 5 Abs. 1 1. März": "§ 5 Abs. 1",
    "§ 4 und 500 Euro": "§ 4",
    "§ 12 Abs. 3 und 20 Prozent": "§ 12 Abs. 3",
    "§ 12 Abs. 3 20 %": "§ 12 Abs. 3",
    "§ 5 und 3 Monate später": "§ 5",
    "§ 5 ist lang": "§ 5",
}


@pytest.mark.parametrize(("text", "expected"), SPELLINGS.items())
def test_every_usual_spelling_is_read(text: str, expected: str) -> None:
    assert "; ".join(map(str, find_refs(text))) == expected
    assert "; ".join(map(str, find_refs(f"Was steht in {text}?"))) == expected


@pytest.mark.parametrize(
    "text",
    [
        *("", "§", "§ XII", "Abs. 2", "Satz 3", "Art. 98", "am 19. Juni 2003", "bis 30.06.2026", "1.200 Euro"),
        *("20 Prozent", "1 : 100", "S. 161", "zwei Wochen", "§ 99999", "20 000 Einwohner", "Paragrafen", "drei Sätze"),
    ],
)
def test_dates_amounts_and_bare_signs_are_no_references(text: str) -> None:
    assert find_refs(text) == []


@pytest.mark.parametrize(
    ("text", "law"),
    [
        *[(name, "KomIntAVO") for name in ("KomIntAVO", "komintavo", "die Kommunalintegrationsarbeitsverordnung")],
        *[(name, "SächsIntG") for name in ("SächsIntG", "SITG", "sitg", "saechsintg", "SächsITG", "Sa\u0308chsIntG")],
        ("das Sächsische Integrations- und Teilhabegesetz", "SächsIntG"),
        ("KomIntAVO oder SächsIntG", None),
        ("SächsFlüAG", None),
        ("", None),
    ],
)
def test_a_law_is_known_by_all_its_names(text: str, law: str | None) -> None:
    assert find_law(text) == law


def test_a_law_from_the_context_serves_only_references_without_one() -> None:
    found = find_refs("§ 3 und dann noch einmal § 5 SächsFlüAG", "KomIntAVO")
    assert [ref.law for ref in found] == ["KomIntAVO", "SächsFlüAG"]


def test_a_law_of_another_name_is_never_taken_for_one_of_ours() -> None:
    for name in (
        "SächsFlüAG",
        "AufenthG",
        "Sächsische Gemeindeordnung",
        "SächsGemO",
        "Asylgesetz",
        "VwVfG",
        "IntBeirVO",
    ):
        (ref,) = find_refs(f"§ 5 Abs. 1 {name}", "KomIntAVO")
        assert ref.law not in ("KomIntAVO", "SächsIntG"), name


def test_what_is_left_beside_the_references_is_told() -> None:
    assert leftover("§ 10 Abs. 2 KomIntAVO.") == ""
    assert leftover("Warum § 10 Abs. 2?") == "Warum?"


_SNIPPETS = st.sampled_from(
    (
        "§ §§ Paragraf Präambel 1 2 3a 10 14 60 500 II iv İi ſ ² ٣ ein zwei zweiter erſter Absatz Abs. Absätze Satz "
        "Sätze S. s Nr. Nummer Ziff. Buchst. Doppelbuchst. lit. a aa b) cc) (2) (3a) , ; . / - – bis und oder sowie to "
        "des von in KomIntAVO SITG SächsFlüAG VO SGB XII Aufenthaltsgesetz Prozent Euro Juni 2024"
    ).split(" ")
)
_SOUP = st.lists(_SNIPPETS | st.text(max_size=2), max_size=14).flatmap(
    lambda parts: st.sampled_from([" ", "", "\u00a0", "\n"]).map(lambda glue: glue.join(parts))
)


@given(st.text() | _SOUP)
def test_no_text_whatever_makes_the_reader_fail(text: str) -> None:
    for ref in find_refs(text):
        assert NormRef.parse(str(ref)) == ref


@given(_SOUP)
def test_references_stand_one_behind_the_other_in_the_text(text: str) -> None:
    last = 0
    for start, end in find_spans(text):
        assert last <= start < end <= len(clean(text))
        last = end
