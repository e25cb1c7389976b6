"""Reads a user's file (Markdown, text, HTML, PDF) as text; refuses what is broken, empty, encrypted or too large."""

import re
from pathlib import Path

from corpus.errors import FileRejectedError
from corpus.sources.pdf import read_pdf

MAX_BYTES = 20_000_000
MAX_CHARACTERS = 3_000_000
MIN_CHARACTERS = 40
_GERMAN = frozenset(
    ("der die das und ist nicht mit von zu den dem des ein eine für auf im sich werden wird nach").split()
)


def bytes_of(path: Path) -> bytes:
    """The content of a file. FileRejectedError with a reason code and one line of explanation."""
    if not path.is_file():
        raise FileRejectedError("missing", f"{path}: no such file")
    if path.stat().st_size > MAX_BYTES:
        raise FileRejectedError("too-large", f"{path.name}: larger than {MAX_BYTES // 1_000_000} MB")
    try:
        return path.read_bytes()
    except OSError as error:
        raise FileRejectedError("unreadable", f"{path.name}: cannot be read ({error.strerror})") from error


def is_html(name: str) -> bool:
    """Whether a file of this name is a web page."""
    return name.lower().endswith((".html", ".htm"))


def text_of(name: str, content: bytes) -> str:
    """The text in the content of a file, read by the ending of its name. FileRejectedError as above."""
    readers = {".pdf": read_pdf, ".html": _html, ".htm": _html, ".md": decoded, ".txt": decoded, ".markdown": decoded}
    reader = readers.get(Path(name).suffix.lower())
    if reader is None:
        raise FileRejectedError("unknown-type", f"{name}: not a Markdown, text, HTML or PDF file")
    text = reader(name, content)
    _check(name, text)
    return text


def _check(name: str, text: str) -> None:
    if len(text.strip()) < MIN_CHARACTERS:
        raise FileRejectedError("empty", f"{name}: holds no text (a scan without text recognition?)")
    if len(text) > MAX_CHARACTERS:
        raise FileRejectedError("too-large", f"{name}: more than {MAX_CHARACTERS:,} characters")
    words = re.findall(r"[a-zäöüß]+", text.lower())
    if sum(word in _GERMAN for word in words) < 0.08 * max(len(words), 1):
        raise FileRejectedError("not-german", f"{name}: not a German text")


def decoded(name: str, content: bytes) -> str:
    """The characters of a text or page. FileRejectedError if it is none, or in an unknown encoding."""
    if b"\0" in content:
        raise FileRejectedError("broken", f"{name}: a binary file, not text")
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise FileRejectedError("broken", f"{name}: unknown character encoding")


def _html(name: str, content: bytes) -> str:
    from corpus.sources.page_text import page_text, parse_page  # they need bs4

    soup = parse_page(decoded(name, content))
    for junk in soup(["script", "style", "nav", "form", "noscript", "template", "footer", "head"]):
        junk.decompose()
    for footnote in soup.select("a[href^='#FN']"):
        footnote.decompose()
    for satz_number in soup.select("sup.satzzahl"):  # stands without a blank between two Sätze
        satz_number.replace_with(" ")
    return page_text(soup)
