"""Two runs over the same cases as one German HTML page: without and with a chat model, side by side."""

from collections.abc import Iterable
from pathlib import Path

from corpus.store import write_atomically
from eval.brought import Brought, Pairs, pairs_of
from eval.compare import Difference, differences
from eval.records import CaseRecord, Run
from eval.report import rendered

_ORDER = ("lost", "won", "wrong")


def write_paired_report(free: Run, talking: Run, found: Brought, path: Path) -> None:
    """Write the page of both runs, replacing the file in one step; the folder is made. OSError if it can't."""
    path.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(path, page(free, talking, found).encode())


def page(free: Run, talking: Run, found: Brought) -> str:
    """The page of both runs; whatever stands in them is escaped."""
    pairs = pairs_of(free, talking)
    return rendered(
        "paired_report.html.j2",
        free=free,
        talking=talking,
        found=found,
        metrics=_named(differences((one.outcome for one, _ in pairs), (other.outcome for _, other in pairs))),
        kinds=_by_kind(pairs),
        worded=_named(found.differences),
        failed=_failed(pairs),
    )


def _named(rows: Iterable[Difference]) -> list[tuple[str, Difference]]:
    return [(row.metric.name, row) for row in rows]


def _by_kind(pairs: Pairs) -> list[tuple[str, Difference]]:
    """The share of fully correct cases by kind, and of all."""
    kinds = sorted({one.outcome.kind for one, _ in pairs})
    of_kind = [(kind, [pair for pair in pairs if pair[0].outcome.kind == kind]) for kind in kinds]
    return [
        (name, differences((one.outcome for one, _ in some), (other.outcome for _, other in some))[0])
        for name, some in [*of_kind, ("alle", list(pairs))]
    ]


def _failed(pairs: Pairs) -> list[tuple[str, CaseRecord, CaseRecord]]:
    """What changed and the case without and with the model, those that it lost first."""
    changed = [(_change(one, other), one, other) for one, other in pairs]
    return sorted(
        ((change, one, other) for change, one, other in changed if change),
        key=lambda each: (_ORDER.index(each[0]), each[1].outcome.kind, each[1].outcome.id),
    )


def _change(one: CaseRecord, other: CaseRecord) -> str:
    if one.outcome.correct and other.outcome.correct:
        return ""
    return "lost" if one.outcome.correct else "won" if other.outcome.correct else "wrong"
