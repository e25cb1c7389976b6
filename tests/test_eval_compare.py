"""Metrics, paired differences, the check against the baseline and the comparison of two runs."""

import math
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.__main__ import main
from eval.baseline import BASELINE, accept, check
from eval.compare import Difference, compare, differences
from eval.records import Outcome, RunFileError, write_run
from eval.run import METRICS, latency, summary
from tests.test_eval_records import OTHER, a_run, outcome, record

REFUSED = "out_of_scope"


def named(rows: tuple[Difference, ...], name: str) -> Difference:
    return next(row for row in rows if row.metric.name == name)


def flips(total: int, *, broken: int = 0, fixed: int = 0) -> tuple[list[Outcome], list[Outcome]]:
    """Cases before and after, half of them right at first, of which some break and some get fixed."""
    before = [outcome(f"c{i}", correct=i % 2 == 0) for i in range(total)]
    lost, won = {f"c{2 * i}" for i in range(broken)}, {f"c{2 * i + 1}" for i in range(fixed)}
    after = [outcome(one.id, correct=one.id in won or (one.correct and one.id not in lost)) for one in before]
    return before, after


# --- metrics ------------------------------------------------------------------------------------------------------


def test_metrics_worked_out_by_hand() -> None:
    cases = [
        outcome("a", verdict=True, kind="scenario"),
        outcome("b", correct=False, recall=0.5, precision=0.25, verdict=False),
        outcome("c", correct=False, got=REFUSED, verdict=False, kind="scenario"),
        outcome("d", correct=False, got="error"),
        outcome("e", expected=REFUSED, got=REFUSED),
        outcome("f", expected="not_regulated", got=REFUSED, correct=False),
        outcome("g", expected="unclear", got="answered", correct=False),
    ]
    found = {measure.metric.name: (measure.mean, measure.n) for measure in summary(cases)}
    assert found == {
        "correct": (pytest.approx(2 / 7), 7),
        "status": (pytest.approx(3 / 7), 7),
        "facts": (1.0, 7),
        "recall": (1.5 / 4, 4),
        "precision": (1.25 / 4, 4),
        "verdict": (pytest.approx(1 / 3), 3),
        "verdict, scenarios": (0.5, 2),
        "refusal precision": (pytest.approx(2 / 3), 3),
        "refusal recall": (pytest.approx(2 / 3), 3),
        "false refusals": (0.5, 4),
    }


def test_a_metric_without_cases_has_no_mean() -> None:
    verdict = next(m for m in summary([outcome("a")]) if m.metric.name == "verdict")
    assert (verdict.n, math.isnan(verdict.mean)) == (0, True)
    assert all(math.isnan(value) for value in latency([]))
    assert latency([1.0, 2.0, 3.0])[0] == 2.0


# --- paired differences -------------------------------------------------------------------------------------------


@given(st.lists(st.booleans(), min_size=1, max_size=40))
def test_nothing_changed_is_no_difference_at_all(right: list[bool]) -> None:
    cases = [outcome(f"c{i}", correct=one) for i, one in enumerate(right)]
    row = named(differences(cases, cases), "correct")
    assert (row.after - row.before, row.low, row.high, row.worse, row.is_drop) == (0.0, 0.0, 0.0, (), False)


def test_an_interval_is_as_wide_as_theory_says() -> None:
    row = named(differences(*flips(400, broken=40)), "correct")
    half = 1.96 * math.sqrt(0.1 * 0.9 / 400)
    assert (row.n, row.before, row.after) == (400, 0.5, 0.4)
    assert (-0.1 - row.low, row.high + 0.1) == pytest.approx((half, half), rel=0.15)


@pytest.mark.parametrize(
    ("broken", "fixed", "is_drop"), [(10, 0, True), (20, 4, True), (2, 0, False), (10, 10, False), (0, 10, False)]
)
def test_a_drop_is_told_from_noise(broken: int, fixed: int, is_drop: bool) -> None:
    row = named(differences(*flips(200, broken=broken, fixed=fixed)), "correct")
    assert row.is_drop == is_drop
    assert row.worse == tuple(f"c{2 * i}" for i in range(broken))


def test_more_false_refusals_are_worse_and_fewer_are_not() -> None:
    good = [outcome(f"c{i}") for i in range(50)]
    bad = [replace(one, got=REFUSED) if i < 10 else one for i, one in enumerate(good)]
    worse, better = (named(differences(*pair), "false refusals") for pair in ((good, bad), (bad, good)))
    assert (worse.is_drop, len(worse.worse)) == (True, 10)
    assert (better.is_drop, better.worse) == (False, ())


def test_refusal_precision_counts_other_cases_before_than_after() -> None:
    before = [outcome("a", got=REFUSED), outcome("b", expected=REFUSED, got=REFUSED), outcome("c")]
    after = [outcome("a"), before[1], outcome("c")]
    row = named(differences(before, after), "refusal precision")
    assert (row.n, row.before, row.after, row.is_drop) == (2, 0.5, 1.0, False)
    assert math.isnan(named(differences(before, [outcome("a"), outcome("c")]), "refusal precision").after)


