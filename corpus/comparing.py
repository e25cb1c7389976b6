"""What changed between two texts of a law, by Absatz and word."""

import difflib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from corpus.documents import Provision

_LONG = 2000  # words; frequent ones are compared in no longer text, which would take quadratic time


class Mark(StrEnum):
    """What became of some words."""

    SAME = " "
    OLD = "-"
    NEW = "+"


@dataclass(frozen=True, slots=True)
class Words:
    """A run of words, and what became of it."""

    mark: Mark
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """A provision that differs: `title` is its norm, `words` heading and text with what went and what came."""

    key: str
    title: str
    words: tuple[Words, ...]


def changes(old: Sequence[Provision], new: Sequence[Provision]) -> tuple[Change, ...]:
    """The provisions that were changed, came or went, in the order of the new text, those that went last."""
    before, after = ({provision.key: provision for provision in side} for side in (old, new))
    keys = [*after, *(key for key in before if key not in after)]
    return tuple(change for key in keys if (change := _change(key, before.get(key), after.get(key))))


def _change(key: str, old: Provision | None, new: Provision | None) -> Change | None:
    named = new or old
    if named is None or (old and new and _plain(old) == _plain(new)):
        return None
    words = tuple(_words(_plain(old) if old else [], _plain(new) if new else []))
    return Change(key, str(named.ref or named.key), words)


def _plain(provision: Provision) -> list[str]:
    return re.findall(r"\S+", f"{provision.heading} · {provision.text}")


def _words(old: list[str], new: list[str]) -> Iterator[Words]:
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=max(len(old), len(new)) > _LONG)
    for tag, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if tag == "equal":
            yield Words(Mark.SAME, " ".join(new[new_from:new_to]))
            continue
        if old_from < old_to:
            yield Words(Mark.OLD, " ".join(old[old_from:old_to]))
        if new_from < new_to:
            yield Words(Mark.NEW, " ".join(new[new_from:new_to]))
