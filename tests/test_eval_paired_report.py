"""The report of both runs: true to them, escaped, one file, accessible."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from eval.brought import brought
from eval.paired_report import page, write_paired_report
from eval.records import CaseRecord, Place, Run
from eval.watching import Sentences
from tests.eval.test_brought import NOTE, talked
from tests.test_eval_records import a_run, outcome, record
from tests.test_eval_report import EVIL

Runs = tuple[Run, Run]


@pytest.fixture
def runs() -> Runs:
    """Lost, won, wrong both times, right both times; the last but one fell back."""
    free = a_run(
        record(outcome("bruch"), "Gut."),
        record(outcome("heil", correct=False), "Falsch."),
        record(outcome("falsch", kind="several", correct=False)),
        record(outcome("gut", kind="several")),
    )
    talking = a_run(
        talked("bruch", correct=False, sentences=Sentences(3, 2, 1, 4.0)),
        talked("heil", sentences=Sentences(2, 0, 0, 8.0)),
        replace(talked("falsch", note=NOTE), outcome=outcome("falsch", kind="several", correct=False)),
        record(outcome("gut", kind="several")),
    )
    return free, talking


def html(runs: Runs) -> str:
    return page(*runs, brought(*runs, "m"))


def soup(runs: Runs) -> BeautifulSoup:
    return BeautifulSoup(html(runs), "lxml")


def cells(runs: Runs, title: str) -> dict[str, list[str]]:
    """The rows of the table whose caption starts with `title`, by their head."""
    table = next(t for t in soup(runs)("table") if t.caption.get_text().startswith(title))
    return {row.th.get_text(): [cell.get_text() for cell in row("td")] for row in table.tbody("tr")}


def test_both_runs_stand_side_by_side_with_their_paired_difference(runs: Runs) -> None:
    correct = "Vollständig richtig (Status, Inhalt, Fundstellen)"
    row = cells(runs, "Alle Fälle;")[correct]
    assert row[:4] == ["4", "50,0 %", "50,0 %", "+0,0"]
    assert re.fullmatch(r"-\d+,\d bis \+\d+,\d", row[4])
    kinds = cells(runs, "Alle Fälle nach Art")
    assert set(kinds) == {"direkt", "mehrere Fragen", "alle"}
    assert kinds["mehrere Fragen"] == ["2", "50,0 %", "50,0 %", "+0,0", "+0,0 bis +0,0"]
    assert cells(runs, "Fälle, deren Antwort das Modell formuliert hat")[correct][0] == "2"


def test_what_the_model_brings_is_told(runs: Runs) -> None:
    told = {name: values[0] for name, values in cells(runs, "Über alle Fälle").items()}
    assert told["Fälle, in denen das Modell gefragt wurde"] == "3"
    assert told["Antworten in den Worten des Modells"] == "2 (50,0 %)"
    assert told[NOTE] == "1"
    assert [value for name, value in told.items() if "Beanstandung" in name or "Sätze" in name] == ["5", "1", "1"]
    assert told["Token gelesen und geschrieben je Antwort (Mittel)"] == "100,0 und 20,0"
    assert told["Davon Rechenzeit der Satzprüfung: Median und 95. Perzentil"] == "6,0 ms und 7,8 ms"
    assert "mit Modell 0" in " ".join(soup(runs).get_text().split())


def test_each_case_that_is_not_right_twice_shows_both_answers_the_lost_ones_first(runs: Runs) -> None:
    details = soup(runs)("details")
    assert [re.sub(r"\s+", " ", one.summary.span.get_text()) for one in details] == [
        "bruch, direkt, nur ohne Modell richtig:",
        "heil, direkt, nur mit Modell richtig:",
        "falsch, mehrere Fragen, in beiden Läufen falsch:",
    ]
    free, talking, gold = details[0]("section")
    assert "Gut." in free.get_text()
    assert "Antwort von m" in talking.get_text()
    assert "§ 6 Abs. 1 KomIntAVO oder § 6 Abs. 2 KomIntAVO" in gold.get_text()
    assert NOTE in details[2].get_text()


def test_no_text_of_a_run_becomes_markup_and_the_page_asks_for_nothing() -> None:
    place = Place(EVIL, EVIL)
    scores = outcome(EVIL, kind=EVIL, got=EVIL, expected=EVIL, correct=False)
    case = CaseRecord(scores, EVIL, (), EVIL, (place,), (EVIL,), (place,), 1.0, EVIL, EVIL)
    run = Run(EVIL, "dev", EVIL, EVIL, (case,))
    shown = soup((run, run))
    assert shown.find("script") is None
    assert shown.find("img") is None
    assert "{{ 7 * 7 }}" in shown.get_text()
    assert not [tag for tag in shown(True) if {"src", "href", "srcset", "action"} & set(tag.attrs)]


def test_the_page_is_accessible_and_written_in_one_file(runs: Runs, tmp_path: Path) -> None:
    shown = soup(runs)
    assert shown.html["lang"] == "de"
    assert shown.title.get_text() == "Auswertung der Testfälle ohne und mit Sprachmodell (dev)"
    assert all(table.caption.get_text() for table in shown("table"))
    assert all(head["scope"] in ("col", "row") for head in shown("th"))
    ids = [tag["id"] for tag in shown(id=True)]
    assert len(ids) == len(set(ids))
    assert {name for tag in shown(attrs={"aria-labelledby": True}) for name in tag["aria-labelledby"].split()} <= {*ids}
    write_paired_report(*runs, brought(*runs, "m"), tmp_path / "neu" / "report.html")
    assert (tmp_path / "neu" / "report.html").read_text(encoding="utf-8") == html(runs)
