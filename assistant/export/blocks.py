"""The blocks of an exported document: what they are, not how they look."""

from dataclasses import dataclass
from enum import Enum, auto


class Style(Enum):
    """What a block is."""

    TITLE = auto()
    QUESTION = auto()
    PART = auto()
    PLACE = auto()
    TEXT = auto()
    LAW = auto()
    FACT = auto()
    NOTE = auto()


class Look(Enum):
    """How a run stands out: as it is, a number raised like that of a footnote, or bold."""

    PLAIN = auto()
    RAISED = auto()
    BOLD = auto()


@dataclass(frozen=True, slots=True)
class Run:
    """Words of one look; no line end."""

    text: str
    look: Look = Look.PLAIN


@dataclass(frozen=True, slots=True)
class Block:
    """A heading or a line; `level` is its depth in a list (0: none). LAW is legal wording, always German."""

    style: Style
    runs: tuple[Run, ...]
    level: int = 0
