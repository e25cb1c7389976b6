"""Good and bad sentences of a chat model against the grounding checks: what is caught, escapes or is dropped."""

import json
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from pydantic import BaseModel, ConfigDict

from assistant.chat.claims import Claim
from assistant.chat.evidence import claim_of, evidence_of
from assistant.grounding import Fault, faults
from corpus.library import Library
from corpus.normref import NormRef
from eval.cases import CASES

_ANSWER = 5


class Draft(BaseModel):
    """A line of a draft file: a sentence with the keys it claims and the Absätze that the model was shown."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    question: str
    verdict: Literal["ja", "nein", "bedingt"] | None
    text: str
    keys: tuple[str, ...]
    shown: tuple[str, ...]
    good: bool
    kind: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Checked:
    """A draft, its faults, and how long the checks took in milliseconds of processor time."""

    draft: Draft
    faults: tuple[Fault, ...]
    milliseconds: float


def load_drafts(split: str) -> tuple[Draft, ...]:
    """All drafts of a split, in file order."""
    lines = (CASES / f"drafts-{split}.jsonl").read_text(encoding="utf-8").split("\n")
    return tuple(Draft.model_validate(json.loads(line)) for line in lines if line.strip())


def claim_in(draft: Draft, library: Library) -> Claim:
    """The draft as a claim over what it was shown, its places found as they are for a model's sentence."""
    chunks = [chunk for name in draft.shown for chunk in library.at(NormRef.parse(name))]
    return claim_of(draft.text, draft.keys, evidence_of(chunks))


def check(drafts: Sequence[Draft], library: Library) -> list[Checked]:
    """Each draft with its faults."""
    results = []
    for draft in drafts:
        claim = claim_in(draft, library)
        started = time.process_time()
        found = faults(claim, library)
        results.append(Checked(draft, found, (time.process_time() - started) * 1000))
    return results


def report(results: Sequence[Checked]) -> str:
    """Caught share of bad drafts by kind with each escape, dropped good drafts with their faults, and times."""
    bad, good = ([each for each in results if each.draft.good is wanted] for wanted in (False, True))
    escaped, dropped = [each for each in bad if not each.faults], [each for each in good if each.faults]
    lines = [f"caught {len(bad) - len(escaped)} of {len(bad)} bad, dropped {len(dropped)} of {len(good)} good"]
    for kind in dict.fromkeys(each.draft.kind for each in bad):
        of_kind = [each for each in bad if each.draft.kind == kind]
        lines.append(f"  {kind:20} {sum(bool(each.faults) for each in of_kind):3} of {len(of_kind)}")
    lines += [f"escaped {each.draft.id} ({each.draft.kind}): {each.draft.text}" for each in escaped]
    for each in dropped:
        told = " ".join(f"{fault.kind}: {fault.detail}" for fault in each.faults)
        lines.append(f"dropped {each.draft.id} ({each.draft.kind}): {each.draft.text} <- {told}")
    return "\n".join([*lines, _times(results)])


def _times(results: Sequence[Checked]) -> str:
    """Times of a sentence and of an answer of five, each checked for the first time."""
    single = [each.milliseconds for each in results]
    answers = [sum(single[i : i + _ANSWER]) for i in range(0, len(single) - _ANSWER + 1, _ANSWER)]
    told = (f"p50 {np.median(ms):.1f} ms, p95 {np.percentile(ms, 95):.1f} ms" for ms in (single, answers))
    return f"checks of a sentence: {next(told)}; of {_ANSWER} sentences: {next(told)}"
