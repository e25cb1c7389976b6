"""The lists of a legal text: "1.", "a)", "aa)", on lines of their own or flattened into running text.

Finds where their labels stand and which labels may follow which; `structure` cuts the text there.
"""

import re
from dataclasses import dataclass

from corpus.errors import StructureError
from corpus.normref import NormRef
from corpus.sentences import MONTH, NEW_SENTENCE, first_sentence_end, is_ordinal

LEVELS = ("nummer", "buchstabe", "doppelbuchstabe")
_MARKS = {
    "nummer": re.compile(r"(?:^|(?<=\s))(\d{1,2}[a-z]?)\.(?=\s)"),
    "buchstabe": re.compile(r"(?:^|(?<=\s))([a-z])\)(?=\s)"),
    "doppelbuchstabe": re.compile(r"(?:^|(?<=\s))(([a-z])\2)\)(?=\s)"),
}
_FIRST = {"nummer": "1", "buchstabe": "a", "doppelbuchstabe": "aa"}
_REACH = 60  # characters before a label that tell what it is; all of them would take quadratic time
_LONGEST = 5_000  # characters of an entry; to look for its successor in all of the text would take quadratic time
_OPENS = re.compile(r"(?::|\n|^)\s*$")
_SEPARATED = re.compile(r"(?:[,;.\n]|\b(?:und|oder|sowie|bzw\.|beziehungsweise))\s*$")
_SECOND_OF_A_PAIR = re.compile(r"\d[a-z]?\s+(?:und|oder|bis)\s*$")  # "Nummer 5 und 6."
_CAPITAL = re.compile(r"\s+[A-ZÄÖÜ§]")
_DESIGNATES = re.compile(  # a number or letter behind these words on the same line names something else
    r"(?:\b(?:Abs(?:atz|ätze|atzes|\.)|Abschnitts?|Artikels?|Art\.|Sätze|Satz(?:es)?|Nummern?|Nr\.|Nrn\.|Ziffern?|Anlagen?"
    r"|Buchstaben?|Buchst\.|(?:Klassen?|Jahrgangs|Besoldungs)?[Ss]tufen?|Klassen?|Gruppen?|Faktor|Punkt|Phase|Teils?"
    r"|[A-Z])|§)[^\S\n]*$"
)


@dataclass(frozen=True, slots=True)
class LabelledList:
    """A list in a text: its level, each label with its offset in the text, and the offset where the list ends."""

    level: str
    labels: tuple[tuple[str, int], ...]
    end: int


def next_labels(last: str | None) -> tuple[str, ...]:
    """The labels that may follow `last` in a count of Absätze, §§ or Nummern: "3" -> "4", "3a"; None -> "1"."""
    if last is None:
        return ("1",)
    number = int(re.sub(r"\D", "", last))
    letter = last[-1] if last[-1].isalpha() else None
    return (str(number + 1), f"{number}{chr(ord(letter) + 1) if letter else 'a'}")


def find_list(ref: NormRef, text: str, levels: tuple[str, ...]) -> LabelledList | None:
    """The first list of a text: the earliest first label of any of `levels` that opens one.

    Raises StructureError, naming `ref`, where a Nummer is missing.
    """
    end = _LONGEST
    while (opener := _opener(text, levels, end)) is None:
        if end >= len(text):
            return None
        end *= 2
    at, level = opener
    labels = [(_FIRST[level], at)]
    for match in _MARKS[level].finditer(text, at + 1):
        label, (last, last_at) = match.group(1), labels[-1]
        if match.start() > last_at + _LONGEST:
            break
        if label == _FIRST[level] and _is_first(text, match, level):
            break  # the next list
        if label in _successors(last, level):
            if _is_next(text, match, level):
                labels.append((label, match.start()))
        elif level == "nummer" and _number(label) > _number(last) and _is_jump(text, match):
            raise StructureError(f"{ref}: Nr. {label} follows Nr. {last}")
    tail = labels[-1][1] + len(labels[-1][0]) + 1
    return LabelledList(level, tuple(labels), tail + _end_of_entry(ref, text[tail:], level))


def _end_of_entry(ref: NormRef, text: str, level: str) -> int:
    """Where the last entry of a list ends: with its first sentence, or with the list that opens in that."""
    end = first_sentence_end(text)
    inner = LEVELS[LEVELS.index(level) + 1 :]
    sub = find_list(ref, text, inner) if _opener(text, inner, end) else None
    return sub.end if sub else end


def _opener(text: str, levels: tuple[str, ...], end: int) -> tuple[int, str] | None:
    """Offset and level of the first label before `end` that opens a list."""
    found = None
    for level in levels:
        for match in _MARKS[level].finditer(text, 0, end):
            if match.group(1) == _FIRST[level] and _is_first(text, match, level):
                found, end = (match.start(), level), match.start()
                break
    return found


def _is_first(text: str, match: re.Match[str], level: str) -> bool:
    """Whether a first label opens a list here; a letter without its successor is the name of something."""
    before = _before(text, match)
    if level == "nummer":
        return bool(_OPENS.search(before)) and not is_ordinal(text, match.end() - 1)
    (second,) = _successors(match.group(1), level)
    mark = re.compile(rf"{second}\)(?<!\S{second}\))(?=\s)")  # begins with its letters: found much faster
    return not _DESIGNATES.search(before) and mark.search(text, match.end(), match.end() + _LONGEST) is not None


def _is_next(text: str, match: re.Match[str], level: str) -> bool:
    """Whether the label that must come next opens an entry here; flattened lists may have nothing in front of it."""
    before, dot = _before(text, match), match.end() - 1
    if level != "nummer":
        return not _DESIGNATES.search(before)
    if MONTH.match(text, dot + 1):
        return False
    if re.search(r"[,;:]\s*$", before):
        return True
    if is_ordinal(text, dot) or (_SECOND_OF_A_PAIR.search(before) and NEW_SENTENCE.match(text, dot + 1)):
        return False
    return not _DESIGNATES.search(before)


def _is_jump(text: str, match: re.Match[str]) -> bool:
    """Whether a label too high to come next stands where an entry opens, so that one is missing."""
    before = _before(text, match)
    refers = _DESIGNATES.search(before) or (_SECOND_OF_A_PAIR.search(before) and _CAPITAL.match(text, match.end()))
    return bool(_SEPARATED.search(before)) and not refers and not is_ordinal(text, match.end() - 1)


def _before(text: str, match: re.Match[str]) -> str:
    return text[max(0, match.start() - _REACH) : match.start()]


def _number(label: str) -> int:
    return int(re.sub(r"\D", "", label))


def _successors(label: str, level: str) -> tuple[str, ...]:
    if level == "nummer":
        return next_labels(label)
    return (chr(ord(label[0]) + 1) * len(label),)
