"""Retrieval figures on the test cases: Accuracy@1, Recall@5, MRR@10, nDCG@10 by kind and in total."""

from collections.abc import Iterable
from dataclasses import dataclass

from assistant.ask import Assistant
from corpus.normref import NormRef
from eval import metrics
from eval.cases import Case

MEASURES = ("acc@1", "Recall@5", "MRR@10", "nDCG@10")


@dataclass(frozen=True, slots=True)
class Row:
    """Figures of one case, in the order of MEASURES."""

    kind: str
    values: tuple[float, float, float, float]


def measure(assistant: Assistant, cases: Iterable[Case]) -> list[Row]:
    """Rank the passages for each answerable case; a case without any passage scores zero."""
    return [row(case, ranked_by(assistant, case)) for case in cases if case.gold]


def table(rows: list[Row]) -> str:
    """Means with 95 % confidence intervals, a line per kind and one for all."""
    kinds = [*sorted({row.kind for row in rows}), "all"]
    lines = [f"{'kind':16}{'n':>5}  " + "".join(f"{name:>24}" for name in MEASURES)]
    for kind in kinds:
        mine = [row.values for row in rows if kind in (row.kind, "all")]
        cells = "".join(_cell([values[i] for values in mine]) for i in range(len(MEASURES)))
        lines.append(f"{kind:16}{len(mine):>5}  {cells}")
    return "\n".join(lines)


def _cell(values: list[float]) -> str:
    mean, low, high = metrics.interval(values)
    return f"{mean:>10.3f} [{low:.3f}, {high:.3f}]".rjust(24)


def ranked_by(assistant: Assistant, case: Case) -> list[NormRef]:
    """The provisions that the assistant finds, best first; press and guidance under their key."""
    passages = assistant.retrieve(case.question, case.history)
    return [passage.chunk.provision.ref or NormRef(None, passage.chunk.key) for passage in passages]


def row(case: Case, ranked: list[NormRef]) -> Row:
    """The figures of one ranking."""
    return Row(
        case.kind,
        (
            metrics.accuracy_at_1(ranked, case.gold),
            metrics.recall_at(ranked, case.gold, 5),
            metrics.reciprocal_rank(ranked, case.gold),
            metrics.ndcg(ranked, case.gold),
        ),
    )
