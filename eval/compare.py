"""Two runs side by side: paired differences of the metrics with bootstrap intervals, and the cases that changed."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from eval.records import CaseRecord, Outcome, Run
from eval.run import METRICS, Metric

_RESAMPLES = 2000
_HEAD_CHARACTERS = 160


@dataclass(frozen=True, slots=True)
class Difference:
    """A metric before and after on the same `n` cases; `low` and `high` bound after - before with 95 % confidence.

    nan where either side has no case that the metric applies to; `worse` are the ids of cases that lost.
    """

    metric: Metric
    n: int
    before: float
    after: float
    low: float
    high: float
    worse: tuple[str, ...]

    @property
    def is_drop(self) -> bool:
        """Whether the whole interval is worse than no difference."""
        return self.low > 0 if self.metric.lower_is_better else self.high < 0


def differences(before: Iterable[Outcome], after: Iterable[Outcome]) -> tuple[Difference, ...]:
    """Every metric on the cases that both have, in the order of METRICS."""
    old = {one.id: one for one in before}
    pairs = [(old[one.id], one) for one in after if one.id in old]
    return tuple(_difference(metric, pairs) for metric in METRICS)


def table(rows: Iterable[Difference]) -> str:
    """A line per metric."""
    lines = [f"{'metric':20}{'n':>4}{'before':>9}{'after':>9}{'difference':>27}"]
    for row in rows:
        change = f"{row.after - row.before:+.3f} [{row.low:+.3f}, {row.high:+.3f}]"
        figures = f"{row.before:>9.3f}{row.after:>9.3f}{change:>27}" if not math.isnan(row.low) else f"{'-':>9}"
        lines.append(f"{row.metric.name:20}{row.n:>4}{figures}")
    return "\n".join(lines)


def compare(before: Run, after: Run) -> str:
    """What differs between two runs: origin, metrics, then the cases: fixed, broken and otherwise changed."""
    old, new = ({case.outcome.id: case for case in run.cases} for run in (before, after))
    pairs = [(old[id_], new[id_]) for id_ in old if id_ in new]
    fixed = [(a, b) for a, b in pairs if b.outcome.correct and not a.outcome.correct]
    broken = [(a, b) for a, b in pairs if a.outcome.correct and not b.outcome.correct]
    changed = [(a, b) for a, b in pairs if a.outcome.correct == b.outcome.correct and _seen(a) != _seen(b)]
    groups = (("fixed", fixed), ("broken", broken), ("other change of status or citations", changed))
    return "\n".join(
        [
            *_origin(before, after),
            f"{len(pairs)} cases in both, {len(new) - len(pairs)} new, {len(old) - len(pairs)} gone",
            table(differences((a.outcome for a, _ in pairs), (b.outcome for _, b in pairs))),
            *(f"\n{name}: {len(cases)}" + "".join(map(_shown, cases)) for name, cases in groups),
        ]
    )


def _difference(metric: Metric, pairs: Sequence[tuple[Outcome, Outcome]]) -> Difference:
    """Resamples whole cases, so that a metric may apply to other cases before than after (refusal precision)."""
    rows = [(new.id, metric.value(old), metric.value(new)) for old, new in pairs]
    rows = [row for row in rows if row[1:] != (None, None)]
    values = np.array([row[1:] for row in rows], dtype=float).reshape(-1, 2)
    known = ~np.isnan(values)
    if not known.any(axis=0).all():
        return Difference(metric, len(rows), *(math.nan,) * 4, worse=())
    counts = np.random.default_rng(0).multinomial(len(rows), np.full(len(rows), 1 / len(rows)), _RESAMPLES)
    with np.errstate(invalid="ignore"):  # a resample without any case that applies is left out
        means = (counts @ np.nan_to_num(values)) / (counts @ known)
    low, high = np.nanpercentile(np.round(means[:, 1] - means[:, 0], 9), [2.5, 97.5])
    before, after = np.nanmean(values, axis=0)
    lost = values[:, 1] > values[:, 0] if metric.lower_is_better else values[:, 1] < values[:, 0]
    worse = tuple(row[0] for row, is_worse in zip(rows, lost, strict=True) if is_worse)
    return Difference(metric, len(rows), float(before), float(after), float(low), float(high), worse)


def _origin(before: Run, after: Run) -> list[str]:
    """A line per thing that the runs don't share."""
    names = ("split", "corpus", "fingerprint", "mode")
    both = [(name, getattr(before, name), getattr(after, name)) for name in names]
    return [f"{name} differs: {old} -> {new}" for name, old, new in both if old != new]


def _seen(case: CaseRecord) -> object:
    return case.outcome.got, set(case.citations)


def _shown(pair: tuple[CaseRecord, CaseRecord]) -> str:
    old, new = pair
    return f"\n  {new.outcome.id} ({new.outcome.kind}): {new.question}\n    - {_head(old)}\n    + {_head(new)}"


def _head(case: CaseRecord) -> str:
    text = " ".join(case.text.split())
    refs = "; ".join(dict.fromkeys(place.ref for place in case.citations))
    short = text if len(text) <= _HEAD_CHARACTERS else f"{text[:_HEAD_CHARACTERS]} …"
    return f"[{case.outcome.got}{f': {refs}' if refs else ''}] {short}"
