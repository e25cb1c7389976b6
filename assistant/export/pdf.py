"""A report as PDF: the standard fonts, a bookmark for each question, page numbers. Not tagged: DOCX is for that."""

import io
import unicodedata
from collections.abc import Sequence
from datetime import date
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.pagesizes import A4  # type: ignore[import-untyped]  # has no types
from reportlab.lib.styles import ParagraphStyle  # type: ignore[import-untyped]  # has no types
from reportlab.lib.units import mm  # type: ignore[import-untyped]  # has no types
from reportlab.platypus import Paragraph, SimpleDocTemplate  # type: ignore[import-untyped]  # has no types

from assistant.answer import Answer
from assistant.export.blocks import Block, Look, Run, Style
from assistant.export.report import report
from assistant.web.texts import Texts

_STEP = 6 * mm
_BASE = ParagraphStyle("base", fontName="Helvetica", fontSize=10, leading=14, spaceAfter=4)
_STYLES = {
    Style.TITLE: ParagraphStyle("title", _BASE, fontName="Helvetica-Bold", fontSize=17, leading=22, spaceAfter=8),
    Style.QUESTION: ParagraphStyle(
        "question", _BASE, fontName="Helvetica-Bold", fontSize=14, leading=18, spaceBefore=16
    ),
    Style.PART: ParagraphStyle("part", _BASE, fontName="Helvetica-Bold", fontSize=12, leading=16, spaceBefore=10),
    Style.PLACE: ParagraphStyle("place", _BASE, fontName="Helvetica-Bold", fontSize=10.5, spaceBefore=8),
    Style.TEXT: _BASE,
    Style.LAW: ParagraphStyle("law", _BASE, leftIndent=_STEP, spaceAfter=2),
    Style.FACT: ParagraphStyle("fact", _BASE, fontSize=9, leading=12, leftIndent=10, bulletIndent=0, spaceAfter=1),
    Style.NOTE: ParagraphStyle("note", _BASE, fontSize=9, leading=12, spaceBefore=3),
}
_HEADINGS = (Style.TITLE, Style.QUESTION, Style.PART, Style.PLACE)
_LOOKS = {Look.PLAIN: "{}", Look.RAISED: "<super>{}</super>", Look.BOLD: "<b>{}</b>"}
_SPELLED = str.maketrans(
    {"→": "->", "←": "<-", "≥": ">=", "≤": "<=", "≠": "!=", "−": "-", "‑": "-", "‐": "-", "―": "–", "′": "'", "″": '"'}
    | {"ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ı": "i", "ẞ": "SS", "✓": "x", "☐": "[ ]", "☒": "[x]"}
    | dict.fromkeys("\u2002\u2003\u2007\u2009\u202f\u2028\u2029", " ")
)


def as_pdf(turns: Sequence[Answer], stand: str, t: Texts, day: date) -> bytes:
    """The answers as a PDF of A4 pages; `stand` is `library_stand`, `day` the date it carries."""
    blocks = list(report(turns, stand, t, day))
    words = "".join(run.text for block in blocks for run in block.runs)
    if "?" in winansi("".join(set(words)).replace("?", "")):
        blocks.insert(2, Block(Style.NOTE, (Run(t("export.replaced")),)))
    out = io.BytesIO()
    document = SimpleDocTemplate(
        out,
        pagesize=A4,
        leftMargin=25 * mm,
        rightMargin=20 * mm,
        topMargin=20 * mm,
        bottomMargin=22 * mm,
        title=t("export.title"),
        author=t("frame.name"),
        creator=t("frame.name"),
        subject=t("frame.notice"),
        lang="de-DE" if t.language == "de" else "en-GB",
        displayDocTitle=True,
    )
    document.afterFlowable = lambda flowable: _bookmarked(document, flowable)
    foot = _foot(t)
    document.build([_paragraph(block) for block in blocks], onFirstPage=foot, onLaterPages=foot)
    return out.getvalue()


def winansi(text: str) -> str:
    """Text in the characters of the standard fonts: what they lack spelled in others, without accents, or "?"."""
    return "".join(_winansi(character) for character in unicodedata.normalize("NFC", text))


def _winansi(character: str) -> str:
    if character == "\u00ad" or (unicodedata.category(character) in ("Cf", "Mn", "Me") and not _prints(character)):
        return ""
    for spelled in (character, character.translate(_SPELLED), unicodedata.normalize("NFKD", character)):
        kept = "".join(one for one in spelled if not unicodedata.combining(one))
        if kept and _prints(kept):
            return kept
    return "?"


def _prints(text: str) -> bool:
    try:
        text.encode("cp1252")
    except UnicodeEncodeError:
        return False
    return True


def _paragraph(block: Block) -> Any:
    text = "".join(_LOOKS[run.look].format(escape(winansi(run.text))) for run in block.runs)
    style = _STYLES[block.style]
    if block.level:
        style = ParagraphStyle(f"{style.name}-{block.level}", style, leftIndent=style.leftIndent + block.level * _STEP)
    if block.style in _HEADINGS:
        style = ParagraphStyle(style.name, style, keepWithNext=1)
    return Paragraph(text, style, bulletText="•" if block.style is Style.FACT else None)


def _bookmarked(document: Any, flowable: Any) -> None:
    """An entry in the outline for each question."""
    if isinstance(flowable, Paragraph) and flowable.style.name == "question":
        title = flowable.getPlainText()
        document.canv.bookmarkPage(title)
        document.canv.addOutlineEntry(title, title)


def _foot(t: Texts) -> Any:
    def draw(canvas: Any, document: Any) -> None:
        canvas.saveState()
        canvas.setFont("Helvetica", 8)
        canvas.drawString(25 * mm, 12 * mm, winansi(f"{t('frame.name')} · {t('frame.notice')}"))
        canvas.drawRightString(A4[0] - 20 * mm, 12 * mm, t("export.page", number=document.page))
        canvas.restoreState()

    return draw
