"""Answers without a model: the Sätze that answer, word for word, with the norm they stand in."""

import re
from dataclasses import replace

import pytest

from assistant import citing
from assistant.answer import Passage, Voice
from assistant.ask import Assistant
from assistant.drafting import extractive
from assistant.drafting.draft import Statement
from corpus.documents import Chunk, Kind, Simple, Unit, Verdict
from corpus.normref import NormRef
from tests.assistant.fakes import law_chunk, prose_chunk

FILLER = "Das regelt das Amt in allen Fällen, die hier gemeint sind, nach eigenem Ermessen. " * 15
SHORT = law_chunk("§ 3 Abs. 1 KomIntAVO", [("Satz 1", "Gefördert wird Personal."), ("Satz 2", "Autos nicht.")])
LONG = law_chunk(
    "§ 5 Abs. 2 KomIntAVO",
    [("Satz 1", "Der erste Satz gilt."), ("Satz 2", FILLER.strip()), ("Satz 3", "Der dritte Satz gilt auch.")],
)
LIST = law_chunk(
    "§ 7 Abs. 1 KomIntAVO",
    [
        ("Satz 1", "Vorzulegen sind:"),
        ("Satz 1 Nr. 1", "1. ein Plan,"),
        ("Satz 1 Nr. 2", "2. ein Bericht sowie"),
        ("Satz 1 Nr. 3", "3. eine Rechnung."),
        ("Satz 2", FILLER.strip()),
    ],
)
CATALOGUE = law_chunk(
    "§ 8 Abs. 1 KomIntAVO",
    [("Satz 1", "Zu berichten ist über:")]
    + [
        entry
        for number in range(1, 9)
        for entry in (
            (f"Satz 1 Nr. {number}", f"{number}. Bereich {number}, nämlich"),
            (f"Satz 1 Nr. {number} Buchst. a", "a) eine Einzelheit,"),
        )
    ],
)


def unit(chunk: Chunk, inner: str) -> Unit:
    found = chunk.provision.find(
        NormRef.parse(f"§ {chunk.provision.ref.paragraf} Abs. {chunk.provision.ref.absatz} {inner} KomIntAVO")
    )
    assert found is not None
    return found


def statement(chunk: Chunk, *inner: str) -> Statement:
    (made,) = extractive.draft([Passage(chunk, 1.0, tuple(unit(chunk, i) for i in inner))]).statements
    return made


def quotes(made: Statement) -> list[tuple[str, str]]:
    return [(str(q.ref), q.chunk.provision.text[q.start : q.end]) for q in made.quotes]


def test_a_short_absatz_is_quoted_satz_by_satz() -> None:
    made = statement(SHORT)
    assert made.text == "Nach § 3 Abs. 1 KomIntAVO: Gefördert wird Personal. Autos nicht."
    assert quotes(made) == [
        ("§ 3 Abs. 1 Satz 1 KomIntAVO", "Gefördert wird Personal."),
        ("§ 3 Abs. 1 Satz 2 KomIntAVO", "Autos nicht."),
    ]


def test_of_a_long_absatz_only_the_satz_that_speaks_is_quoted() -> None:
    made = statement(LONG, "Satz 3")
    assert made.text == "Nach § 5 Abs. 2 KomIntAVO: Der dritte Satz gilt auch."
    assert quotes(made) == [("§ 5 Abs. 2 Satz 3 KomIntAVO", "Der dritte Satz gilt auch.")]


def test_of_a_long_absatz_that_speaks_as_a_whole_the_first_satz_is_quoted() -> None:
    assert quotes(statement(LONG)) == [("§ 5 Abs. 2 Satz 1 KomIntAVO", "Der erste Satz gilt.")]


@pytest.mark.parametrize(
    ("number", "entry", "words"),
    [
        ("1", "1. ein Plan,", "ein Plan"),
        ("2", "2. ein Bericht sowie", "ein Bericht"),
        ("3", "3. eine Rechnung.", "eine Rechnung"),
    ],
)
def test_a_list_entry_stands_behind_the_words_that_lead_to_it(number: str, entry: str, words: str) -> None:
    made = statement(LIST, f"Satz 1 Nr. {number}")
    assert made.text == f"Nach § 7 Abs. 1 KomIntAVO: Vorzulegen sind – {words}."
    assert quotes(made) == [(f"§ 7 Abs. 1 Satz 1 Nr. {number} KomIntAVO", entry)]


def test_a_satz_with_a_list_is_quoted_with_its_list_and_no_further() -> None:
    made = statement(LIST, "Satz 1")
    entries = "Vorzulegen sind:\n1. ein Plan,\n2. ein Bericht sowie\n3. eine Rechnung."
    assert made.text == f"Nach § 7 Abs. 1 KomIntAVO: {entries}"
    assert quotes(made) == [("§ 7 Abs. 1 Satz 1 KomIntAVO", entries)]


def test_of_a_long_list_only_the_first_level_is_told() -> None:
    text = statement(CATALOGUE, "Satz 1").text
    assert "8. Bereich 8" in text
    assert "Einzelheit" not in text


