"""The HTML of the page: everything foreign is escaped, chips lead to cards, and the used words are marked."""

import re
from dataclasses import replace
from datetime import date
from functools import partial
from html import unescape

import pytest

from assistant.answer import Answer, Citation, Passage, Status
from assistant.settings import Language
from assistant.web import cards, render
from assistant.web.carrying import CarriedError, carried
from assistant.web.markup import Growing, Numbered
from assistant.web.texts import texts
from corpus.documents import Chunk, Kind, Provision, Source
from corpus.library import Library, load_library
from corpus.normref import NormRef

GERMAN = texts("de")
DAY = date(2026, 11, 22)
evidence = partial(cards.evidence, texts=GERMAN, today=DAY)
conversation = partial(render.conversation, texts=GERMAN)
status_line = partial(render.status_line, texts=GERMAN, today=DAY, has_held=False)
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


def parts(html: str) -> tuple[str, str, str]:
    """The log, the status that is read aloud, and what is growing."""
    found = re.fullmatch(r'.*role="log"(.*)<p class="hidden" role="status">(.*?)</p>(.*)', html, re.S)
    assert found
    log, status, growing = found.groups()
    return log, status, growing


def test_markup_in_a_question_is_shown_as_text() -> None:
    html = conversation([Numbered(1, answer("Ja.", chunk(), question=HOSTILE))])
    assert "<img" not in html
    assert "&lt;img src=x onerror=&quot;alert(1)&quot;&gt;" in html


def test_markup_in_a_waiting_question_is_shown_as_text() -> None:
    assert "<img" not in conversation([], growing=Growing(1, HOSTILE))


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
    assert 'Zusammengefasst nach: <span lang="de">Ministerium' in evidence(
        [Numbered(1, answer("Ja. [1]", chunk(), "Erster Satz."))]
    )


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
    assert "Medieninformation</span></a>" in conversation([Numbered(1, one)])


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
    assert re.findall(r'"evidence-group(?: newest)?"( open)?>.*?Frage (\d)', html) == [(" open", "2"), ("", "1")]


def test_only_a_finished_answer_stands_in_the_log_that_is_read_aloud() -> None:
    first, second = answer("Erste.", chunk()), answer("Zweite.", chunk())
    log, status, growing = parts(conversation([Numbered(1, first)], growing=Growing(2, "Frage?", second)))
    assert "Erste." in log
    assert "Zweite." not in log
    assert "Zweite." in growing
    assert "Die Antwort wird gesucht" in status


def test_a_question_without_an_answer_yet_has_no_empty_bubble() -> None:
    assert "Die Antwort wird gesucht" in parts(conversation([], growing=Growing(1, "Frage?")))[2]


def test_nothing_is_announced_as_being_written_once_an_answer_is_there() -> None:
    assert parts(conversation([Numbered(1, answer("Ja.", chunk()))]))[1:] == ("", "")


def test_only_a_finished_answer_has_its_writer_and_buttons() -> None:
    growing = conversation([], growing=Growing(1, "Frage?", answer("Ja. [1]", chunk(), "Erster Satz.")))
    assert "chip" in growing
    assert "writer" not in growing
    assert "<form" not in growing


def test_the_question_as_it_was_understood_stands_before_the_answer() -> None:
    one = replace(answer("Ja.", chunk()), understood=f"Darf man das? {HOSTILE}")
    html = conversation([Numbered(1, one)])
    assert "Verstanden als:" in html
    assert html.index("Darf man das?") < html.index("<p>Ja.</p>")
    assert "<img" not in html


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("key", ["chat.stopped", "chat.stopped_before"])
def test_a_note_stands_under_the_answer_in_its_own_language(key: str, language: Language) -> None:
    note = texts(language)(key)
    html = conversation([Numbered(1, replace(answer("Ja.", chunk()), note=f"{note} {HOSTILE}"))])
    assert re.search(rf'class="answer-note" lang="{language}">{note}', html)
    assert "<img" not in html


def test_the_model_that_wrote_an_answer_is_named_and_that_its_sentences_were_checked() -> None:
    one = replace(answer("Ja. [1]", chunk(), "Erster Satz."), mode="gemma<3>")
    html = conversation([Numbered(1, one)])
    assert "Sprachmodell (gemma&lt;3&gt;), jeder Satz an seinen Fundstellen geprüft" in html


def test_each_answer_carries_itself_in_its_form() -> None:
    library = load_library()
    refused = Answer(HOSTILE, Status.OUT_OF_SCOPE, "Nein.", (), (), "notice", 0.0, corpus=library.fingerprint)
    one, other = (replace(refused, question=f"{HOSTILE} {n}") for n in (1, 2))
    html = conversation([Numbered(1, one), Numbered(2, other)])
    whole, first, second = (unescape(field) for field in re.findall(r'name="answer" value="([^"]*)"', html))
    assert carried(whole, library) == (one, other)
    assert (carried(first, library), carried(second, library)) == ((one,), (other,))
    assert html.count('data-do="print"') == 1
    earlier = replace(one, corpus="other texts")
    html = conversation([Numbered(1, earlier), Numbered(2, other)])
    whole, first, _ = (unescape(field) for field in re.findall(r'name="answer" value="([^"]*)"', html))
    assert carried(whole, library) == (other,)
    with pytest.raises(CarriedError, match="outdated"):
        carried(first, library)


