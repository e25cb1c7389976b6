"""What can be wrong with a sentence or a verdict of a chat model."""

from dataclasses import dataclass
from enum import StrEnum


class FaultKind(StrEnum):
    """Which check a sentence failed."""

    UNKNOWN_KEY = "unknown_key"
    NUMBER = "number"
    NORM = "norm"
    LAW = "law"
    MODALITY = "modality"
    NEGATION = "negation"
    SUPPORT = "support"
    MARKUP = "markup"
    QUOTE = "quote"
    LEAK = "leak"
    VERDICT = "verdict"


@dataclass(frozen=True, slots=True)
class Fault:
    """One failed check; `detail` is a German sentence that tells the model what to mend."""

    kind: FaultKind
    detail: str
