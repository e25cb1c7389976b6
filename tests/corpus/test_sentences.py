"""Where a German legal sentence ends."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.sentences import sentence_ends, split_sentences

TOGETHER = [
    "Der Bescheid ergeht zum 31. Dezember 2024.",
    "Sie endet am 1. Das gilt.",  # an ordinal behind "am", even before a capital
    "Das Gesetz vom 19. Juni 2003 (SächsGVBl. S. 161) gilt.",
    "Siehe SächsGVBl. S. 161 und BGBl. I S. 3.",
    "Der Schlüssel beträgt 1 : 100 Personen.",
    "Es gibt z. B. Kurse, u. a. Deutschkurse.",
    "Es gibt z.B. Kurse und d.h. Hilfe.",
    "Nach § 3 Abs. 2 Nr. 4 Buchst. a gilt das.",
    "Der Verband e. V. Dresden hilft.",
    "Das 2. Halbjahr zählt.",
    "Frist: 31. Dezember 2024, 3. März 2025.",
    "Die Stadt Dresden bzw. Leipzig zahlt.",
    "Er zahlt ca. 20 Prozent.",
    "Das zweite Halbjahr (i. d. F. von Mai) zählt.",
    "Es kostet 1.200 Euro.",
    "Ist das so? ja",
    "ohne Punkt",
    "Die Regel (SächsABl. SDr. S. S 5, MBl. I S. 3, ber. GBl. S. 7, BAnz. AT) gilt.",
    "Siehe lfd. Nr. K und Flst. Nr. 5.",
    "Er gilt vom 4. bis 27. Dezember.",
    "Im 58. Lebensjahr, seit dem frühen 19. Jahrhundert, gilt das.",
]


@pytest.mark.parametrize("text", TOGETHER)
def test_abbreviations_dates_ordinals_and_page_numbers_end_no_sentence(text: str) -> None:
    assert split_sentences(text) == [text]


@pytest.mark.parametrize(
    "parts",
    [
        ["Das gilt.", "Dies auch."],
        ["Gilt das?", "Ja!", "„Nein.“", "Doch."],
        ["Das endet im Jahr 2024.", "Danach gilt Neues."],
        ["Es gilt § 12.", "§ 13 bleibt."],
        ["Der Schlüssel ist 1 : 100.", "Er gilt immer."],
        ["Sie sagte: »Es gilt.«", "Dann ging sie."],
        ["Er zahlt 500 Euro.", "(Das ist viel.)", "Sie zahlt nichts."],
        ["Es gilt das Gesetz (SächsGVBl. S. 161).", "Es gilt weiter."],
        ["Es gelten die Absätze 1 bis 3.", "Die Stadt prüft."],
        ["Es gelten die §§ 4b bis 19.", "Sie gelten immer."],
        ["¹Das gilt.", "²Dies auch.", "¹⁰Und das."],
        ["Es hilft der Verband e. V.", "Die Stadt hilft auch."],
        ["Es ist ein Vertrag eigener Art.", "Er gilt."],
    ],
)
def test_a_full_stop_before_a_new_sentence_ends_one(parts: list[str]) -> None:
    assert split_sentences(" ".join(parts)) == parts
    assert split_sentences("\n".join(parts)) == parts


@given(st.text(alphabet="aB1 .!?§(“\n„") | st.text())
def test_no_character_is_lost_between_sentences(text: str) -> None:
    ends = sentence_ends(text)
    assert ends == sorted(set(ends))
    assert all(0 < end < len(text) for end in ends)
    assert "".join("".join(split_sentences(text)).split()) == "".join(text.split())
    assert all(split_sentences(text))
