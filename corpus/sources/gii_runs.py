"""The markup inside a `Content` of gesetze-im-internet.de -> runs of text with the list entry that each stands in.

Holds what each element means; what the runs add up to is `gii_content`. Unknown elements give their text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from corpus.normref import clean

Entry = tuple[tuple[str, str], ...]  # levels and labels of a list entry, outermost first: (("nummer", "2"),)

_FOOTNOTES = ("FnR", "FnArea", "Footnote", "Footnotes")
_BLOCKS = ("P", "LA", "DD", "DL", "table", "pre", "Title", "Subtitle")
_SIGNS = {"BR": "\n", "IMG": "[Bild]", "FILE": "[Datei]", "QuoteL": "„", "QuoteR": "“"}
_POWERS = {"2": "²", "3": "³"}
_TO = r" (?:bis|und|u\.) "
_LABELS = {
    "nummer": re.compile(rf"(?P<first>\d{{1,3}}[a-z]?)\.(?:{_TO}(?P<last>\d{{1,3}}[a-z]?)\.)?"),
    "buchstabe": re.compile(rf"(?P<first>[a-z])\)(?:{_TO}(?P<last>[a-z])\))?"),
    "doppelbuchstabe": re.compile(rf"(?P<first>([a-z])\2)\)(?:{_TO}(?P<last>([a-z])\4)\))?"),
}
LEVELS = tuple(_LABELS)


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text and the entry it stands in.

    `opens` is set on the label of an entry: the last number it stands for ("5" in "3. bis 5."). `satz` is the number,
    as printed, of the Satz that begins here.
    """

    text: str
    entry: Entry = ()
    opens: str = ""
    satz: str = ""


def walk(node: etree._Element, entry: Entry = ()) -> Iterator[Run]:
    """The text of an element in reading order, without its tail; footnotes and their marks are left out."""
    if node.tag in _FOOTNOTES:
        return
    if node.tag == "SUP":
        yield _superscript(node, entry)
        return
    if node.tag == "row":
        yield Run("\n" + " | ".join(plain(cell) for cell in node) + "\n", entry)
        return
    edge = "\n" if node.tag in _BLOCKS else ""
    yield Run(edge + _SIGNS.get(node.tag, "") + flat(node.text), entry)
    inside = entry
    for child in node:
        if child.tag == "DT":
            label = _label(plain(child), entry)
            inside = label.entry
            yield label
        else:
            yield from walk(child, inside if child.tag == "DD" else entry)
        yield Run(flat(child.tail), entry)
    yield Run(edge, entry)


def plain(node: etree._Element) -> str:
    """The text of an element in one line, without footnotes and Satz numbers."""
    return " ".join("".join(run.text for run in walk(node)).split())


def flat(text: str | None) -> str:
    """The text of a node as the page shows it: line breaks of the file are blanks."""
    return re.sub(r"\s+", " ", clean(text or ""))


def _superscript(node: etree._Element, entry: Entry) -> Run:
    text = flat("".join(node.itertext())).strip()
    if node.get("class") == "Rec":
        return Run("", entry, satz=text)
    return Run(_POWERS.get(text, f"^{text}" if text else ""), entry)


def _label(text: str, entry: Entry) -> Run:
    """The label of an entry inside `entry`, with a tab; where no level below it has its shape, text of `entry`."""
    deeper = LEVELS[LEVELS.index(entry[-1][0]) + 1 :] if entry else LEVELS
    for level in deeper:
        if match := _LABELS[level].fullmatch(text):
            return Run(f"{text}\t", (*entry, (level, match["first"])), match["last"] or match["first"])
    return Run(f"\n{text}\t", entry)
