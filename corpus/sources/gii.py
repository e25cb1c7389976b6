"""Reads a federal law from the `xml.zip` that gesetze-im-internet.de offers: its norms in order, its §§ as Absätze.

Holds what a `norm` is: head, chapter heading, § or something left out. The zip is opened by `gii_archive`, the text of
a § read by `gii_content`. The file tells no date from which its text is valid.
"""

import re
from collections.abc import Iterator
from datetime import date

from lxml import etree

from corpus.documents import Edition, Provision
from corpus.errors import LayoutError, StructureError
from corpus.lists import next_labels
from corpus.normref import NormRef, clean
from corpus.sources.gii_archive import read_law
from corpus.sources.gii_content import parse_content
from corpus.sources.gii_runs import plain
from corpus.sources.statute import Statute

_NUMBER = "[1-9][0-9]{0,3}[a-z]?"  # as §§ are counted: no "02", no digits of other scripts
_PARAGRAF = re.compile(
    rf"(?P<struck>\(XXXX\) *)?§§? ?(?P<labels>{_NUMBER}(?:(?:,| und| u\.| bis) (?:§ )?{_NUMBER})*)"
    r"(?P<repealed> \(weggefallen\))?"
)
_NO_PARAGRAF = re.compile(
    r"(?:Eingangsformel|Inhaltsübersicht|Inhaltsverzeichnis|Anlagen?|Anhang|Schlu(?:ß|ss)formel)\b.*"
)
_REPEALED = re.compile(r"\(?(?:weggefallen|aufgehoben|gegenstandslos)\)?\.?", re.I)


def parse_gii(content: bytes) -> Statute:
    """The law in the bytes of an `xml.zip`. LayoutError on any other file, StructureError on a gap in a count."""
    root = read_law(content)
    head, *norms = root.findall("norm") or [None]
    if head is None:
        raise LayoutError("the XML holds no norm")
    if sum(1 for _ in root.iter("norm")) > 1 + len(norms):
        raise LayoutError("the XML holds a norm that is no part of the law itself")
    law = re.sub(r" \d{4}$", "", _field(head, "amtabk") or _required(head, "jurabk"))
    provisions: list[Provision] = []
    repealed: list[str] = []
    last: str | None = None
    for enbez, norm in _paragrafe(law, norms):
        match = _PARAGRAF.fullmatch(enbez)
        if match is None:
            raise LayoutError(f"{law}: a norm is called {enbez!r}, which is neither a § nor known to be left out")
        labels = _labels(law, match["labels"])
        if labels[0] not in next_labels(last):
            raise StructureError(f"{law}: § {labels[0]} follows {f'§ {last}' if last else 'the head'}")
        last = labels[-1]
        found = _provisions(law, labels, norm, struck=bool(match["struck"] or match["repealed"]))
        provisions += found
        repealed += [] if found else labels
    return Statute(law, _required(head, "langue"), tuple(provisions), _edition(head), tuple(repealed))


def _paragrafe(law: str, norms: list[etree._Element]) -> Iterator[tuple[str, etree._Element]]:
    """Label and element of each norm that is no heading of a chapter and is not left out."""
    for norm in norms:
        enbez = _field(norm, "enbez")
        if enbez is None and norm.find("metadaten/gliederungseinheit") is None:
            raise LayoutError(f"{law}: a norm without a label ({norm.get('doknr')})")
        if enbez is not None and not _NO_PARAGRAF.fullmatch(enbez):
            yield enbez, norm


def _provisions(law: str, labels: list[str], norm: etree._Element, struck: bool) -> tuple[Provision, ...]:
    """The Absätze of a §; none of one that is repealed."""
    title, content = _field(norm, "titel") or "", norm.find("textdaten/text/Content")
    words = plain(content) if content is not None else ""
    if " ".join(filter(None, map(plain, norm.iter("text")))) != words:
        raise LayoutError(f"{law}: § {labels[0]} has words outside its one content")
    if _REPEALED.fullmatch(words) or (words in ("", "-") and (struck or _REPEALED.fullmatch(title))):
        return ()
    if not words or len(labels) > 1:
        raise LayoutError(f"{law}: § {' to § '.join([labels[0], *labels[1:][-1:]])}: one § with words was expected")
    return parse_content(NormRef(law, labels[0]), title or f"§ {labels[0]}", content)


def _labels(law: str, text: str) -> list[str]:
    """Every § that a label names: "12 bis 14" -> 12, 13, 14."""
    first, *others = re.split(r"(,| und| u\.| bis) (?:§ )?", text)
    labels = [first]
    for joint, label in zip(others[::2], others[1::2], strict=True):
        follows = _order(label) > _order(labels[-1]) if joint == " bis" else label in next_labels(labels[-1])
        if not follows:
            raise StructureError(f"{law}: § {label} follows § {labels[-1]}")
        while labels[-1] != label:
            number, letter = next_labels(labels[-1])
            labels.append(letter if _order(labels[-1])[0] == _order(label)[0] else number)
    return labels


def _order(label: str) -> tuple[int, str]:
    return int(label.rstrip("abcdefghijklmnopqrstuvwxyz")), label.lstrip("0123456789")


def _edition(head: etree._Element) -> Edition:
    """The Vollzitat put together from the parts that the head of the law gives."""
    place = " ".join(filter(None, (_field(head, f"fundstelle/{part}") for part in ("periodikum", "zitstelle"))))
    enacted = _field(head, "ausfertigung-datum")
    notes = [plain(note).rstrip("; ") for note in head.iterfind("metadaten/standangabe/standkommentar")]
    citation = _required(head, "langue") + (f" vom {_german(enacted)}" if enacted else "") + f" ({place})" * bool(place)
    return Edition("; ".join([citation, *filter(None, notes)]), place or None)


def _german(day: str) -> str:
    try:
        parsed = date.fromisoformat(day)
    except ValueError as error:
        raise LayoutError(f"{day!r} is no date") from error
    return f"{parsed.day}.{parsed.month}.{parsed.year}"


def _required(head: etree._Element, name: str) -> str:
    text = _field(head, name)
    if not text:
        raise LayoutError(f"the head of the law has no {name}")
    return text


def _field(norm: etree._Element, path: str) -> str | None:
    """The text of a part of `metadaten`; None where there is none."""
    node = norm.find(f"metadaten/{path}")
    return (clean(plain(node)) or None) if node is not None else None
