"""The report: true to the run, escaped, one file, usable without a mouse or the colours."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from assistant.answer import Turn
from eval.records import CaseRecord, Place, Run
from eval.report import page, write_report
from tests.test_eval_records import a_run, outcome, record

EVIL = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>{{ 7 * 7 }}"


@pytest.fixture
def made() -> Run:
    """Two kinds: one right, one half right; one refused wrongly, one rightly."""
    return a_run(
        record(outcome("gut")),
        record(
            outcome("halb", kind="several", recall=0.5, correct=False), "Nur die Hälfte.", "§ 6 Abs. 2 Satz 1 KomIntAVO"
        ),
        record(outcome("nein", kind="several", got="out_of_scope", correct=False), "Dazu steht hier nichts."),
        record(outcome("fern", expected="out_of_scope", got="out_of_scope")),
    )


def soup(run: Run) -> BeautifulSoup:
    return BeautifulSoup(page(run), "lxml")


def cells(run: Run, title: str) -> dict[str, list[str]]:
    """The rows of the table whose caption holds `title`, by their head."""
    table = next(t for t in soup(run)("table") if title in t.caption.get_text())
    return {row.th.get_text(): [cell.get_text() for cell in row("td")] for row in table.tbody("tr")}


def test_figures_are_those_of_the_run(made: Run) -> None:
    figures = cells(made, "Konfidenzintervall")
    assert figures["Vollständig richtig (Status, Inhalt, Fundstellen)"][::2] == ["50,0 %", "4"]
    assert figures["Beantwortbare Fragen ohne Antwort (weniger ist besser)"][::2] == ["33,3 %", "3"]
    assert figures["Ja, nein oder bedingt richtig"] == ["–", "– bis –", "0"]
    assert cells(made, "Zahl der Fälle;") == {"beantwortet": ["2", "1"], "anderes Thema": ["0", "1"]}
    assert cells(made, "Werte zum Diagramm")["mehrere Fragen"] == ["0,0 %", "0,0 % bis 0,0 %", "2"]


def test_the_chart_has_a_bar_per_kind_as_long_as_its_share(made: Run) -> None:
    half = replace(made, cases=(*made.cases, record(outcome("c", correct=False)), record(outcome("d", correct=False))))
    bars = [float(str(bar["width"])) for bar in soup(half).svg("rect")]
    assert bars == [0.0, 210.0]


def test_each_failed_case_shows_answer_gold_and_evidence(made: Run) -> None:
    details = {one.summary.get_text(): one for one in soup(made)("details")}
    assert list(details) == ["halb, mehrere Fragen: Frage halb?", "nein, mehrere Fragen: Frage nein?"]
    half, refused = details.values()
    answer, gold, evidence = half("section")
    assert "Nur die Hälfte." in answer.get_text()
    assert "Davor gefragt: Und davor?" in answer.get_text()
    assert "§ 6 Abs. 1 KomIntAVO oder § 6 Abs. 2 KomIntAVO" in gold.get_text()
    assert "Worte der Stelle" in evidence.get_text()
    assert evidence.find(class_="hit").get_text() == "verlangt"
    assert [item.get_text() for item in half.ul("li")] == ["Recall der Fundstellen: 50,0 %"]
    assert "erwartet „beantwortet“, erhalten „anderes Thema“" in refused.ul.get_text()


def test_what_is_not_gold_is_not_marked(made: Run) -> None:
    for ref in ("§ 9 Abs. 1 KomIntAVO", "pressemitteilung-1"):
        other = replace(made.cases[1], citations=(Place(ref, "x"),), evidence=(Place(ref, "x"),))
        assert soup(replace(made, cases=(other,))).find(class_="hit") is None


def evil_case() -> CaseRecord:
    place = Place(EVIL, EVIL)
    scores = outcome(EVIL, kind=EVIL, got=EVIL, expected=EVIL, correct=False)
    return CaseRecord(scores, EVIL, (Turn("user", EVIL),), EVIL, (place,), (EVIL,), (place,), 1.0)


def test_no_text_of_a_run_becomes_markup() -> None:
    run = Run(EVIL, "dev", EVIL, EVIL, (evil_case(),))
    shown = soup(run)
    assert shown.find("script") is None
    assert shown.find("img") is None
    assert page(run).count("&lt;script&gt;alert(1)&lt;/script&gt;") >= 12
    assert "{{ 7 * 7 }}" in shown.get_text()
    assert not [tag for tag in shown(True) if any(name.startswith("on") for name in tag.attrs)]


def test_the_page_asks_for_nothing(made: Run) -> None:
    shown = soup(made)
    assert not [tag for tag in shown(True) if {"src", "href", "srcset", "action"} & set(tag.attrs)]
    assert not re.search(r"url\(|@import|https?://", page(made))
    policy = shown.find("meta", attrs={"http-equiv": "Content-Security-Policy"})
    assert policy["content"] == "default-src 'none'; style-src 'unsafe-inline'"


def test_the_page_is_accessible(made: Run) -> None:
    shown = soup(made)
    assert shown.html["lang"] == "de"
    assert shown("table")
    assert all(table.caption.get_text() for table in shown("table"))
    assert all(head["scope"] in ("col", "row") for head in shown("th"))
    assert shown.svg["role"] == "img"
    ids = {tag["id"] for tag in shown(id=True)}
    assert {name for tag in shown(attrs={"aria-labelledby": True}) for name in tag["aria-labelledby"].split()} <= ids
    assert "prefers-color-scheme: dark" in page(made)


def test_a_run_without_faults_and_one_without_answers_have_a_page(tmp_path: Path) -> None:
    assert "nicht vollständig richtig sind: 0" in page(a_run(record(outcome("a"))))
    crashed = a_run(record(outcome("a", got="error", correct=False)))
    write_report(crashed, tmp_path / "neu" / "report.html")
    assert (tmp_path / "neu" / "report.html").read_text(encoding="utf-8") == page(crashed)
    assert cells(crashed, "Zahl der Fälle;") == {"beantwortet": ["0", "1"], "Fehler": ["0", "0"]}
