"""The HTML of the page: everything foreign is escaped, chips lead to cards, and the used words are marked."""

import re
from dataclasses import replace
from functools import partial

import pytest

from assistant.answer import Answer, Citation, Passage, Status
from assistant.web import cards, render
from assistant.web.markup import Numbered
from assistant.web.texts import texts
from corpus.documents import Chunk, Kind, Provision, Source
from corpus.library import Library, load_library
from corpus.normref import NormRef

GERMAN = texts("de")
evidence = partial(cards.evidence, texts=GERMAN)
conversation = partial(render.conversation, texts=GERMAN)
status_line = partial(render.status_line, texts=GERMAN)
HOSTILE = '<img src=x onerror="alert(1)">'
TEXT = "(1) Erster Satz. Zweiter Satz:\n1. eins,\na) tief,\naa) tiefer."


def source(**changes: str | None) -> Source:
    plain = Source(
        "law", Kind.RESTATEMENT, "Verordnung", "Ministerium", "2024-09-18", "https://example.org/x", "KomIntAVO"
    )
    return replace(plain, **changes)


def chunk(text: str = TEXT, heading: str = "Weiterleitung", **changes: str | None) -> Chunk:
    return Chunk(Provision("k-1", NormRef("KomIntAVO", "6", "1"), heading, text, ()), source(**changes))


def citation(quote: str, of: Chunk, law: str | None = "KomIntAVO") -> Citation:
    start = of.provision.text.index(quote)
    place = (of.key, start, start + len(quote))
    norm = ("6", "1", None, None) if law else (None, None, None, None)
    ref = "§ 6 Abs. 1 KomIntAVO" if law else of.source.id
    return Citation(ref, law, *norm, quote, of.source.url, of.source.stand, str(of.source.kind), *place)


def answer(text: str, of: Chunk, *quotes: str, question: str = "Darf man?") -> Answer:
    citations = tuple(citation(quote, of) for quote in quotes)
    return Answer(question, Status.ANSWERED, text, citations, (Passage(of, 1.0),), "extractive", 1.0)


def test_markup_in_a_question_is_shown_as_text() -> None:
    html = conversation([Numbered(1, answer("Ja.", chunk(), question=HOSTILE))])
    assert "<img" not in html
    assert "&lt;img src=x onerror=&quot;alert(1)&quot;&gt;" in html


def test_markup_in_a_waiting_question_is_shown_as_text() -> None:
    assert "<img" not in conversation([], waiting=(1, HOSTILE))


def test_markup_in_an_answer_is_shown_as_text() -> None:
    assert "<img" not in conversation([Numbered(1, answer(f"{HOSTILE} [1]", chunk(), "Erster Satz."))])


@pytest.mark.parametrize("field", ["publisher", "citation", "note", "stand"])
def test_markup_in_a_source_is_shown_as_text(field: str) -> None:
    hostile = chunk(**{field: HOSTILE})
    assert "<img" not in evidence([Numbered(1, answer("Ja. [1]", hostile, "Erster Satz."))])


def test_markup_in_a_provision_is_shown_as_text_inside_and_outside_of_the_mark() -> None:
    hostile = chunk(f"(1) {HOSTILE} Satz {HOSTILE}", heading=HOSTILE)
    assert "<img" not in evidence([Numbered(1, answer("Ja. [1]", hostile, f"Satz {HOSTILE}"))])


@pytest.mark.parametrize("url", ["javascript:alert(1)", "http://example.org", None])
def test_only_https_addresses_become_links(url: str | None) -> None:
    assert "official-link" not in evidence([Numbered(1, answer("Ja. [1]", chunk(url=url), "Erster Satz."))])


def test_only_the_text_of_a_law_has_a_way_to_the_official_page() -> None:
    assert "Zur amtlichen Seite" in evidence([Numbered(1, answer("Ja. [1]", chunk(), "Erster Satz."))])
    assert "Zur Quelle" in evidence([Numbered(1, answer("Ja. [1]", chunk(law=None), "Erster Satz."))])


def test_a_card_leads_to_its_provision_in_the_text_of_the_law() -> None:
    html = evidence([Numbered(1, answer("Ja. [1]", chunk(), "Erster Satz."))])
    assert 'href="/vorschriften/komintavo#komintavo-p6-a1" target="_blank"' in html


def test_a_restatement_does_not_pass_for_the_publishers_own_text() -> None:
    assert "Zusammengefasst nach: Ministerium" in evidence([Numbered(1, answer("Ja. [1]", chunk(), "Erster Satz."))])


