"""Reads press releases and guidance: headings and paragraphs, letterhead and address blocks left out."""

import itertools
import re
from dataclasses import dataclass
from datetime import date

from corpus.documents import Kind, Provision, Unit
from corpus.normref import clean, slug
from corpus.sentences import sentence_ends

_CONTACT = re.compile(
    r"@|Telefon|Telefax|\bTel\.|\bFax\b|Durchwahl|Ansprechpartner|Hausanschrift|Postanschrift|Haltestelle|Straßenbahn|"
    r"\b\d{5} [A-ZÄÖÜ]|elektronisch signierte|Zu erreichen",
)
_PRESS = re.compile(r"\b(?:Medieninformation|Pressemitteilung|Presseinformation|Medienmitteilung)\b", re.I)
_MONTHS = [
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
]
_DATE = re.compile(rf"\b(\d{{1,2}})\.\s?(?:(\d{{1,2}})\.\s?|({'|'.join(_MONTHS)})\s)(\d{{4}})\b")
_PUBLISHER = re.compile(
    r"(?:Sächsisches\s+Staatsministerium|Landesdirektion|Landratsamt|Landkreis|Sächsische\s+Aufbaubank)[^.\n]*"
)
_MAX_HEADING = 200


@dataclass(frozen=True, slots=True)
class Prose:
    """A document without §§: its kind, title, date (ISO, or None) and publisher as far as it tells them."""

    kind: Kind
    title: str
    dated: str | None
    publisher: str | None
    paragraphs: tuple[tuple[str, str], ...]
    left_out: int


def parse_prose(text: str) -> Prose:
    """Split into (heading, paragraph) pairs; `left_out` counts the blocks of letterhead and addresses dropped."""
    text = clean(text)
    blocks = [block for part in re.split(r"\n\s*\n", text) if (block := part.strip())]
    kept = [block for block in blocks if _is_heading(block) or not _is_furniture(block)]
    titles = [_plain(block) for block in kept if _is_heading(block) and not _PRESS.fullmatch(_plain(block))]
    return Prose(
        kind=Kind.PRESS if _PRESS.search(text[:600]) else Kind.GUIDANCE,
        title=titles[0] if titles else _plain(kept[0])[:120] if kept else "",
        dated=first_date(text),
        publisher=_publisher(text),
        paragraphs=tuple(_paragraphs(kept)),
        left_out=len(blocks) - len(kept),
    )


def prose_provisions(source_id: str, paragraphs: tuple[tuple[str, str], ...]) -> tuple[Provision, ...]:
    """One provision per paragraph, a unit per sentence; keys are the source id and a running number."""
    return tuple(
        Provision(f"{slug(source_id)}-{number}", None, heading, text, _sentence_units(text))
        for number, (heading, text) in enumerate(paragraphs, 1)
    )


def _sentence_units(text: str) -> tuple[Unit, ...]:
    cuts = [0, *sentence_ends(text), len(text)]
    spans = [(a + len(text[a:b]) - len(text[a:b].lstrip()), b) for a, b in itertools.pairwise(cuts)]
    return tuple(Unit(None, a, b) for a, b in spans if a < b)


def _is_heading(block: str) -> bool:
    if len(block) > _MAX_HEADING or _CONTACT.search(block):
        return False
    is_label = re.fullmatch(r"\w[\w ]{2,30}:", block) is not None
    return is_label or block.startswith("#") or (block.startswith("**") and block.endswith("**"))


def _is_furniture(block: str) -> bool:
    """Letterhead, address, footnote mark, bare link or a line that is no sentence."""
    if _CONTACT.search(block) and len(block) < 400:
        return True
    if re.match(r"\\?\*\s", block) or re.fullmatch(r"[<\[(]*(?:https?://|www\.)\S+", block):
        return True
    is_list = re.match(r"(?:[-•*]|\d+[.)])\s", block)
    return not is_list and not re.search(r"[.!?:](?:\s|$|[»«“”\"])", block)


def _paragraphs(blocks: list[str]) -> list[tuple[str, str]]:
    """Blocks under their last heading; a paragraph cut off in mid-sentence is joined with its continuation."""
    heading, pairs = "", list[tuple[str, str]]()
    for block in blocks:
        if _is_heading(block):
            heading = _plain(block)
        elif pairs and not re.search(r"[.!?:»«“”\"]$", pairs[-1][1]) and pairs[-1][0] == heading:
            pairs[-1] = (heading, f"{pairs[-1][1]} {_plain(block)}")
        else:
            pairs.append((heading, _plain(block)))
    return pairs


def _plain(block: str) -> str:
    block = re.sub(r"^#+\s*|\*\*", "", block.strip())
    return re.sub(r"\s+", " ", re.sub(r"\\([*_\[\]])", r"\1", block)).strip()


def first_date(text: str) -> str | None:
    """The first day of the calendar that a clean text names ("3. Mai 2031", "03.05.2031"), ISO; None if none."""
    for day, month, name, year in _DATE.findall(text):
        try:
            return date(int(year), int(month or _MONTHS.index(name) + 1), int(day)).isoformat()
        except ValueError:
            continue
    return None


def _publisher(text: str) -> str | None:
    match = _PUBLISHER.search(text[:1500])
    if not match:
        return None
    block = text[match.start() : match.start() + 200].split("\n\n")[0]
    return _plain(block)
