"""A report as DOCX: real headings and lists, the language set, no name of a user."""

import io
from collections.abc import Sequence
from datetime import date, datetime

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm
from docx.text.paragraph import Paragraph

from assistant.answer import Answer
from assistant.export.blocks import Block, Look, Run, Style
from assistant.export.report import report
from assistant.web.texts import Texts

_STYLES = {
    Style.TITLE: "Title",
    Style.QUESTION: "Heading 1",
    Style.PART: "Heading 2",
    Style.PLACE: "Heading 3",
    Style.TEXT: "Normal",
    Style.LAW: "Normal",
    Style.FACT: "List Bullet",
    Style.NOTE: "Normal",
}
_LISTS = ("List", "List 2", "List 3")
_GERMAN, _ENGLISH = "de-DE", "en-GB"
_STEP = Mm(6)


def as_docx(turns: Sequence[Answer], stand: str, t: Texts, day: date) -> bytes:
    """The answers as a DOCX file; `stand` is `library_stand`, `day` the date it carries."""
    document = Document()
    _describe(document, t, day)
    for block in report(turns, stand, t, day):
        _add(document, block)
    _foot(document.sections[0].footer.paragraphs[0], t)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _describe(document: WordDocument, t: Texts, day: date) -> None:
    """Paper, language and properties; those of the template name a person and a year that are none of ours."""
    language = _GERMAN if t.language == "de" else _ENGLISH
    for element in document.styles.element.xpath("w:docDefaults//w:lang"):
        element.set(qn("w:val"), language)
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    about = document.core_properties
    about.title, about.subject, about.language = t("export.title"), t("frame.notice"), language
    about.author = about.last_modified_by = t("frame.name")
    about.comments = about.keywords = ""
    about.created = about.modified = datetime(day.year, day.month, day.day)


def _add(document: WordDocument, block: Block) -> None:
    style = _LISTS[block.level - 1] if block.level else _STYLES[block.style]
    paragraph = document.add_paragraph(style=style)
    if block.style is Style.LAW:
        paragraph.paragraph_format.left_indent = _STEP * (block.level + 1)
    for run in block.runs:
        _say(paragraph, run, is_law=block.style is Style.LAW)


def _say(paragraph: Paragraph, run: Run, is_law: bool) -> None:
    said = paragraph.add_run(run.text)
    said.bold = True if run.look is Look.BOLD else None
    said.font.superscript = True if run.look is Look.RAISED else None
    if is_law:
        element = OxmlElement("w:lang")
        element.set(qn("w:val"), _GERMAN)
        said._element.get_or_add_rPr().append(element)


def _foot(paragraph: Paragraph, t: Texts) -> None:
    """Name, notice and page number; Word counts the pages."""
    before, after = t("export.page", number="\n").split("\n")
    paragraph.add_run(f"{t('frame.name')} · {t('frame.notice')} · {before}")
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._element.append(field)
    paragraph.add_run(after)
