"""A run over cases: every case counts, a crash as nothing."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest

from assistant.answer import Answer, Status, Turn
from assistant.ask import Assistant
from corpus.library import Library, load_library
from corpus.normref import NormRef
from eval.__main__ import main
from eval.cases import Case, load_cases
from eval.retrieval import measure
from eval.retrieval import table as retrieval_table
from eval.run import run, table
from tests.eval.making import answer, case, cite

ONE = "§ 6 Abs. 1 KomIntAVO"


class Scripted:
    """An assistant that gives prepared answers, one after the other; None is a crash."""

    def __init__(self, library: Library, answers: Sequence[Answer | None]) -> None:
        self.library, self._answers = library, iter(answers)

    def ask(self, text: str, history: Sequence[Turn] = ()) -> Answer:
        prepared = next(self._answers)
        if prepared is None:
            raise RuntimeError("unforeseen")
        return prepared


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library()


def figures(printed: str) -> Mapping[str, list[str]]:
    """The columns of each line of a table, by its name."""
    return {
        line.split()[0]: re.findall(r"-?\d+\.\d+|\d+|-(?=\s|$)", line[16:]) for line in printed.splitlines() if line
    }


def test_every_case_has_a_score_in_its_place_and_a_crash_scores_nothing(library: Library) -> None:
    right = answer("Ja. [1]", cite(library.at(NormRef.parse(ONE))[0]))
    cases = [case(ONE, id_="a"), case(ONE, id_="b"), case(ONE, id_="c")]
    scored = run(Scripted(library, [right, None, right]), cases)  # type: ignore[arg-type]
    assert [s.case.id for s in scored] == ["a", "b", "c"]
    assert [s.correct for s in scored] == [True, False, True]
    assert (scored[1].answer.status, scored[1].recall) == (Status.ERROR, 0.0)


def test_a_crash_stays_in_the_mean(library: Library) -> None:
    right = answer("Ja. [1]", cite(library.at(NormRef.parse(ONE))[0]))
    cases = [case(ONE, verdicts=("ja",)) for _ in range(4)]
    printed = table(run(Scripted(library, [right, None, None, right]), cases))  # type: ignore[arg-type]
    row = figures(printed)["all"]
    assert row[:2] == ["4", "0.500"]
    assert row[4] == "0.500"
    assert row[6] == "0.500"
    assert row[8] == "0.500"
    assert "answerable, wrongly refused: 0.500" in printed


def test_the_table_has_a_line_per_kind_and_one_for_all(library: Library) -> None:
    refused: Any = answer("Nein.", status=Status.OUT_OF_SCOPE)
    cases: list[Case] = [
        case(kind="smalltalk", status="smalltalk"),
        case(kind="out_of_scope", status="out_of_scope"),
        case(ONE, kind="straight"),
    ]
    printed = table(run(Scripted(library, [refused] * 3), cases))  # type: ignore[arg-type]
    rows = figures(printed)
    assert {"smalltalk", "out_of_scope", "straight", "all"} <= set(rows)
    assert [rows[kind][1] for kind in ("smalltalk", "out_of_scope", "straight", "all")] == [
        *("0.000", "1.000", "0.000", "0.333")
    ]
    assert "unanswerable, refused: 1.000" in printed
    assert "quotes not in the source: 0" in printed


def test_quotes_that_are_not_in_the_source_are_told(library: Library) -> None:
    false = answer("Ja. [1]", cite(library.at(NormRef.parse(ONE))[0], "Frei erfunden."))
    printed = table(run(Scripted(library, [false]), [case(ONE)]))  # type: ignore[arg-type]
    assert "quotes not in the source: 1" in printed


def test_citations_that_are_not_among_the_evidence_shown_are_told(library: Library) -> None:
    told = answer("Ja. [1]", cite(library.at(NormRef.parse(ONE))[0]))
    printed = table(run(Scripted(library, [told, replace(told, passages=())]), [case(ONE), case(ONE)]))  # type: ignore[arg-type]
    assert "citations outside the evidence shown: 1" in printed


def test_the_assistant_quotes_nothing_that_is_not_in_the_source(assistant: Assistant) -> None:
    scored = run(assistant, load_cases("dev")[::4])
    assert sum(s.false_quotes + s.outside for s in scored) == 0
    assert not [s.case.id for s in scored if s.answer.status is Status.ERROR]


def test_retrieval_is_measured_on_what_can_be_answered(assistant: Assistant) -> None:
    cases = load_cases("dev")[::8]
    rows = measure(assistant, cases)
    assert len(rows) == sum(bool(c.gold) for c in cases)
    assert all(0.0 <= value <= 1.0 for row in rows for value in row.values)
    printed = retrieval_table(rows)
    assert printed.splitlines()[0].split() == ["kind", "n", "acc@1", "Recall@5", "MRR@10", "nDCG@10"]
    assert printed.splitlines()[-1].split()[:2] == ["all", str(len(rows))]


def test_an_assistant_that_finds_nothing_scores_zero(library: Library) -> None:
    class Blind:
        def retrieve(self, text: str, history: Sequence[Turn] = ()) -> list[Any]:
            return []

    rows = measure(Blind(), [case(ONE), case(status="smalltalk")])  # type: ignore[arg-type]
    assert [row.values for row in rows] == [(0.0, 0.0, 0.0, 0.0)]


def test_a_wrong_command_tells_the_usage(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["unsinn"])
    assert "usage: python -m eval" in capsys.readouterr().err
