"""The Förder-Check: criteria that the texts set for an offer, a cost or the passing on of money, and what answers mean.

The criteria are data (`data/foerdercheck-*.toml`); here are their types and the evaluation. No criterion combines two
answers: each option of a question carries its own result and its own sentence.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Annotated

from pydantic import BeforeValidator, ConfigDict
from pydantic.dataclasses import dataclass as checked_dataclass

from corpus import catalog
from corpus.normref import NormRef
from corpus.sources.deadlines import Words

CHECKS = ("fluechtlingssozialarbeit", "integrationsberatung", "rueckkehrberatung", "kosten", "weiterleitung")
_STRICT = ConfigDict(extra="forbid")

Norm = Annotated[NormRef, BeforeValidator(NormRef.parse)]


class Force(StrEnum):
    """How a criterion binds: a condition decides the result; a Soll, a discretion and a hint do not."""

    CONDITION = "Bedingung"
    SHOULD = "Soll"
    DISCRETION = "Ermessen"
    HINT = "Hinweis"


class Status(StrEnum):
    """The result of one criterion, or of a whole check."""

    MET = "erfüllt"
    NOT_MET = "nicht erfüllt"
    DISCRETION = "im Ermessen"
    SILENT = "nicht geregelt"
    OPEN = "offen"
    NOT_APPLICABLE = "trifft nicht zu"


@checked_dataclass(frozen=True, slots=True, config=_STRICT)
class Statement:
    """What the texts say, with the norms that carry it."""

    norms: tuple[Norm, ...]
    text: Words


@checked_dataclass(frozen=True, slots=True, config=_STRICT)
class Option:
    """A possible answer, what follows from it, and the norms that carry the text if they are not the criterion's."""

    value: str
    label: Words
    status: Status
    text: Words
    norms: tuple[Norm, ...] = ()


@checked_dataclass(frozen=True, slots=True, config=_STRICT)
class Criterion:
    """A question about one requirement; no answer, or an unknown one, leaves it open."""

    id: str
    force: Force
    norms: tuple[Norm, ...]
    question: Words
    options: tuple[Option, ...]

    def chosen(self, value: str) -> Option | None:
        """The option of a value; None if there is none."""
        return next((option for option in self.options if option.value == value), None)


@checked_dataclass(frozen=True, slots=True, config=_STRICT)
class Check:
    """A set of criteria under one question; `lead` says what is checked, `notes` what holds whatever the answers."""

    id: str
    title: Words
    lead: Statement
    criteria: tuple[Criterion, ...]
    notes: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """A criterion with the option chosen; None if it was left open."""

    criterion: Criterion
    option: Option | None

    @property
    def status(self) -> Status:
        """The result of the criterion."""
        return self.option.status if self.option else Status.OPEN

    @property
    def norms(self) -> tuple[NormRef, ...]:
        """The norms that carry the result."""
        return (self.option and self.option.norms) or self.criterion.norms


@dataclass(frozen=True, slots=True)
class Result:
    """The result of a check: MET, NOT_MET, OPEN or SILENT, and a finding for each criterion, in order."""

    status: Status
    findings: tuple[Finding, ...]

    @property
    def violated(self) -> tuple[Finding, ...]:
        """The conditions that are not met."""
        hard = (f for f in self.findings if f.criterion.force is Force.CONDITION)
        return tuple(f for f in hard if f.status is Status.NOT_MET)

    @property
    def unsettled(self) -> tuple[Finding, ...]:
        """What has to be cleared up with the authority: open, left to discretion, or not regulated."""
        return tuple(f for f in self.findings if f.status in (Status.OPEN, Status.DISCRETION, Status.SILENT))


@cache
def checks() -> dict[str, Check]:
    """The bundled checks by their id, in the order of `CHECKS`. ValidationError if a file does not hold one."""
    return {name: _read(name) for name in CHECKS}


def evaluate(check: Check, answers: Mapping[str, str]) -> Result:
    """The result of `answers`: values of options by the id of their criterion."""
    findings = tuple(Finding(c, c.chosen(answers.get(c.id, ""))) for c in check.criteria)
    hard = {finding.status for finding in findings if finding.criterion.force is Force.CONDITION}
    decisive = (Status.NOT_MET, Status.OPEN, Status.SILENT)
    return Result(next((status for status in decisive if status in hard), Status.MET), findings)


def _read(name: str) -> Check:
    data = tomllib.loads((catalog.DATA / f"foerdercheck-{name}.toml").read_text(encoding="utf-8"))
    return Check(id=name, **data)