# --- the baseline -------------------------------------------------------------------------------------------------


def test_a_drop_is_caught_and_named_with_its_cases(tmp_path: Path) -> None:
    before, after = flips(100, broken=12)
    accept(a_run(*map(record, before)), tmp_path / "base.json")
    found = check(a_run(*map(record, after)), tmp_path / "base.json")
    assert {row.metric.name for row in found.drops} == {"correct", "recall", "precision"}
    (line,) = (line for line in found.text.splitlines() if line.startswith("DROP in correct"))
    assert line.startswith("DROP in correct: -0.120 [-0.1")
    assert line.endswith("; worse: " + ", ".join(f"c{2 * i}" for i in range(12)))


def test_noise_passes_and_other_texts_and_cases_are_told(tmp_path: Path) -> None:
    before, after = flips(100, broken=3, fixed=3)
    accept(a_run(*map(record, before)), tmp_path / "base.json")
    same = check(a_run(*map(record, after)), tmp_path / "base.json")
    assert same.drops == ()
    assert "100 cases in both, 0 new, 0 gone" in same.text
    assert "corpus changed" not in same.text
    changed = [*after[5:], outcome("neu")]
    other = check(a_run(*map(record, changed), fingerprint="0" * 64), tmp_path / "base.json")
    assert "95 cases in both, 1 new, 5 gone" in other.text
    assert "the corpus changed since: ffffffffffff -> 000000000000" in other.text
    assert other.text.endswith("no significant drop")


def test_a_baseline_holds_no_texts(tmp_path: Path) -> None:
    path = tmp_path / "base.json"
    accept(a_run(record(outcome("a"))), path)
    content = path.read_text(encoding="utf-8")
    assert '"id":"a"' in content
    assert not any(text in content for text in ("Frage", "Ja.", "KomIntAVO", "Worte"))


def test_a_baseline_that_can_not_be_used_is_an_error(tmp_path: Path) -> None:
    path, made = tmp_path / "base.json", a_run(record(outcome("a")))
    with pytest.raises(RunFileError, match="no baseline; store one with --accept"):
        check(made, path)
    path.write_text("{}")
    with pytest.raises(RunFileError, match="not a saved baseline: fingerprint: Field required"):
        check(made, path)
    accept(a_run(record(outcome("b"))), path)
    with pytest.raises(RunFileError, match="no case of this run"):
        check(made, path)


def test_the_stored_baseline_is_small_and_can_be_read() -> None:
    assert BASELINE.stat().st_size < 150_000
    first = BASELINE.read_text(encoding="utf-8").split('"id":"')[1].split('"')[0]
    assert "1 cases in both" in check(a_run(record(outcome(first))), BASELINE).text


# --- two runs -----------------------------------------------------------------------------------------------------


def test_two_runs_side_by_side(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = a_run(
        record(outcome("heil", correct=False), "Falsch."),
        record(outcome("bruch"), "Gut."),
        record(outcome("zitat")),
        record(outcome("gleich")),
    )
    after = a_run(
        record(outcome("heil"), "Richtig."),
        record(replace(outcome("bruch", correct=False), got=REFUSED), "x" * 500),
        record(outcome("zitat"), ref=OTHER),
        record(outcome("gleich"), "Ja, anders gesagt."),
        record(outcome("neu")),
        fingerprint="0" * 64,
    )
    for made, name in ((before, "a.json"), (after, "b.json")):
        write_run(made, tmp_path / name)
    assert main(["compare", str(tmp_path / "a.json"), str(tmp_path / "b.json")]) == 0
    printed = capsys.readouterr().out
    assert "fingerprint differs" in printed
    assert "split differs" not in printed
    assert "4 cases in both, 1 new, 0 gone" in printed
    assert all(f"\n{metric.name} " in printed for metric in METRICS)
    head, fixed = printed.split("\nfixed: 1")
    fixed, broken = fixed.split("\nbroken: 1")
    broken, other = broken.split("\nother change of status or citations: 1")
    assert "heil" not in head
    assert "heil (straight): Frage heil?" in fixed
    assert "- [answered: § 6 Abs. 1 KomIntAVO] Falsch." in fixed
    assert "+ [answered: § 6 Abs. 1 KomIntAVO] Richtig." in fixed
    assert "bruch (straight)" in broken
    assert f"+ [{REFUSED}: § 6 Abs. 1 KomIntAVO] {'x' * 160} …\n" in broken
    assert "zitat (straight)" in other
    assert "gleich" not in printed
    assert "neu (" not in printed


def test_runs_without_a_common_case_have_no_figures() -> None:
    printed = compare(a_run(record(outcome("a"))), a_run(record(outcome("b"))))
    assert "0 cases in both, 1 new, 1 gone" in printed
    assert "broken: 0" in printed
    assert "nan" not in printed
