"""The stored baseline (dev split, bundled corpus): scores without texts, and the check of a run against it."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter

from corpus.store import write_atomically
from eval.compare import Difference, differences, table
from eval.records import Outcome, Run, RunFileError, read_json

BASELINE = Path(__file__).parent / "baseline.json"
_GUARDED = {"correct", "recall", "precision", "verdict", "refusal recall", "false refusals"}


@dataclass(frozen=True, slots=True)
class Baseline:
    """The scores of an accepted run and the fingerprint of its corpus."""

    fingerprint: str
    cases: tuple[Outcome, ...]


@dataclass(frozen=True, slots=True)
class Check:
    """A run against the baseline: the guarded metrics, those that dropped significantly, and what to print."""

    text: str
    drops: tuple[Difference, ...]


_BASELINE, _OUTCOME = TypeAdapter(Baseline), TypeAdapter(Outcome)


def suits(split: str, corpus: str) -> bool:
    """Whether a run is of the kind that the baseline is kept for."""
    return (split, corpus) == ("dev", "bundled")


def accept(run: Run, path: Path) -> None:
    """Store the scores of a run as the new baseline, a line per case. OSError if it can't be written."""
    lines = ",\n".join(_OUTCOME.dump_json(case.outcome).decode() for case in run.cases)
    write_atomically(path, f'{{"fingerprint": "{run.fingerprint}", "cases": [\n{lines}\n]}}\n'.encode())


def check(run: Run, path: Path) -> Check:
    """Compare a run with the stored baseline on the cases that both have.

    RunFileError if there is no baseline, the file is none, or no case is in both.
    """
    if not path.exists():
        raise RunFileError(f"{path}: no baseline; store one with --accept")
    return _check(read_json(path, _BASELINE, "baseline"), run)


def _check(baseline: Baseline, run: Run) -> Check:
    old, new = {one.id for one in baseline.cases}, {case.outcome.id for case in run.cases}
    if not old & new:
        raise RunFileError("the baseline has no case of this run; store a new one with --accept")
    every = differences(baseline.cases, (case.outcome for case in run.cases))
    rows = [row for row in every if row.metric.name in _GUARDED]
    drops = tuple(row for row in rows if row.is_drop)
    lines = [f"against the baseline: {len(old & new)} cases in both, {len(new - old)} new, {len(old - new)} gone"]
    if baseline.fingerprint != run.fingerprint:
        lines.append(f"the corpus changed since: {baseline.fingerprint[:12]} -> {run.fingerprint[:12]}")
    return Check("\n".join([*lines, table(rows), *_verdict(drops)]), drops)


def _verdict(drops: Iterable[Difference]) -> list[str]:
    told = [
        f"DROP in {row.metric.name}: {row.after - row.before:+.3f} [{row.low:+.3f}, {row.high:+.3f}]; "
        f"worse: {', '.join(row.worse)}"
        for row in drops
    ]
    return told or ["no significant drop"]
