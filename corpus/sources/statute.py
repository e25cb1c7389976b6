"""Reads the text of a law as it comes from a file: finds its name and its §§ and hands each § to `structure`."""

import itertools
import re
from dataclasses import dataclass

from corpus.documents import Edition, Provision
from corpus.errors import FileRejectedError, StructureError
from corpus.normreader import find_law
from corpus.normref import PREAMBLE, NormRef, clean
from corpus.structure import parse_paragraf

_HEADING = re.compile(
    r"^(?P<marks>#{1,6} +|\*\*)?(?P<before>[^§\n.;]{0,140}?)"
    r"(?:§ *(?P<number>[0-9]{1,4}[a-z]?)\b|(?P<preamble>Präambel)[ \t]*$)"
    r"\.?[ \t]*(?P<title>[^\n]*?)(?:\*\*)?$",
    re.M,
)
_NO_TITLE = re.compile(
    r"(?:Abs|Satz|Sätze|Nummer|Nr|und\b|bis\b|oder\b|sowie\b|in\b|[a-zäöü,;]|\((?!aufgehoben|weggefallen))"
)
_ABBREVIATION = re.compile(r"[–—-]\s*(?P<short>[A-ZÄÖÜ][\w.]*[A-ZÄÖÜ][\w]*)\s*\)")
_ENACTED = re.compile(r"\bAuf\s?grund\b", re.I)  # what follows names the law that empowers, not this one
_MAX_TITLE = 160


@dataclass(frozen=True, slots=True)
class Statute:
    """A law read from a file: its short name, its title and all its Absätze.

    `repealed` are the numbers of §§ that stand in the text as repealed, without words of their own.
    """

    law: str
    title: str
    provisions: tuple[Provision, ...]
    edition: Edition
    repealed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Section:
    label: str
    title: str
    body: str


def looks_like_statute(text: str) -> bool:
    """Whether the text has at least two § headings in counting order."""
    return len(_sections(clean(text))) >= 2


def parse_statute(text: str) -> Statute:
    """Split a law by § and Absatz. StructureError on a gap, FileRejectedError if the law's name cannot be told."""
    text = clean(text)
    sections = _sections(text)
    law, title = _name(text[: text.find(sections[0].body[:40]) if sections else 2000])
    _check_paragrafe(law, [s.label for s in sections if s.label != PREAMBLE])
    provisions = [
        provision
        for section in sections
        for provision in parse_paragraf(NormRef(law, section.label), section.title, section.body)
        if provision.text
    ]
    return Statute(law, title, tuple(provisions), Edition(), ())


def _sections(text: str) -> list[_Section]:
    heads: list[re.Match[str]] = []
    for match in _HEADING.finditer(text):
        if _is_heading(match, heads[-1] if heads else None):
            heads.append(match)
    ends = [match.start() for match in heads[1:]] + [len(text)] * bool(heads)
    return [_section(match, text[match.end() : end]) for match, end in zip(heads, ends, strict=True)]


def _is_heading(match: re.Match[str], last: re.Match[str] | None) -> bool:
    marked, title = bool(match["marks"]), match["title"].strip()
    if match["preamble"]:
        return last is None and (marked or not match["before"].strip())
    if _NO_TITLE.match(title) or len(title) > _MAX_TITLE:
        return False
    if marked:
        return True
    below = match.string[match.end() : match.end() + _MAX_TITLE].lstrip()
    if not title and not below.startswith("(") and _NO_TITLE.match(below):
        return False
    number = last["number"] if last else None
    follows = number is None or _counted(match["number"])[0] - _counted(number)[0] in (0, 1)
    return follows and not match["before"].strip() and not title.endswith((".", ",", ";"))


def _section(match: re.Match[str], body: str) -> _Section:
    label = match["number"] or PREAMBLE
    title = (match["title"] or "").strip().strip("*").strip()
    if not title and label != PREAMBLE:
        first, _, rest = body.strip().partition("\n")
        if len(first) <= _MAX_TITLE and not first.startswith("(") and rest.strip() and not first.rstrip().endswith("."):
            title, body = first.strip(), rest
    return _Section(label, title or label, body.strip())


def _name(head: str) -> tuple[str, str]:
    """Short name and title of the law from the text in front of its first §."""
    head = _ENACTED.split(head)[0]
    title = next((line.strip("#* ").strip() for line in head.splitlines() if line.strip("#* ").strip()), "")
    shorts = _ABBREVIATION.findall(head)
    law = (find_law(shorts[0]) or shorts[0]) if shorts else find_law(head)
    if not law:
        raise FileRejectedError(
            "unknown-law", "the law's short name was not found before its first § (e.g. '… – SächsFlüAG)')"
        )
    return law, re.split(r"\s§", title)[0]


def _check_paragrafe(law: str, labels: list[str]) -> None:
    if labels and labels[0] != "1":
        raise StructureError(f"{law}: § 1 is missing (the first § is § {labels[0]})")
    for before, after in itertools.pairwise(labels):
        if _counted(after) <= _counted(before) or _counted(after)[0] - _counted(before)[0] > 1:
            raise StructureError(f"{law}: § {after} follows § {before}")


def _counted(label: str) -> tuple[int, str]:
    """A § by its place in the count: "3a" -> (3, "a")."""
    return int(label.rstrip("abcdefghijklmnopqrstuvwxyz")), label.lstrip("0123456789")
