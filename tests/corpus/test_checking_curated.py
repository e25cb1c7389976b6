"""What the check of FAQ and topics reports: norms that do not exist, and numbers that stand in none of them."""

from dataclasses import replace

import pytest

from corpus.checking_curated import check_curated, unbacked
from corpus.curated import BackedText, FaqEntry, Topic
from corpus.library import Library
from corpus.normref import NormRef
from tests.assistant.fakes import law_chunk

LAW = law_chunk(
    "§ 3 Abs. 8 KomIntAVO",
    [
        ("Satz 1", "Bis zum 1. November 2025 zahlt das Land 1 200 Euro nach § 7 Absatz 4."),
        ("Satz 2", "Die Frist beträgt zwei Wochen, der Anteil 20 Prozent."),
    ],
)
OTHER = law_chunk("§ 15 KomIntAVO", [("", "Es gibt 600 Plätze.")])
NORM = NormRef.parse("§ 3 Abs. 8 KomIntAVO")
MISSING = NormRef.parse("§ 3 Abs. 9 KomIntAVO")
SOUND = BackedText("Das Land zahlt 1.200 Euro.", (NORM,))
WRONG = BackedText("Das Land zahlt 1.300 Euro.", (NORM,))
ENTRY = FaqEntry("geld", "Rat", None, "Wie viel?", ("Wieviel Geld?",), (SOUND,), SOUND, SOUND)
TOPIC = Topic("unclear-x", "unclear", "Löhne", "Siehe § 3 Abs. 8 KomIntAVO.", (NORM,), ("Was?",))


def library(*faq: FaqEntry, topics: tuple[Topic, ...] = ()) -> Library:
    return Library((LAW, OTHER), faq, topics)


def problems(*faq: FaqEntry, topics: tuple[Topic, ...] = ()) -> list[str]:
    return [str(problem) for problem in check_curated(library(*faq, topics=topics))]


# --- numbers ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("Es sind 1.200 Euro.", []),
        ("Es sind 1200 Euro.", []),
        ("Es sind 1 300 Euro.", ["1300"]),
        ("Es sind 200 Euro.", ["200"]),
        ("Es sind 99 Euro und 98 Cent.", ["98", "99"]),
        ("Bis zum 1. November 2025.", []),
        ("Bis zum 1. Dezember.", ["12"]),
        ("Bis zum 8. November.", []),  # the 8 of Absatz 8
        ("Bis zum 4. November.", []),  # the 4 of Absatz 4 that the text names
        ("Bis zum 5. November.", ["5"]),
        ("By 1 November 2025.", []),
        ("By 1 December 2026.", ["12", "2026"]),
        ("You may ask.", []),
        ("Sie haben 2 Wochen.", []),
        ("Sie haben zwei Wochen.", []),
        ("Sie haben fünf Wochen.", ["5"]),
        ("Nach zehn Jahren.", ["10"]),
        ("Es gibt zehn Gründe.", []),
        ("Der Anteil ist 20 Prozent.", []),
        ("Der Anteil ist 020 %.", []),
        ("Der Anteil ist 25 %.", ["25"]),
        ("Es gibt 600 Plätze.", ["600"]),
        ("Siehe § 3 Abs. 8 KomIntAVO.", []),
        ("Siehe § 3.", []),
        ("Siehe § 7.", []),
        ("Siehe § 9 und § 10.", ["§ 9", "§ 10"]),
        ("Siehe § 3 SächsIntG.", ["§ 3 SächsIntG"]),
        ("Es sind 99 Euro nach § 9.", ["99", "§ 9"]),
        ("Es sind 99 Euro (berechnet).", []),
        ("Etwa 99 Euro nach § 9 (etwa berechnet).", []),
        ("That is 99 Euro (Calculated).", []),
        ("Es sind 99 Euro, berechnet.", ["99"]),
        ("Es sind 99 Euro (nicht berechnet).", ["99"]),
    ],
)
def test_a_number_stands_in_the_norms_or_is_calculated(text: str, missing: list[str]) -> None:
    assert unbacked(BackedText(text, (NORM,)), library()) == missing