def test_an_address_cannot_leave_its_attribute() -> None:
    html = evidence([Numbered(1, answer("Ja. [1]", chunk(url='https://x"onclick="alert(1)'), "Erster Satz."))])
    assert 'onclick="' not in html


def test_each_number_in_an_answer_is_a_chip_that_leads_to_a_card() -> None:
    shown = [Numbered(3, answer("Ja. [1] [2]", chunk(), "Erster Satz.", "Zweiter Satz:"))]
    targets = re.findall(r'class="chip" href="#([^"]+)"', conversation(shown))
    assert targets == ["beleg-3-1", "beleg-3-2"]
    assert all(f'id="{target}"' in evidence(shown) for target in targets)


def test_a_number_without_a_citation_stays_text() -> None:
    html = conversation([Numbered(1, answer("Ja. [2] [0]", chunk(), "Erster Satz."))])
    assert "[2] [0]" in html
    assert "chip" not in html


def test_a_chip_of_a_source_without_norms_has_its_title() -> None:
    press = chunk(title="Medieninformation")
    one = replace(answer("Ja. [1]", press), citations=(citation("Erster Satz.", press, law=None),))
    assert "Medieninformation</a>" in conversation([Numbered(1, one)])


def test_the_cited_words_are_marked_in_the_whole_provision() -> None:
    html = evidence([Numbered(1, answer("Ja. [1]", chunk(), "Erster Satz."))])
    assert "<p>(1) <mark>Erster Satz.</mark> Zweiter Satz:</p>" in html


def test_overlapping_citations_give_one_mark_and_one_card() -> None:
    html = evidence([Numbered(1, answer("Ja. [1] [2]", chunk(), "Erster Satz. Zweiter", "Zweiter Satz:"))])
    assert "<mark>Erster Satz. Zweiter Satz:</mark>" in html
    assert html.count('<article class="card"') == 1


def test_a_mark_goes_on_over_the_lines_of_a_list() -> None:
    html = evidence([Numbered(1, answer("Ja. [1]", chunk(), "Satz:\n1. eins,\na) tief,"))])
    assert '<p class="level-1"><mark>1. eins,</mark></p><p class="level-2"><mark>a) tief,</mark></p>' in html
    assert '<p class="level-3">aa) tiefer.</p>' in html


def test_only_the_evidence_of_the_last_question_is_unfolded() -> None:
    html = evidence([Numbered(n, answer("Ja. [1]", chunk(), "Erster Satz.")) for n in (1, 2)])
    assert re.findall(r'"evidence-group"( open)?>.*?Frage (\d)', html) == [(" open", "2"), ("", "1")]


def test_the_log_is_busy_only_while_an_answer_is_awaited() -> None:
    assert 'aria-busy="true"' in conversation([], waiting=(1, "Frage?"))
    assert "aria-busy" not in conversation([Numbered(1, answer("Ja.", chunk()))])


def test_a_very_long_question_is_cut_in_the_log() -> None:
    assert len(conversation([Numbered(1, answer("Zu lang.", chunk(), question="a" * 10_000))])) < 2000


def test_an_answer_says_what_wrote_it_and_what_it_rests_on() -> None:
    html = conversation([Numbered(1, answer("Ja. [1]", chunk(), "Erster Satz."))])
    assert "ohne Sprachmodell. Grundlage: eigene Zusammenfassung, Stand 18.09.2024." in html


@pytest.mark.parametrize("status", [one for one in Status if one not in (Status.ANSWERED, Status.SMALLTALK)])
def test_every_refusal_has_a_title_and_claims_no_source(status: Status) -> None:
    html = conversation([Numbered(1, Answer("Frage?", status, "Nein.", (), (), "notice", 1.0))])
    assert "answer-title" in html
    assert "Grundlage" not in html


def test_the_status_line_names_each_law_with_its_date_and_kind() -> None:
    html = status_line(load_library())
    assert "<b>KomIntAVO</b>" in html
    assert "<b>SächsIntG</b>" in html
    assert "Stand 18.09.2024" in html


def test_the_status_line_of_an_unreadable_corpus_says_so() -> None:
    assert "konnten nicht geladen werden" in status_line(Library(()))


@pytest.mark.parametrize(("iso", "german"), [("2024-09-18", "18.09.2024"), ("2024", "2024"), ("", "")])
def test_dates_are_german(iso: str, german: str) -> None:
    assert GERMAN.day(iso) == german
