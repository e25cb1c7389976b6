"""Grounding: whether the sentences of a chat model say what their cited places say; pure functions, no model."""

from assistant.grounding.checks import Fault, FaultKind, faults
from assistant.grounding.verdict import verdict_fault

__all__ = ["Fault", "FaultKind", "faults", "verdict_fault"]
