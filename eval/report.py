"""A run as one German HTML page without any request: figures, chart by kind, confusion of statuses, failed cases."""

import math
from collections import Counter
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from assistant.answer import Status
from corpus.normref import NormRef
from corpus.store import write_atomically
from eval.records import CaseRecord, Run
from eval.run import Measure, latency, summary


def write_report(run: Run, path: Path) -> None:
    """Write the page of a run, replacing the file in one step; the folder is made. OSError if it can't be written."""
    path.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(path, page(run).encode())


def page(run: Run) -> str:
    """The page of a run; whatever stands in the run is escaped."""
    outcomes = [case.outcome for case in run.cases]
    times = [case.latency_ms for case in run.cases if case.outcome.got != Status.ERROR]
    return rendered(
        "report.html.j2",
        run=run,
        measures=summary(outcomes),
        kinds=_by_kind(run),
        statuses=[str(s) for s in Status if any(s in (o.expected, o.got) for o in outcomes)],
        confusion=Counter((o.expected, o.got) for o in outcomes),
        false_quotes=sum(o.false_quotes for o in outcomes),
        outside=sum(o.outside for o in outcomes),
        latency=(*latency(times), max(times, default=math.nan)),
        failed=sorted((c for c in run.cases if not c.outcome.correct), key=lambda c: (c.outcome.kind, c.outcome.id)),
    )


def rendered(template: str, **values: object) -> str:
    """A template of this folder with these values."""
    # The templates' names don't end in .html: escaping is switched on for all of them, not chosen by name.
    templates = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    formats = (_share, _points, _milliseconds, _tenths, _number)
    templates.filters.update({each.__name__.removeprefix("_"): each for each in formats})
    templates.globals["is_gold"] = _is_gold
    return templates.get_template(template).render(values)


def _by_kind(run: Run) -> list[tuple[str, Measure]]:
    """The share of fully correct cases by kind, lowest first."""
    kinds = sorted({case.outcome.kind for case in run.cases})
    correct = [(kind, summary([c.outcome for c in run.cases if c.outcome.kind == kind])[0]) for kind in kinds]
    return sorted(correct, key=lambda row: row[1].mean)


def _is_gold(case: CaseRecord, ref: str) -> bool:
    """Whether a place, down to its Satz, lies in a gold provision; press and guidance never do."""
    try:
        provision = str(NormRef.parse(ref).provision)
    except ValueError:
        return False
    return any(provision in group.split(" | ") for group in case.gold)


def _share(value: float) -> str:
    """A share in German per cent; nan is a dash."""
    return "–" if math.isnan(value) else f"{value * 100:.1f} %".replace(".", ",")


def _milliseconds(value: float) -> str:
    return "–" if math.isnan(value) else f"{value:.0f} ms"


def _points(value: float) -> str:
    """A difference of shares in percentage points."""
    return "–" if math.isnan(value) else f"{value * 100:+.1f}".replace(".", ",")


def _tenths(value: float) -> str:
    return "–" if math.isnan(value) else f"{value:.1f} ms".replace(".", ",")


def _number(value: float) -> str:
    return "–" if math.isnan(value) else f"{value:.1f}".replace(".", ",")
