"""What an entry of the lexicon earns, on a library of three provisions and one question each."""

from dataclasses import replace
from pathlib import Path

import pytest

from assistant.lexicon import Lexicon
from corpus.documents import Chunk, Face
from corpus.library import Library
from eval.lexicon import Earning, earnings, earnings_table
from tests.assistant.fakes import law_chunk

ASKED = "Quarx im Herbst?"


def provision(paragraf: int, text: str, *questions: str) -> Chunk:
    chunk = law_chunk(f"§ {paragraf} KomIntAVO", [("", text)], f"Vorschrift {paragraf}")
    return replace(chunk, questions=tuple(Face(question) for question in questions))


LIBRARY = Library(
    (
        provision(1, "Im Herbst wird der Bericht vorgelegt.", "Wer berichtet?", "Kommt ein Bericht?"),
        provision(2, "Die Zuweisung wird in Raten überwiesen.", "Wann kommen Raten?", ASKED),
        provision(3, "Beratungskräfte haben ein Studium abgeschlossen.", "Wer berät?", "Braucht man ein Studium?"),
    )
)


@pytest.fixture
def earned(tmp_path: Path) -> dict[str, Earning]:
    entries = {
        "quarx": "Zuweisung Raten überwiesen",
        "im herbst": "Studium Beratungskräfte abgeschlossen",
        "studium": "Studium",
        "nirgends": "Zuweisung",
    }
    found = earnings(LIBRARY, Lexicon(entries), tmp_path)
    assert [e.gain for e in found] == sorted((e.gain for e in found), reverse=True)
    return {e.term: e for e in found}


def test_an_entry_that_leads_to_the_right_provision_earns(earned: dict[str, Earning]) -> None:
    entry = earned["quarx"]
    assert (entry.asked, entry.better, entry.worse, entry.earned) == (1, 1, 0, True)
    assert 0 < entry.gain <= 2 / 3


def test_an_entry_that_leads_astray_does_not(earned: dict[str, Earning]) -> None:
    entry = earned["im herbst"]
    assert (entry.asked, entry.better, entry.worse, entry.earned) == (1, 0, 1, False)
    assert entry.gain < 0


def test_an_entry_that_changes_nothing_or_is_never_asked_does_not(earned: dict[str, Earning]) -> None:
    assert earned["studium"] == Earning("studium", 1, 0, 0, 0.0)
    assert earned["nirgends"] == Earning("nirgends", 0, 0, 0, 0.0)
    assert not earned["studium"].earned
    assert not earned["nirgends"].earned


@pytest.mark.parametrize(
    ("better", "worse", "gain", "worth"),
    [(2, 1, 0.5, True), (2, 1, -0.1, False), (1, 1, 0.5, False), (1, 2, 0.5, False)],
)
def test_an_entry_must_gain_more_often_than_it_loses_and_in_sum(
    better: int, worse: int, gain: float, worth: bool
) -> None:
    assert Earning("x", 5, better, worse, gain).earned is worth


def test_the_table_marks_what_earns_nothing() -> None:
    lines = earnings_table([Earning("gut", 3, 2, 0, 0.75), Earning("schlecht", 3, 0, 2, -0.5)]).splitlines()
    assert lines[1].split() == ["gut", "3", "2", "0", "+0.750"]
    assert lines[2].split() == ["schlecht", "3", "0", "2", "-0.500", "earns", "nothing"]