@pytest.mark.parametrize("status", [Status.INVALID, Status.ERROR])
def test_what_is_no_answer_has_no_buttons(status: Status) -> None:
    one = Answer("Frage?", status, "Nein.", (), (), "notice", 0.0)
    assert "<form" not in conversation([Numbered(1, one)] * 2)


def test_norms_and_sources_are_german_on_an_english_page() -> None:
    of = chunk(note="Ein Hinweis", citation="vom 1. Januar")
    shown = [Numbered(1, answer("Yes. [1]", of, "Erster Satz.", question="May we do that?"))]
    html = render.conversation(shown, texts("en")) + cards.evidence(shown, texts("en"), DAY)
    german = re.findall(r'lang="de">([^<]+)<', html)
    assert {"§ 6 Abs. 1 KomIntAVO", "Ministerium · vom 1. Januar", "Ein Hinweis", "Weiterleitung"} <= set(german)
    assert "Beleg" not in html


@pytest.mark.parametrize("opening", ["The two laws do not regulate this. In German:", "§ 6 says (in German):"])
def test_what_an_english_answer_says_in_german_is_marked_to_the_end_of_its_statement(opening: str) -> None:
    text = f"{opening} Das ist\n1. das Eine. [1]\n\nThat is all."
    html = conversation([Numbered(1, answer(text, chunk(), TEXT, question="What is the rule?"))], texts=texts("en"))
    english, after = re.findall(r'<div class="statement" lang="en">(.*?)</div>', html)
    assert english.startswith(f'<p>{opening} <span lang="de">Das ist</span></p>')
    assert '<p class="level-1"><span lang="de">1. das Eine. <a' in english
    assert 'lang="de"' not in after


def test_what_is_wrong_with_an_english_question_is_said_in_german() -> None:
    wrong = replace(answer("Die Frage ist zu lang.", chunk(), question="What is the rule?"), status=Status.INVALID)
    html = conversation([Numbered(1, wrong)], texts=texts("en"))
    assert '<div class="statement" lang="de"><p>Die Frage ist zu lang.' in html


def test_a_very_long_question_is_cut_in_the_log() -> None:
    one = replace(answer("Zu lang.", chunk(), question="a" * 10_000), status=Status.INVALID)
    assert len(conversation([Numbered(1, one)])) < 2000


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


def test_the_status_line_leads_to_the_state_of_the_texts() -> None:
    for library in (load_library(), Library(())):
        assert '<a href="/stand">Stand der Texte</a>' in status_line(library)


@pytest.mark.parametrize("has_held", [False, True])
@pytest.mark.parametrize(("today", "is_old"), [(date(2027, 2, 20), False), (date(2027, 2, 21), True)])
def test_the_status_line_tells_what_is_doubtful(today: date, is_old: bool, has_held: bool) -> None:
    html = status_line(Library((chunk(checked="2026-11-22"),)), today=today, has_held=has_held)
    assert ("Seit mehr als 90 Tagen" in html) is is_old
    assert ("wartet auf Freigabe" in html) is has_held


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({}, ()),
        ({"checked": "2026-11-20"}, ("geprüft am 20.11.2026",)),
        ({"checked": "2026-08-24"}, ("geprüft am 24.08.2026",)),
        (
            {"checked": "2026-08-23"},
            ("geprüft am 23.08.2026", "seit mehr als 90 Tagen nicht mit der amtlichen Fassung"),
        ),
        (
            {"checked": "2026-08-23", "law": None},
            ("geprüft am 23.08.2026", "seit mehr als 90 Tagen nicht mit der Quelle"),
        ),
        ({"valid_until": "2026-11-21"}, ("diese Fassung galt nur bis 21.11.2026",)),
        ({"valid_until": "2026-11-22"}, ()),
    ],
)
def test_a_card_tells_when_its_text_was_compared_and_what_is_doubtful(
    changes: dict[str, str | None], told: tuple[str, ...]
) -> None:
    hints = ("geprüft am", "seit mehr als", "diese Fassung galt")
    html = evidence([Numbered(1, answer("Ja. [1]", chunk(**changes), "Erster Satz."))])
    assert all(one in html for one in told)
    assert sum(hint in html for hint in hints) == len(told)


@pytest.mark.parametrize(("iso", "german"), [("2024-09-18", "18.09.2024"), ("2024", "2024"), ("", "")])
def test_dates_are_german(iso: str, german: str) -> None:
    assert GERMAN.day(iso) == german
