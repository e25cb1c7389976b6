"""Answers as a document to keep: what it says (report), as PDF and as DOCX. Pure: values in, bytes out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from assistant.answer import Answer
from assistant.export.docx import as_docx
from assistant.export.pdf import as_pdf
from assistant.export.report import library_stand
from assistant.web.texts import Texts

__all__ = ["FORMATS", "Format", "as_docx", "as_pdf", "file_name", "library_stand"]


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of document: what makes it (from answers, the stand of the texts, the words and the day) and its type."""

    make: Callable[[Sequence[Answer], str, Texts, date], bytes]
    media_type: str


FORMATS = {
    "pdf": Format(as_pdf, "application/pdf"),
    "docx": Format(as_docx, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
}


def file_name(extension: str, day: date) -> str:
    """The name to save a document under: "komintavo-antwort-2026-11-22.pdf"."""
    return f"komintavo-antwort-{day.isoformat()}.{extension}"
