"""Reads the text of a PDF as it was before it was printed: no running heads, hyphens of line ends or wrapped lines.

The superscript numbers of Sätze, which a PDF gives as digits in front of a word, are taken out; where a Satz ends is
told by `corpus.sentences`. Limits of size are checked by `files`.
"""

import io
import logging
import re
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from corpus.errors import FileRejectedError
from corpus.sentences import is_ordinal

MAX_PAGES = 2_000
# What pypdf lets through on damaged files besides its own errors; RuntimeError covers RecursionError.
_BROKEN_PDF = (
    zlib.error,
    ArithmeticError,
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    RuntimeError,
    AssertionError,
    OSError,
)
_NO_CHARACTER = re.compile("[\0\ud800-\udfff]")
_EDGE = 3  # lines at the top and at the bottom of a page that may be a running head
_MIN_REPEATS = 3
_SHORT = 0.75  # of the longest line of a page: where a sentence ends on a shorter one, a paragraph ends
_COUNTED = re.compile(r"§|\(\d|\d+[a-z]?\.")  # lines that differ in their number only and yet are no running head
_HEADING = re.compile(r"§ ?\d+[a-z]?\.?(?:$| (?!Abs|Satz|Sätze|Nummer|Nr|Buchst)[A-ZÄÖÜ(].*[^.,;:]$)")
_BARE_HEADING = re.compile(r"§ ?\d+[a-z]?\.?")
_LABEL = re.compile(r"\(\d+[a-z]?\)(?= |$)|\d{1,2}[a-z]?\.(?= )|[a-z]{1,2}\) |[–•] |(?:Teil|Kapitel|Abschnitt) \d+$")
_CONNECTIVE = re.compile(r"(?:und|oder|bzw\.|beziehungsweise|sowie|bis)(?!\w)")
_SENTENCE_END = re.compile(r"[.!?][“”\"»)]?$")
_ABSATZ = re.compile(r"\(\d+[a-z]?\) *")
_SATZ = re.compile(r"(?:^|(?<=[.!?:])|(?<=[.!?:][“”\"»)])) ?(\d{1,2})(?=[A-ZÄÖÜ]\w|[„»]|§ )")


def read_pdf(name: str, content: bytes) -> str:
    """The text of a PDF, a paragraph a block; FileRejectedError if it is encrypted, too long or broken."""
    from pypdf import PdfReader  # loaded only where a PDF is read
    from pypdf.errors import DependencyError, PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(io.BytesIO(content))
        if reader.is_encrypted:
            raise FileRejectedError("encrypted", f"{name}: the PDF is encrypted")
        if len(reader.pages) > MAX_PAGES:
            raise FileRejectedError("too-large", f"{name}: more than {MAX_PAGES:,} pages")
        pages = [page.extract_text() for page in reader.pages]
    except (PyPdfError, DependencyError, *_BROKEN_PDF) as error:
        raise FileRejectedError("broken", f"{name}: not a readable PDF ({type(error).__name__})") from error
    if any(map(_NO_CHARACTER.search, pages)):
        raise FileRejectedError("broken", f"{name}: the PDF does not tell which characters its signs stand for")
    return unprint(pages)


def unprint(pages: Sequence[str]) -> str:
    """The running text of printed pages: a line for each paragraph, heading and list entry."""
    lines = _flow(_without_running_heads([[line.strip() for line in page.splitlines()] for page in pages]))
    return "\n".join(_without_satz_numbers(_joined(lines)))


def _without_running_heads(pages: list[list[str]]) -> list[list[str]]:
    """The pages without lines that stand, digits apart, in the same place of at least three pages and most of all."""
    places = [_places(page) for page in pages]
    counts = Counter(place for page in places for found in page.values() for place in found)
    needed = max(_MIN_REPEATS, len(pages) // 2 + 1)
    return [
        [line for at, line in enumerate(page) if all(counts[place] < needed for place in found.get(at, ()))]
        for page, found in zip(pages, places, strict=True)
    ]


def _places(page: list[str]) -> dict[int, list[tuple[str, int, str]]]:
    """By index, the edge and the position from it of each line that may be a running head, and its form."""
    filled = [at for at, line in enumerate(page) if line]
    edges = [("top", at, i) for i, at in enumerate(filled[:_EDGE])]
    edges += [("bottom", at, i) for i, at in enumerate(reversed(filled[-_EDGE:]))]
    places: dict[int, list[tuple[str, int, str]]] = {}
    for edge, at, position in edges:
        if not _COUNTED.match(page[at]):
            places.setdefault(at, []).append((edge, position, re.sub(r"\d+", "#", page[at])))
    return places


def _flow(pages: list[list[str]]) -> Iterator[str]:
    """All lines in order, and an empty one where a paragraph ends."""
    for page in pages:
        width = max(map(len, page), default=0)
        for at, line in enumerate(page):
            yield line
            if _SENTENCE_END.search(line) and (at == len(page) - 1 or len(line) < _SHORT * width):
                yield ""


def _joined(lines: Iterable[str]) -> Iterator[str]:
    """The lines with wrapped ones joined."""
    parts: list[str] = []
    last, below_title = "", False
    for line in lines:
        if last and line and not below_title and not _HEADING.match(last) and not _opens(last, line):
            stem, joint = _seam(last, line)
            parts[-1:] = [stem, joint, line]
        else:
            yield "".join(parts)
            parts = [line]
            below_title = bool(_BARE_HEADING.fullmatch(last)) and not _LABEL.match(line)
        last = line
    yield "".join(parts)


def _opens(last: str, line: str) -> bool:
    """Whether a line opens a §, an Absatz or a list entry, rather than going on with the line before."""
    label = _LABEL.match(line)
    if label and label.group().endswith("."):
        return not is_ordinal(f"{last} {line}", len(last) + label.end())
    return bool(label or _HEADING.match(line))


def _seam(last: str, line: str) -> tuple[str, str]:
    """The end of a line as it was before hyphenation, and what stands between it and the next."""
    stem, mark, before = last[:-1], last[-1], last[-2:-1]
    if mark == "\u00ad":
        return stem, ""
    if mark not in "-‐" or not before.isalnum() or _CONNECTIVE.match(line):
        return last, " "
    return (stem, "") if before.islower() and line[0].islower() else (last, "")


def _without_satz_numbers(paragraphs: Iterable[str]) -> Iterator[str]:
    """The paragraphs without the digits that count the Sätze of an Absatz: 1, 2, 3, each in front of a sentence."""
    expected = -1  # outside a §
    for paragraph in paragraphs:
        mark = _ABSATZ.match(paragraph)
        if mark or _HEADING.match(paragraph):
            expected = 1
        start = mark.end() if mark else 0
        body, expected = _uncounted(paragraph[start:], expected)
        yield paragraph[:start] + body


def _uncounted(text: str, expected: int) -> tuple[str, int]:
    """The text without Satz numbers from `expected` on, and the number expected next; the first opens the text."""
    kept, end = "", 0
    for match in _SATZ.finditer(text):
        if int(match[1]) == expected and (expected > 1 or match.start() == 0):
            kept += text[end : match.start()] + " " * (match.start() > 0)
            end, expected = match.end(), expected + 1
    return kept + text[end:], expected
