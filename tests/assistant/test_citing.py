"""Only checked citations survive: a quote must stand in a passage that was shown."""

from dataclasses import replace

import pytest

from assistant.answer import Passage
from assistant.citing import Checked, check, citation
from assistant.drafting.draft import Draft, Quote, Statement
from corpus.documents import Kind
from corpus.normref import NormRef
from tests.assistant.fakes import law_chunk, prose_chunk

LAW = law_chunk(
    "§ 3 Abs. 1 KomIntAVO", [("Satz 1", "Gefördert wird Personal."), ("Satz 2", "Fahrzeuge werden nicht gefördert.")]
)
OTHER = law_chunk("§ 9 KomIntAVO", [("", "Die Stadt berichtet jedes Jahr.")])
PRESS = prose_chunk(Kind.PRESS, "Das Amt teilt mit.", "Die Verordnung gilt.")
REF = NormRef("KomIntAVO", "3", "1", "1")
WHOLE = Quote(LAW, REF, 0, 24)
SHOWN = [Passage(LAW, 1.0)]


def checked(*statements: Statement, shown: list[Passage] = SHOWN) -> Checked:
    return check(Draft(statements, "extractive"), shown)


def test_a_citation_is_word_for_word_the_text_of_its_place() -> None:
    (found,) = checked(Statement("Personal wird gefördert.", (WHOLE,))).citations
    assert found.quote == "Gefördert wird Personal." == LAW.provision.text[found.start : found.end]
    assert (found.ref, found.law, found.paragraf, found.absatz, found.satz, found.nummer) == (
        *("§ 3 Abs. 1 Satz 1 KomIntAVO", "KomIntAVO"),
        *("3", "1", "1", None),
    )
    assert (found.url, found.stand, found.kind) == (
        "https://example.org/quelle",
        "2024-09-18",
        "eigene Zusammenfassung",
    )
    assert found.chunk_key == LAW.key


def test_a_citation_of_a_press_text_has_its_source_and_no_norm() -> None:
    found = citation(Quote(PRESS, None, 0, 18))
    assert (found.ref, found.law, found.paragraf, found.absatz) == ("quelle", None, None, None)
    assert (found.quote, found.kind) == ("Das Amt teilt mit.", "Pressemitteilung")


@pytest.mark.parametrize(
    "quote",
    [
        Quote(OTHER, OTHER.provision.ref, 0, 10),
        Quote(replace(LAW, source=replace(LAW.source, stand="2020-01-01")), REF, 0, 10),
        Quote(replace(LAW, provision=replace(LAW.provision, text="Gefördert wird alles, was Räder hat.")), REF, 0, 10),
        Quote(LAW, REF, -1, 10),
        Quote(LAW, REF, -10, -1),
        Quote(LAW, REF, 5, 5),
        Quote(LAW, REF, 10, 5),
        Quote(LAW, REF, 0, len(LAW.provision.text) + 1),
        Quote(LAW, REF, 5000, 5010),
    ],
)
def test_a_statement_whose_quote_is_not_in_what_was_shown_is_dropped(quote: Quote) -> None:
    assert checked(Statement("Erfunden.", (quote,))) == Checked("")
    result = checked(Statement("Erfunden.", (quote,)), Statement("Belegt.", (WHOLE,)))
    assert result.text == "Belegt. [1]"
    assert len(result.citations) == 1


def test_a_statement_keeps_its_valid_quotes_only() -> None:
    result = checked(Statement("Belegt.", (Quote(LAW, REF, 0, 9999), WHOLE)))
    assert result.text == "Belegt. [1]"
    assert [c.quote for c in result.citations] == ["Gefördert wird Personal."]


def test_a_statement_without_quotes_and_a_draft_without_statements_say_nothing() -> None:
    assert checked(Statement("Behauptet.", ())) == checked() == Checked("", ())
    assert checked(Statement("Belegt.", (WHOLE,)), shown=[]) == Checked("")


def test_citations_are_numbered_in_order_and_the_same_place_has_one_number() -> None:
    second = Quote(LAW, NormRef("KomIntAVO", "3", "1", "2"), 25, len(LAW.provision.text))
    result = checked(
        Statement("Eins.", (WHOLE,)), Statement("Zwei.", (second, WHOLE)), Statement("Drei.", (WHOLE, WHOLE))
    )
    assert result.text.split("\n\n") == ["Eins. [1]", "Zwei. [2] [1]", "Drei. [1]"]
    assert [c.quote for c in result.citations] == ["Gefördert wird Personal.", "Fahrzeuge werden nicht gefördert."]
