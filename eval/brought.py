"""What only a chat model brings to a run: answers in its words, sentences objected to, calls, tokens and time."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

from assistant.answer import Usage
from eval.compare import Difference, differences
from eval.compare import table as differences_table
from eval.records import CaseRecord, Run
from eval.run import latency

Pairs = Sequence[tuple[CaseRecord, CaseRecord]]


@dataclass(frozen=True, slots=True)
class Brought:
    """Figures of a run with a model beside the same cases without it; nan where there is nothing to count.

    `worded` are the ids of the cases in the model's words, `fallen` the notices of those answered without it after all,
    by frequency. `calls` and tokens are means over the `asked` cases, tokens None where the server counts none.
    `added` and `checks` are median and 95th percentile in milliseconds: what an asked case took longer, and the
    processor time of the checks of an answer's sentences.
    """

    model: str
    cases: int
    asked: int
    worded: tuple[str, ...]
    fallen: tuple[tuple[str, int], ...]
    said: int
    faulty: int
    mended: int
    calls: float
    tokens: tuple[float, float] | None
    added: tuple[float, float]
    checks: tuple[float, float]
    differences: tuple[Difference, ...]
    """On the worded cases alone."""

    @property
    def dropped(self) -> int:
        """Sentences that were not mended."""
        return self.faulty - self.mended


def pairs_of(free: Run, talking: Run) -> Pairs:
    """The cases that both runs have, without and with the model."""
    by_id = {case.outcome.id: case for case in talking.cases}
    return [(case, by_id[case.outcome.id]) for case in free.cases if case.outcome.id in by_id]


def brought(free: Run, talking: Run, model: str) -> Brought:
    """What the model brought to `talking`, against the same cases in `free`."""
    pairs = pairs_of(free, talking)
    asked = [(one, other, other.usage) for one, other in pairs if other.usage]
    worded = [(one, other) for one, other in pairs if other.is_worded]
    told = [other.sentences for _, other in pairs if other.sentences]
    return Brought(
        model=model,
        cases=len(pairs),
        asked=len(asked),
        worded=tuple(other.outcome.id for _, other in worded),
        fallen=tuple(Counter(other.note for _, other in pairs if other.note).most_common()),
        said=sum(each.said for each in told),
        faulty=sum(each.faulty for each in told),
        mended=sum(each.mended for each in told),
        calls=fmean(usage.calls for _, _, usage in asked) if asked else float("nan"),
        tokens=_tokens([usage for _, _, usage in asked]),
        added=latency([other.latency_ms - one.latency_ms for one, other, _ in asked]),
        checks=latency([each.check_ms for each in told]),
        differences=differences((one.outcome for one, _ in worded), (other.outcome for _, other in worded)),
    )


def table(found: Brought) -> str:
    """The same as text."""
    counted = f"{found.tokens[0]:.0f} read, {found.tokens[1]:.0f} written" if found.tokens else "not counted"
    lines = [
        f"chat model {found.model}: asked for {found.asked} of {found.cases} cases",
        f"worded by the model: {len(found.worded)} ({len(found.worded) / found.cases:.3f})",
        f"fallen back to the answer without it: {sum(count for _, count in found.fallen)}",
        *(f"  {count:>4}  {note}" for note, count in found.fallen),
        f"sentences: {found.said} said, {found.faulty} objected to; {found.mended} mended, {found.dropped} dropped",
        f"an answer: {found.calls:.2f} calls; tokens {counted}",
        f"added latency p50 {found.added[0]:.0f} ms, p95 {found.added[1]:.0f} ms",
        f"checks alone, processor time of an answer: p50 {found.checks[0]:.1f} ms, p95 {found.checks[1]:.1f} ms",
        "",
        f"on the {len(found.worded)} cases worded by the model:",
        differences_table(found.differences),
    ]
    return "\n".join(lines)


def _tokens(usages: Sequence[Usage]) -> tuple[float, float] | None:
    counted = [(u.input_tokens, u.output_tokens) for u in usages if u.input_tokens is not None]
    return (fmean(read for read, _ in counted), fmean(written or 0 for _, written in counted)) if counted else None
