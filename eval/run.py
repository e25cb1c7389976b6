"""Runs the assistant over cases and tells each metric: by kind and in total, with bootstrap confidence intervals."""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from tqdm import tqdm

from assistant.answer import Answer, Status
from assistant.ask import Assistant
from eval import metrics
from eval.cases import Case
from eval.records import Outcome, outcome
from eval.scoring import Score, score

REFUSALS = ("not_regulated", "out_of_scope", "unclear", "individual_case", "no_such_norm", "smalltalk")
_COLUMNS = ("status", "facts", "recall", "precision", "verdict")


@dataclass(frozen=True, slots=True)
class Metric:
    """A mean over cases: `value` is what one case adds, between 0 and 1, or None where it doesn't apply."""

    name: str
    what: str
    value: Callable[[Outcome], float | None]
    lower_is_better: bool = False


@dataclass(frozen=True, slots=True)
class Measure:
    """A metric on a run: the mean over the `n` cases it applies to, with its 95 % interval; nan for none."""

    metric: Metric
    n: int
    mean: float
    low: float
    high: float


def _refused(one: Outcome) -> bool:
    return one.got not in (Status.ANSWERED, Status.ERROR)


METRICS = (
    Metric("correct", "right status, facts and provisions", lambda one: one.correct),
    Metric("status", "right status", lambda one: one.status),
    Metric("facts", "every required fact, no forbidden one", lambda one: one.facts),
    Metric("recall", "gold provisions that are cited", lambda one: one.recall),
    Metric("precision", "cited provisions that are gold", lambda one: one.precision),
    Metric("verdict", "yes/no questions with the right verdict", lambda one: one.verdict),
    Metric(
        "verdict, scenarios",
        "scenarios with the right verdict",
        lambda one: one.verdict if one.kind == "scenario" else None,
    ),
    Metric("refusal precision", "refused, unanswerable", lambda o: o.expected in REFUSALS if _refused(o) else None),
    Metric("refusal recall", "unanswerable, refused", lambda o: _refused(o) if o.expected in REFUSALS else None),
    Metric(
        "false refusals",
        "answerable, wrongly refused",
        lambda one: one.got != Status.ANSWERED if one.expected == Status.ANSWERED else None,  # a crash too
        lower_is_better=True,
    ),
)


def run(assistant: Assistant, cases: Sequence[Case]) -> list[Score]:
    """Answer and score every case; one that fails counts as an empty answer with status "error"."""
    return list(scored(assistant, cases))


def scored(assistant: Assistant, cases: Sequence[Case]) -> Iterator[Score]:
    """The same one by one, each asked when it is wanted."""
    for case in tqdm(cases, unit="case", leave=False):
        yield score(case, _ask(assistant, case), assistant.library)


def summary(outcomes: Sequence[Outcome]) -> tuple[Measure, ...]:
    """Every metric on these cases, in the order of METRICS."""
    known = [[value for one in outcomes if (value := metric.value(one)) is not None] for metric in METRICS]
    return tuple(Measure(m, len(values), *metrics.interval(values)) for m, values in zip(METRICS, known, strict=True))


def latency(milliseconds: Sequence[float]) -> tuple[float, float]:
    """Median and 95th percentile; nan without any."""
    p50, p95 = np.percentile(milliseconds, [50, 95]) if milliseconds else (math.nan, math.nan)
    return float(p50), float(p95)


def table(scores: Sequence[Score]) -> str:
    """A line per kind and one for all; then every metric with its interval and number of cases; then latency."""
    outcomes = [outcome(s) for s in scores]
    p50, p95 = latency([s.answer.latency_ms for s in scores if s.answer.status != Status.ERROR])
    lines = [f"{'kind':16}{'n':>4}{'correct':>24}" + "".join(f"{name:>11}" for name in _COLUMNS)]
    lines += [_line(kind, [o for o in outcomes if o.kind == kind]) for kind in sorted({o.kind for o in outcomes})]
    lines += [_line("all", outcomes), "", *map(_sentence, summary(outcomes)), ""]
    lines += [f"quotes not in the source: {sum(o.false_quotes for o in outcomes)}"]
    lines += [f"citations outside the evidence shown: {sum(o.outside for o in outcomes)}"]
    lines += [f"latency p50 {p50:.0f} ms, p95 {p95:.0f} ms"]
    return "\n".join(lines)


def _ask(assistant: Assistant, case: Case) -> Answer:
    try:
        return assistant.ask(case.question, case.history)
    except Exception:  # noqa: BLE001  # a crash is a zero, not the end of the run
        return Answer(case.question, Status.ERROR, "", (), (), "error", 0.0)


def _line(name: str, outcomes: Sequence[Outcome]) -> str:
    by_name = {measure.metric.name: measure for measure in summary(outcomes)}
    means = (f"{by_name[column].mean:.3f}" if by_name[column].n else "-" for column in _COLUMNS)
    return f"{name:16}{len(outcomes):>4}{_with_interval(by_name['correct']):>24}" + "".join(f"{m:>11}" for m in means)


def _sentence(measure: Measure) -> str:
    value = f"{_with_interval(measure)}, n = {measure.n}" if measure.n else "-"
    return f"{measure.metric.name:20}{measure.metric.what}: {value}"


def _with_interval(measure: Measure) -> str:
    return f"{measure.mean:.3f} [{measure.low:.3f}, {measure.high:.3f}]"
