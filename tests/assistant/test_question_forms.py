"""What the form of a question tells: norms in short forms, yes or no, and its language."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.asking import (
    asks_for_number,
    asks_for_press,
    asks_why,
    is_absolute,
    is_english,
    is_yes_no,
    modality,
    wanted,
)
from assistant.question import is_follow_up, is_vague, split, understand

WORDS = (
    "Wer wann oder was die das es dürfen wir muss der Bericht? Zuweisung. § 6 Abs. 1 KomIntAVO – : ! mein Antrag "
    "abgelehnt the may can or Presse Satz Nummer Fu\u0308r \u00ad \u00a0 \n"
).split(" ")
TEXTS = st.text() | st.lists(st.sampled_from(WORDS), max_size=20).map(" ".join)


@given(TEXTS)
def test_no_text_whatever_has_an_unreadable_form(text: str) -> None:
    question = understand(text)
    asks = (asks_for_number, asks_why, is_absolute)
    for tells in (is_yes_no, asks_for_press, is_english, is_follow_up, *asks):
        assert tells(text) in (True, False)
    assert is_vague(question) in (True, False)
    assert modality(question.text) <= {"permission", "duty", "claim"}


@given(TEXTS)
def test_reading_a_question_again_changes_nothing(text: str) -> None:
    question = understand(text)
    assert understand(question.text) == question


@given(TEXTS)
def test_a_part_of_a_question_is_not_empty_and_stays_whole(text: str) -> None:
    for part in split(text):
        assert part.strip() or part == text
        assert len(split(part)) == 1


@given(TEXTS, TEXTS)
def test_a_question_with_a_norm_is_never_vague_and_never_a_follow_up(text: str, before: str) -> None:
    question = understand(f"{text} § 6 Abs. 1 KomIntAVO")
    assert question.refs
    assert not is_vague(question)
    assert question.context is None


# --- norms --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "norms"),
    [
        ("§7 III 2", "§ 7 Abs. 3 Satz 2"),
        ("§7(3)2", "§ 7 Abs. 3 Satz 2"),
        ("§ 7 (3) S. 2", "§ 7 Abs. 3 Satz 2"),
        ("§ 7 III S. 2", "§ 7 Abs. 3 Satz 2"),
        ("§7 Abs.3 S.2", "§ 7 Abs. 3 Satz 2"),
        ("§ 7 Abs 3 S. 2", "§ 7 Abs. 3 Satz 2"),
        ("§ 7, Abs. 3, Satz 2", "§ 7 Abs. 3 Satz 2"),
        ("§ 7 Satz 2 Absatz 3", "§ 7 Abs. 3 Satz 2"),
        ("Paragraf 7 Absatz 3 Satz 2", "§ 7 Abs. 3 Satz 2"),
        ("§ 7 Absatz drei Satz zwei", "§ 7 Abs. 3 Satz 2"),
        ("§ 7 Abs. 3 Satz 2 Halbsatz 1", "§ 7 Abs. 3 Satz 2"),
        ("§ 7 Absatz III", "§ 7 Abs. 3"),
        ("Paragraf 7 III", "§ 7 Abs. 3"),
        ("Absatz 3 § 7", "§ 7 Abs. 3"),
        ("Section 7 (3)", "§ 7 Abs. 3"),
        ("§§ 7 ff.", "§ 7"),
        ("§§7,8", "§ 7; § 8"),
        ("§§ 7, 8", "§ 7; § 8"),
        ("§ 7/8", "§ 7; § 8"),
        ("§§ 7 u. 8 KomIntAVO", "§ 7 KomIntAVO; § 8 KomIntAVO"),
        ("§§ 7, 8 und 9", "§ 7; § 8; § 9"),
        ("§§ 7-9", "§ 7; § 8; § 9"),
        ("Paragrafen 7 und 8", "§ 7; § 8"),
        ("§ 7 und § 8 SächsIntG", "§ 7 SächsIntG; § 8 SächsIntG"),
    ],
)
def test_norms_are_found_in_every_short_form(text: str, norms: str) -> None:
    for asked in (text, f"Was heißt das ({text})?", f"was sagt {text}\u00a0dazu", text.replace(" ", "\u202f")):
        assert "; ".join(map(str, understand(asked).refs)) == norms
        assert understand(unicodedata.normalize("NFD", asked)).refs == understand(asked).refs


def test_a_norm_is_named_once() -> None:
    assert [str(ref) for ref in understand("Gilt § 7 Abs. 3, also § 7 III, neben § 7?").refs] == ["§ 7 Abs. 3", "§ 7"]


# --- yes or no ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "yes_no"),
    [
        ("Dürfen wir die Mittel weiterleiten?", True),
        ("Haben Kommunen einen Anspruch?", True),
        ("Gibt es eine Frist für den Bericht, und wann endet sie?", True),
        ("Müssen wir berichten oder nicht?", True),
        ("Wir sind eine Stadt. Dürfen wir das?", True),
        ("Wer wissen will: Dürfen wir das?", True),
        ("May we spend it or not?", True),
        ("Is it allowed?", True),
        ("Wer zahlt?", False),
        ("Bis wann muss der Bericht vorliegen?", False),
        ("In welcher Form muss der Bericht vorliegen?", False),
        ("Wofür dürfen wir das Geld ausgeben?", False),
        ("Wessen Aufgabe ist das?", False),
        ("Warum darf man das nicht?", False),
        ("Wir sind eine Stadt: Wer zahlt?", False),
        ("Dürfen wir kaufen? Wir sind ein Verein – wer zahlt?", False),
        ("Muss der Bericht jährlich oder alle zwei Jahre kommen?", False),
        ("Can we buy cars or vans?", True),
        ("How much is it?", False),
    ],
)
def test_a_question_for_yes_or_no_has_no_question_word_and_no_choice(text: str, yes_no: bool) -> None:
    assert is_yes_no(text) is yes_no
    assert is_yes_no(f"  {text.upper()}\n") is yes_no


@pytest.mark.parametrize(
    ("text", "yes_no"),
    [
        ("Zuweisung weiterleiten freie Träger", False),
        ("Bericht dem Landtag jährlich", False),
        ("Fahrzeuge, Baumaßnahmen", False),
        ("allocation private provider", False),
        ("Weiterleitung erlaubt?", True),
        ("Die Weiterleitung ist erlaubt", True),
        ("Stimmt es, dass das Land zahlt", True),
        ("Does the state pay", True),
        ("Gilt das auch nach Abs. 2", True),
        ("Das Land zahlt alles, oder?", True),
        ("Are cars or vans funded?", False),
    ],
)
def test_key_words_without_a_verb_ask_for_nothing(text: str, yes_no: bool) -> None:
    assert is_yes_no(text) is yes_no


# --- how much, why, always, what to do ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Wie viele Raten gibt es?", True),
        ("Wieviel Geld bekommen wir?", True),
        ("Wie viel Prozent dürfen wir behalten?", True),
        ("In wie vielen Raten wird gezahlt?", True),
        ("Und wie lange heben wir Belege auf?", True),
        ("Wie oft wird berichtet?", True),
        ("Wie alt muss man sein?", True),
        ("Ab welchem Alter darf man in den Beirat?", True),
        ("Welche Entgeltgruppe gilt?", True),
        ("Welche festen Öffnungszeiten gelten?", True),
        ("How many instalments are there?", True),
        ("HOW LONG do we keep records?", True),
        ("How often must we report?", True),
        ("Wie wird die Zuweisung berechnet?", False),
        ("Wie weit reicht das?", False),
        ("Wie hochwertig muss das sein?", False),
        ("Wann wird gezahlt?", False),
        ("Welche Unterlagen braucht das Amt?", False),
        ("Wird so oft berichtet?", False),
        ("How is it paid?", False),
        ("Das Land will von uns allen wissen, wie viele Raten es gibt", False),
    ],
)
def test_a_question_for_a_measure_opens_with_how_much(text: str, number: bool) -> None:
    assert asks_for_number(text) is number


@pytest.mark.parametrize(
    ("text", "why"),
    [
        *[(text, True) for text in ("Warum nicht?", "Und WESHALB gilt das?", "Wieso zahlt er?", "Why does it matter?")],
        *[(text, False) for text in ("Worum geht es?", "Darum geht es?", "Wozu dient das?", "How does it work?")],
    ],
)
def test_a_question_for_a_reason_asks_why(text: str, why: bool) -> None:
    assert asks_why(text) is why


@pytest.mark.parametrize(
    ("text", "absolute"),
    [
        ("Dürfen nur Vereine das?", True),
        ("Gilt das IMMER?", True),
        ("Zahlt das Land automatisch?", True),
        ("Ersetzt der Bericht den Nachweis?", True),
        ("Reicht statt eines Berichts ein Brief?", True),
        ("Zahlt das Land die volle Miete?", True),
        ("Kann man die Stadt zwingen?", True),
        ("Is it paid in full?", True),
        ("Is that only for cities?", True),
        ("Dürfen Vereine das?", False),
        ("Zahlt die Stadt allerdings?", False),
        ("Gilt das allgemein für Stadtteile?", False),
        ("Was ist der Status der Allianz?", False),
        ("Can a nurse or a small club do it?", False),
    ],
)
def test_a_question_is_absolute_if_it_allows_no_exception(text: str, absolute: bool) -> None:
    assert is_absolute(text) is absolute


# --- language and follow-ups --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("Who pays?", True),
        ("THE LAW", True),
        ("Must the Landkreis report to the Ministerium?", True),
        ("What is the Zuweisung für Kommunen?", True),
        ("der the", False),
        ("Wer ist the boss?", False),
        ("Bis wann?", False),
        ("allocation report deadline", False),
        ("§ 6 KomIntAVO", False),
        ("Theater und Area", False),
    ],
)
def test_a_text_is_english_if_most_of_its_function_words_are(text: str, english: bool) -> None:
    assert is_english(text) is english


@pytest.mark.parametrize(
    ("text", "follows"),
    [
        ("Und in Leipzig?", True),
        ("Aber wer zahlt die Personalkosten der Beratungskräfte?", True),
        ("Wer entscheidet das?", True),
        ("Wo steht das?", True),
        ("Ab wann?", True),
        ("Wie viele?", True),
        ("Bekommt er Geld?", True),
        ("Welche Frist gilt dafür?", True),
        ("what about the report?", True),
        ("Who decides that?", True),
        ("Danke", True),
        ("Ist das so?", True),
        ("?", True),
        ("", True),
        ("Wie hoch ist die Zuweisung?", False),
        ("Was bedeutet Integrationsmanagement?", False),
        ("Undine fragt?", False),
        ("Gutachten vorlegen?", False),
        ("Abermals berichten?", False),
        ("Und welche Qualifikation brauchen Beratungskräfte, Sprachmittler, Leitung, Beauftragte sowie Träger?", True),
        (
            "Und welche Qualifikation brauchen Beratungskräfte, Helfer, Mittler, Leitung, Beauftragte sowie Träger?",
            False,
        ),
        ("Welche Fristen gelten dafür bei Berichten, Konzepten, Anträgen, Nachweisen?", False),
    ],
)
def test_a_follow_up_opens_or_points_as_one_and_is_short(text: str, follows: bool) -> None:
    assert is_follow_up(text) is follows
    assert is_follow_up(text.upper()) is follows


# --- what it is about ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "vague"),
    [
        ("", True),
        ("Können Sie das?", True),
        ("Absatz 3?", True),
        ("Nummer 2 verstehe ich", True),
        ("Darf man das?", True),
        ("Wer macht das?", True),
        ("Was heißt das genau?", True),
        ("Und die anderen?", True),
        ("Wie viele sind das mindestens?", True),
        ("Was sagt Absatz 2?", True),
        ("Can we do that?", True),
        ("Was ist eine Erstberatung?", False),
        ("Wohngeld?", False),
        ("Ist Fahrtgeld dabei?", False),
        ("Was gilt für Kommunen?", False),
        ("Was sagt Absatz 2 zur Auszahlung der Zuweisung an Kommunen?", False),
        ("Was steht in § 6?", False),
        ("Wie hoch ist die Zuweisung?", False),
        ("Welche Nummer hat die Zuweisung im Landkreis Leipzig?", False),
    ],
)
def test_a_question_without_a_subject_is_vague(text: str, vague: bool) -> None:
    assert is_vague(understand(text)) is vague


@pytest.mark.parametrize(
    ("text", "press"),
    [
        *[(text, True) for text in ("Was sagt die Presse?", "PRESSEMITTEILUNG vom Mai", "press release")],
        *[(text, False) for text in ("Was gilt nach dem Presserecht?", "Ist das Erpressung?", "Was gilt?")],
    ],
)
def test_a_question_for_the_press_names_it(text: str, press: bool) -> None:
    assert asks_for_press(text) is press


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Bis wann ist abzurechnen?", {"time"}),
        ("By when is it due?", {"time"}),
        ("Wer unterschreibt?", {"person"}),
        ("Wie hoch ist der Anteil?", {"measure"}),
        ("How many people sign it?", {"measure"}),
        ("Wie reicht man ihn ein?", {"way"}),
        ("Warum ist das so?", {"reason"}),
        ("Darf man das weitergeben?", set()),
    ],
)
def test_a_question_wants_a_kind_of_answer(text: str, kinds: set[str]) -> None:
    assert wanted(text) == kinds
