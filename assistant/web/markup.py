"""Small pieces of HTML that the conversation and the evidence share; all escaping goes through `escaped`."""

import html
import re
from datetime import date
from typing import NamedTuple

from assistant.answer import Answer
from corpus.documents import Kind, Source

_SHOWN_CHARACTERS = 300
_LEVELS = ((re.compile(r"[a-z]{2}\) "), 3), (re.compile(r"[a-z]\) "), 2), (re.compile(r"\d+[a-z]?\. "), 1))


class Numbered(NamedTuple):
    """An answer with its number in the conversation, from 1."""

    number: int
    answer: Answer


def escaped(text: str | None) -> str:
    """Text as HTML, for content and attributes."""
    return html.escape(text or "")


def shortened(question: str) -> str:
    """A question on one line, cut to what a heading can hold."""
    text = " ".join(question.split())
    return text if len(text) <= _SHOWN_CHARACTERS else f"{text[:_SHOWN_CHARACTERS]} …"


def german_date(iso: str) -> str:
    """An ISO date as in "18.09.2024"; anything else unchanged."""
    try:
        return date.fromisoformat(iso).strftime("%d.%m.%Y")
    except ValueError:
        return iso


def list_line(text: str, content: str) -> str:
    """One line; the parts of a list are set in by their level (1., a), aa))."""
    level = next((level for pattern, level in _LEVELS if pattern.match(text)), 0)
    return f'<p class="level-{level}">{content}</p>' if level else f"<p>{content}</p>"


def kind_badge(source: Source) -> str:
    """The kind of a text as a badge."""
    return f'<span class="kind{" official" if source.kind is Kind.OFFICIAL else ""}">{escaped(source.kind)}</span>'
