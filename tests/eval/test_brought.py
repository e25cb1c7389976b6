"""What a model brings, worked out by hand."""

import math
from dataclasses import replace
from typing import Any

import pytest

from assistant.answer import Usage
from eval.brought import brought, pairs_of, table
from eval.records import CaseRecord, Run
from eval.watching import Sentences
from tests.test_eval_records import a_run, outcome, record

NOTE = "Das Sprachmodell war nicht erreichbar; die Antwort ist ohne Modell erstellt."


def talked(
    id_: str, *, correct: bool = True, ms: float = 107.5, note: str | None = None, tokens: int | None = 100, **more: Any
) -> CaseRecord:
    """A case that a model was asked for; in its words unless there is a note."""
    usage = Usage("m", tokens, tokens and 20, 2 if note else 1, ms)
    made = record(outcome(id_, correct=correct), "Ja. [1]")
    return replace(made, latency_ms=ms, mode="faq" if note else "m", note=note, usage=usage, **more)


@pytest.fixture
def runs() -> tuple[Run, Run]:
    """Four cases: two in the words of the model, of which one got worse; one fallen back; one never asked for."""
    free = a_run(*(record(outcome(id_)) for id_ in "abcd"))
    talking = a_run(
        talked("a", sentences=Sentences(3, 2, 1, 4.0)),
        talked("b", correct=False, ms=207.5, sentences=Sentences(2, 0, 0, 8.0)),
        talked("c", ms=307.5, note=NOTE, tokens=None),
        record(outcome("d")),
    )
    return free, talking


def test_figures_are_those_of_the_runs(runs: tuple[Run, Run]) -> None:
    found = brought(*runs, "m")
    assert (found.cases, found.asked, found.worded, found.fallen) == (4, 3, ("a", "b"), ((NOTE, 1),))
    assert (found.said, found.faulty, found.mended, found.dropped) == (5, 2, 1, 1)
    assert (found.calls, found.tokens) == (pytest.approx(4 / 3), (100.0, 20.0))
    assert found.added == (pytest.approx(200.0), pytest.approx(290.0))
    assert found.checks == (pytest.approx(6.0), pytest.approx(7.8))
    correct = found.differences[0]
    assert (correct.n, correct.before, correct.after, correct.worse) == (2, 1.0, 0.5, ("b",))


def test_the_table_tells_each_figure(runs: tuple[Run, Run]) -> None:
    printed = table(brought(*runs, "m"))
    assert "chat model m: asked for 3 of 4 cases" in printed
    assert "worded by the model: 2 (0.500)" in printed
    assert f"fallen back to the answer without it: 1\n     1  {NOTE}" in printed
    assert "sentences: 5 said, 2 objected to; 1 mended, 1 dropped" in printed
    assert "an answer: 1.33 calls; tokens 100 read, 20 written" in printed
    assert "added latency p50 200 ms, p95 290 ms" in printed
    assert "checks alone, processor time of an answer: p50 6.0 ms, p95 7.8 ms" in printed
    assert "on the 2 cases worded by the model:" in printed


def test_a_case_that_only_one_run_has_is_left_out(runs: tuple[Run, Run]) -> None:
    free, talking = runs
    assert [one.outcome.id for one, _ in pairs_of(replace(free, cases=free.cases[1:3]), talking)] == ["b", "c"]


def test_a_model_that_was_never_asked_has_no_figures() -> None:
    free = a_run(record(outcome("a")))
    found = brought(free, free, "m")
    assert (found.asked, found.worded, found.tokens) == (0, (), None)
    assert all(math.isnan(value) for value in (found.calls, *found.added, *found.checks))
    assert "tokens not counted" in table(found)
