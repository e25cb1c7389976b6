"""Small pieces of HTML that the conversation and the evidence share; all escaping goes through `escaped`."""

import html
import re
from typing import NamedTuple

from assistant.answer import Answer
from assistant.web.texts import Texts
from corpus.documents import Kind, Source
from corpus.normref import NormRef, slug

_SHOWN_CHARACTERS = 300
_LEVELS = ((re.compile(r"[a-z]{2}\) "), 3), (re.compile(r"[a-z]\) "), 2), (re.compile(r"\d+[a-z]?\. "), 1))


class Numbered(NamedTuple):
    """An answer with its number in the conversation, from 1."""

    number: int
    answer: Answer


class Growing(NamedTuple):
    """A question with its number in the conversation, and what there is of its answer."""

    number: int
    question: str
    answer: Answer | None = None


def escaped(text: str | None) -> str:
    """Text as HTML, for content and attributes."""
    return html.escape(text or "")


def shortened(question: str) -> str:
    """A question on one line, cut to what a heading can hold."""
    text = " ".join(question.split())
    return text if len(text) <= _SHOWN_CHARACTERS else f"{text[:_SHOWN_CHARACTERS]} …"


def norm_address(ref: NormRef) -> str:
    """Where a provision, or a part of it, stands in the text of its law: "/vorschriften/komintavo#komintavo-p6-a1"."""
    return f"{law_address(ref.law or '')}#{ref.id}"


def law_address(law: str) -> str:
    """Where the text of a law stands: "/vorschriften/komintavo"."""
    return f"/vorschriften/{slug(law)}"


def list_line(text: str, content: str) -> str:
    """One line; the parts of a list are set in by their level (1., a), aa))."""
    level = next((level for pattern, level in _LEVELS if pattern.match(text)), 0)
    return f'<p class="level-{level}">{content}</p>' if level else f"<p>{content}</p>"


def kind_badge(source: Source, texts: Texts) -> str:
    """The kind of a text as a badge."""
    official = " official" if source.kind is Kind.OFFICIAL else ""
    return f'<span class="kind{official}">{escaped(texts(f"kind.{source.kind.name.lower()}"))}</span>'