@pytest.mark.parametrize(("kind", "name"), [(Kind.PRESS, "Pressemitteilung"), (Kind.GUIDANCE, "Hinweis")])
def test_what_is_no_law_is_named_as_what_it_is_and_quoted_in_one_piece(kind: Kind, name: str) -> None:
    chunk = prose_chunk(kind, "Das Amt teilt mit.", "Die Verordnung gilt.")
    made = statement(chunk)
    assert made.text.startswith(f"{name} (Titel der Quelle, Amt Muster, Stand 2024-09-18): ")
    assert quotes(made) == [("None", "Das Amt teilt mit. Die Verordnung gilt.")]


def test_a_statement_per_passage_in_their_order() -> None:
    made = extractive.draft([Passage(LONG, 2.0), Passage(SHORT, 1.0)])
    assert made.mode == "extractive"
    assert [s.text.split(":")[0] for s in made.statements] == ["Nach § 5 Abs. 2 KomIntAVO", "Nach § 3 Abs. 1 KomIntAVO"]
    assert extractive.draft([]).statements == ()


# --- voices -------------------------------------------------------------------------------------------------------


EASY = replace(SHORT, simple=Simple("Was wird bezahlt?", "Das Land bezahlt die Mitarbeiter."))


def voiced(chunk: Chunk, voice: Voice, verdict: Verdict | None = None) -> Statement:
    (made,) = extractive.draft([Passage(chunk, 1.0, verdict=verdict)], voice=voice).statements
    return made


def test_simple_german_is_told_where_there_is_some_and_the_same_words_are_quoted() -> None:
    made = voiced(EASY, Voice.SIMPLE)
    assert made.text == "§ 3 Abs. 1 KomIntAVO: Das Land bezahlt die Mitarbeiter."
    assert quotes(made) == quotes(voiced(EASY, Voice.GERMAN)) != []


def test_without_simple_german_the_words_of_the_text_are_told() -> None:
    assert voiced(SHORT, Voice.SIMPLE).text == "§ 3 Abs. 1 KomIntAVO: Gefördert wird Personal. Autos nicht."


def test_an_english_answer_says_in_english_whose_german_words_follow() -> None:
    made = voiced(EASY, Voice.ENGLISH)
    assert made.text == "§ 3 Abs. 1 KomIntAVO says (in German): Gefördert wird Personal. Autos nicht."
    assert quotes(made) == quotes(voiced(EASY, Voice.GERMAN))


def test_only_the_simple_voice_speaks_simple_german() -> None:
    for voice in (Voice.GERMAN, Voice.ENGLISH):
        assert voiced(EASY, voice).text == voiced(SHORT, voice).text


@pytest.mark.parametrize(
    ("voice", "verdict", "opening"),
    [
        (Voice.GERMAN, Verdict.YES, "Ja. Nach §"),
        (Voice.GERMAN, Verdict.NO, "Nein. Nach §"),
        (Voice.GERMAN, Verdict.CONDITIONAL, "Das kommt darauf an. Nach §"),
        (Voice.GERMAN, Verdict.SILENT, "Nach §"),
        (Voice.SIMPLE, Verdict.NO, "Nein. § 3"),
        (Voice.ENGLISH, Verdict.YES, "Yes. § 3"),
        (Voice.ENGLISH, Verdict.NO, "No. § 3"),
        (Voice.ENGLISH, Verdict.CONDITIONAL, "That depends. § 3"),
        (Voice.ENGLISH, None, "§ 3"),
    ],
)
def test_an_answer_opens_with_the_verdict_in_its_language(voice: Voice, verdict: Verdict | None, opening: str) -> None:
    assert voiced(EASY, voice, verdict).text.startswith(opening)


def test_the_verdict_of_the_first_passage_alone_is_told() -> None:
    first, second = Passage(SHORT, 2.0, verdict=Verdict.NO), Passage(LONG, 1.0, verdict=Verdict.YES)
    texts = [made.text for made in extractive.draft([first, second]).statements]
    assert [text.split(" ")[0] for text in texts] == ["Nein.", "Nach"]


# --- the shipped corpus -------------------------------------------------------------------------------------------


def test_every_unit_of_the_corpus_can_be_told_in_its_own_words(assistant: Assistant) -> None:
    for chunk in assistant.library.chunks:
        whole = chunk.provision.text
        for units in [(), *((unit,) for unit in chunk.provision.units)]:
            passage = Passage(chunk, 1.0, units)
            draft = extractive.draft([passage])
            told = citing.check(draft, [passage])
            assert told.citations, chunk.key
            assert all(c.quote == whole[c.start : c.end] != "" for c in told.citations)
            assert ".." not in draft.statements[0].text


def test_nothing_but_words_of_the_provision_follows_its_name(assistant: Assistant) -> None:
    for chunk in assistant.library.chunks:
        for unit in chunk.provision.units if chunk.provision.ref else ():
            text = extractive.draft([Passage(chunk, 1.0, (unit,))]).statements[0].text
            said = re.findall(r"\w+", text.partition(": ")[2])
            assert set(said) <= set(re.findall(r"\w+", chunk.provision.text)), unit.ref


def test_a_long_absatz_is_not_told_whole(assistant: Assistant) -> None:
    for chunk in assistant.library.chunks:
        if len(chunk.provision.text) > 2000:
            told = extractive.draft([Passage(chunk, 1.0)]).statements[0].text
            assert len(told) < len(chunk.provision.text) / 2, chunk.key
