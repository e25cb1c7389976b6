"""Runs the assistant over cases: a table of means with bootstrap confidence intervals, by kind and in total."""

from collections.abc import Sequence

import numpy as np
from tqdm import tqdm

from assistant.answer import Answer, Status
from assistant.ask import Assistant
from eval import metrics
from eval.cases import Case
from eval.scoring import Score, score

REFUSALS = ("not_regulated", "out_of_scope", "unclear", "individual_case", "no_such_norm", "smalltalk")


def run(assistant: Assistant, cases: Sequence[Case]) -> list[Score]:
    """Answer and score every case; one that fails counts as an empty answer with status "error"."""
    return [score(case, _ask(assistant, case), assistant.library) for case in tqdm(cases, unit="case", leave=False)]


def table(scores: Sequence[Score]) -> str:
    """A line per kind and one for all; then refusals and latency."""
    kinds = sorted({s.case.kind for s in scores})
    lines = [f"{'kind':16}{'n':>4}{'correct':>24}{'status':>9}{'facts':>8}{'recall':>8}{'precis.':>8}{'verdict':>8}"]
    lines += [_line(kind, [s for s in scores if s.case.kind == kind]) for kind in kinds]
    lines += [_line("all", scores), "", _summary(scores)]
    return "\n".join(lines)


def _ask(assistant: Assistant, case: Case) -> Answer:
    try:
        return assistant.ask(case.question, case.history)
    except Exception:  # noqa: BLE001  # a crash is a zero, not the end of the run
        return Answer(case.question, Status.ERROR, "", (), (), "error", 0.0)


def _line(name: str, scores: Sequence[Score]) -> str:
    mean, low, high = metrics.interval([s.correct for s in scores])
    cells = [_mean([s.status for s in scores]), _mean([s.facts for s in scores])]
    cells += [
        _mean([s.recall for s in scores]),
        _mean([s.precision for s in scores]),
        _mean([s.verdict for s in scores]),
    ]
    return f"{name:16}{len(scores):>4}{f'{mean:.3f} [{low:.3f}, {high:.3f}]':>24}" + "".join(f"{c:>8}" for c in cells)


def _mean(values: Sequence[float | None]) -> str:
    known = [value for value in values if value is not None]
    return f"{np.mean(known):.3f}" if known else "-"


def _summary(scores: Sequence[Score]) -> str:
    answerable = [s for s in scores if s.case.status == "answered"]
    others = [s for s in scores if s.case.status in REFUSALS]
    scenario = [s.verdict for s in scores if s.case.kind == "scenario" and s.verdict is not None]
    refused = [s.answer.status not in (Status.ANSWERED, Status.ERROR) for s in others]
    latency = [s.answer.latency_ms for s in scores if s.answer.status != Status.ERROR]
    return (
        f"answerable, wrongly refused: {_mean([s.answer.status != Status.ANSWERED for s in answerable])}; "
        f"unanswerable, refused: {_mean(refused)}; "
        f"scenario verdicts: {_mean(scenario)}; quotes not in the source: {sum(s.false_quotes for s in scores)}; "
        f"latency p50 {np.percentile(latency, 50):.0f} ms, p95 {np.percentile(latency, 95):.0f} ms"
    )