def test_a_number_may_stand_in_any_of_several_norms() -> None:
    both = (NORM, NormRef.parse("§ 15 KomIntAVO"))
    assert unbacked(BackedText("600 Plätze, 20 Prozent, § 15.", both), library()) == []


@pytest.mark.parametrize("text", ["Ein Jahr.", "Nach einem Jahr.", "Bis zu einer Woche.", "Eine Woche lang."])
def test_one_of_a_measure_is_a_number_in_every_case(text: str) -> None:
    assert unbacked(BackedText(text, (NORM,)), library()) == []
    assert unbacked(BackedText(text, (NormRef.parse("§ 15 KomIntAVO"),)), library()) == ["1"]


# --- entries and topics -------------------------------------------------------------------------------------------


def test_sound_entries_and_topics_have_no_problems(bundled: Library) -> None:
    assert problems(ENTRY, topics=(TOPIC,)) == []
    assert bundled.faq
    assert bundled.topics
    assert check_curated(bundled) == []


@pytest.mark.parametrize(
    "entry",
    [
        replace(ENTRY, answer=(SOUND, WRONG)),
        replace(ENTRY, simple=WRONG),
        replace(ENTRY, english=WRONG),
    ],
)
def test_every_part_of_an_entry_is_checked(entry: FaqEntry) -> None:
    assert problems(entry) == ["faq.md: geld: 1300 does not stand in the norms of: Das Land zahlt 1.300 Euro."]


@pytest.mark.parametrize("norms", [(MISSING,), (NORM, MISSING), (MISSING, NORM)])
def test_every_norm_of_a_sentence_exists(norms: tuple[NormRef, ...]) -> None:
    entry = replace(ENTRY, answer=(SOUND, BackedText("Es zahlt.", norms)))
    assert problems(entry) == ["faq.md: geld: § 3 Abs. 9 KomIntAVO does not exist"]


@pytest.mark.parametrize(
    ("norm", "exists"),
    [
        ("§ 3 KomIntAVO", True),
        ("§ 3 Abs. 8 Satz 2 KomIntAVO", True),
        ("§ 15 Satz 1 KomIntAVO", True),
        ("§ 3 Abs. 8 Satz 3 KomIntAVO", False),
        ("§ 4 KomIntAVO", False),
        ("§ 3 Abs. 8 SächsIntG", False),
        ("§ 3 Abs. 8", False),
    ],
)
def test_a_norm_exists_down_to_its_satz(norm: str, exists: bool) -> None:
    entry = replace(ENTRY, simple=BackedText("Es zahlt.", (NormRef.parse(norm),)))
    assert problems(entry) == ([] if exists else [f"faq.md: geld: {norm} does not exist"])


@pytest.mark.parametrize(
    ("changed", "found"),
    [
        (replace(TOPIC, norms=(MISSING,)), ["§ 3 Abs. 9 KomIntAVO"]),
        (replace(TOPIC, answer="Siehe § 4 KomIntAVO."), ["§ 4 KomIntAVO"]),
        (replace(TOPIC, answer="Siehe § 3 Abs. 9 KomIntAVO.", norms=(MISSING,)), ["§ 3 Abs. 9 KomIntAVO"]),
        (replace(TOPIC, answer="Siehe § 60a AufenthG und 99 Euro."), []),
    ],
)
def test_a_norm_of_a_topic_or_its_answer_exists(changed: Topic, found: list[str]) -> None:
    assert problems(topics=(changed,)) == [f"abgrenzung.md: Löhne: {norm} does not exist" for norm in found]


def test_a_question_is_asked_in_one_entry_only() -> None:
    other = replace(ENTRY, key="anders", question="Wozu?", variants=("WIE VIEL?", "Warum?"))
    assert problems(ENTRY, other) == ["faq.md: asked in two entries: wie viel?"]
