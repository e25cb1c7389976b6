"""The test cases in eval/cases/*.jsonl: `dev` to choose by, `test` to report only."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

from assistant.answer import Turn
from corpus.normref import NormRef

CASES = Path(__file__).parent / "cases"
Split = Literal["dev", "test"]


class _Line(BaseModel):
    model_config = ConfigDict(extra="forbid")

    id: str
    kind: str
    question: str
    history: list[Turn] = []
    status: str
    gold: list[str]
    also: list[str] = []
    verdict: str | None = None
    verdict_also: str | None = None
    required: list[str] = []
    forbidden: list[str] = []


@dataclass(frozen=True, slots=True)
class Case:
    """A question with what a right answer must have.

    `gold` lists what must be cited, each a set of equally right provisions; `also` what may be cited besides, because
    it supports a right answer; `required` and `forbidden` are regular
    expressions on the answer; `verdicts` are the verdicts that count as right (empty: not a yes/no question).
    """

    id: str
    kind: str
    question: str
    history: tuple[Turn, ...]
    status: str
    gold: tuple[frozenset[NormRef], ...]
    also: frozenset[NormRef]
    verdicts: frozenset[str]
    required: tuple[str, ...]
    forbidden: tuple[str, ...]


@cache
def load_cases(split: Split) -> tuple[Case, ...]:
    """All cases of a split, in file order."""
    lines = (CASES / f"{split}.jsonl").read_text(encoding="utf-8").split("\n")
    return tuple(_case(_Line.model_validate(json.loads(line))) for line in lines if line.strip())


def _case(line: _Line) -> Case:
    return Case(
        id=line.id,
        kind=line.kind,
        question=line.question,
        history=tuple(line.history),
        status=line.status,
        gold=tuple(
            frozenset(NormRef.parse(g.strip()).provision for g in alternatives.split("|")) for alternatives in line.gold
        ),
        also=frozenset(NormRef.parse(norm).provision for norm in line.also),
        verdicts=frozenset(verdict for verdict in (line.verdict, line.verdict_also) if verdict),
        required=tuple(line.required),
        forbidden=tuple(line.forbidden),
    )


def shared_runs(cases: Iterable[Case], indexed: Iterable[str], size: int = 6) -> list[str]:
    """Ids of cases that share `size` words in a row with an indexed question: they would measure memory, not search."""
    known = {run for text in indexed for run in _runs(text, size)}
    return [case.id for case in cases if known & set(_runs(case.question, size))]


def _runs(text: str, size: int) -> list[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return [tuple(words[i : i + size]) for i in range(len(words) - size + 1)]
