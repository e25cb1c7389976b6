"""Calculated answers: the figure, with the place of its rule in the text in use."""

from dataclasses import replace

import pytest

from assistant import citing
from assistant.answer import Passage, Voice
from assistant.calculating import Calculation
from assistant.drafting import calculated
from corpus.documents import Verdict
from corpus.library import Library
from corpus.normref import NormRef
from tests.assistant.fakes import law_chunk

SHARE = law_chunk(
    "§ 12 Abs. 3 KomIntAVO", [("Satz 1", "Gezahlt wird Personal."), ("Satz 2", "Höchstens 20 Prozent für Büros.")]
)
LIBRARY = Library((law_chunk("§ 5 Abs. 1 KomIntAVO", [("Satz 1", "In Raten.")]), SHARE))
MADE = Calculation(NormRef.parse("§ 12 Abs. 3 Satz 2 KomIntAVO"), "Das sind 12 Prozent (berechnet).", None)


def told(made: Calculation, library: Library = LIBRARY, voice: Voice = Voice.GERMAN) -> citing.Checked:
    draft = calculated.draft(made, library, voice)
    assert draft.mode == "calculated"
    return citing.check(draft, [Passage(chunk, 1.0) for chunk in library.chunks])


def test_a_figure_carries_the_words_of_its_rule_and_no_others() -> None:
    result = told(MADE)
    assert result.text == "Das sind 12 Prozent (berechnet). [1]"
    assert [(c.ref, c.quote) for c in result.citations] == [
        ("§ 12 Abs. 3 Satz 2 KomIntAVO", "Höchstens 20 Prozent für Büros.")
    ]


@pytest.mark.parametrize(
    ("voice", "verdict", "opening"),
    [
        (Voice.GERMAN, Verdict.YES, "Ja."),
        (Voice.GERMAN, Verdict.NO, "Nein."),
        (Voice.SIMPLE, Verdict.NO, "Nein."),
        (Voice.ENGLISH, Verdict.YES, "Yes."),
        (Voice.ENGLISH, Verdict.NO, "No."),
    ],
)
def test_the_verdict_stands_before_the_figure(voice: Voice, verdict: Verdict, opening: str) -> None:
    assert told(replace(MADE, verdict=verdict), voice=voice).text == f"{opening} {MADE.text} [1]"


@pytest.mark.parametrize("gone", ["§ 13 Abs. 3 KomIntAVO", "§ 12 Abs. 3 Satz 9 KomIntAVO", "§ 12 Abs. 3 SächsIntG"])
def test_a_figure_whose_rule_is_gone_from_the_corpus_is_not_told(gone: str) -> None:
    made = replace(MADE, norm=NormRef.parse(gone))
    assert [statement.quotes for statement in calculated.draft(made, LIBRARY).statements] == [()]
    assert told(made).citations == ()
