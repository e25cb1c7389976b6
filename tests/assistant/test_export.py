"""Answers as PDF and DOCX: everything that the page shows is in the file, whatever the question was."""

import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pypdf
import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st

from assistant.answer import Answer, Passage, Status
from assistant.citing import citation
from assistant.drafting.draft import Quote
from assistant.export import FORMATS, file_name, library_stand
from assistant.export.pdf import winansi
from assistant.settings import Language
from assistant.web.texts import texts
from corpus.documents import Chunk, Kind
from corpus.library import Library, load_library
from corpus.normref import NormRef
from tests.assistant.fakes import prose_chunk

DAY = date(2026, 11, 22)
LIBRARY = load_library()
NEWS = prose_chunk(Kind.PRESS, "Der Rat hat getagt.", "Er tagt wieder.")
HOSTILE = (
    "<b>fett & <font color='red'>",
    "</para><img src='file:///etc/passwd'/>",
    "&nbsp;&#0;]]> <!-- x",
    "\x00\x0b\x1b[2J\ud800\ufffe\u202e Ende",
    "👍🏽 Привет العربية 漢字 e\u0301 č ł → ≥ ‑",
    "{{ 7 * 7 }} {0} %s \\",
    "wort" * 5_000,
    "viele Wörter " * 1_600,
    "x\n" * 500,
    "",
)
EITHER = pytest.mark.parametrize("name", FORMATS)


def at(ref: str) -> Chunk:
    return LIBRARY.at(NormRef.parse(ref))[0]


def answered(*chunks: Chunk, question: str = "Dürfen wir weiterleiten?", text: str = "Ja, in Grenzen.") -> Answer:
    """An answer that cites every unit of the chunks."""
    cited = [
        citation(Quote(chunk, unit.ref, unit.start, unit.end)) for chunk in chunks for unit in chunk.provision.units
    ]
    marks = " ".join(f"[{number}]" for number in range(1, len(cited) + 1))
    shown = tuple(Passage(chunk, 1.0) for chunk in chunks)
    return Answer(
        question, Status.ANSWERED, f"{text} {marks}", tuple(cited), shown, "extractive", 1.0, (at("§ 2 KomIntAVO"),)
    )


def refused(status: Status, text: str = "Dazu steht hier nichts.") -> Answer:
    return Answer("Und sonst?", status, text, (), (), "notice", 1.0)


ANSWER = answered(at("§ 6 Abs. 1 KomIntAVO"), at("§ 14 Abs. 2 KomIntAVO"), NEWS)


def made(name: str, turns: Sequence[Answer], language: Language = "de") -> bytes:
    t = texts(language)
    return FORMATS[name].make(turns, library_stand(LIBRARY, t), t, DAY)


@EITHER
def test_the_days_of_a_text_and_what_is_doubtful_about_it_are_told(name: str) -> None:
    chunk = at("§ 6 Abs. 1 KomIntAVO")
    old = replace(chunk, source=replace(chunk.source, checked="2026-08-23", valid_until="2026-11-21"))
    told = read(name, made(name, [answered(old)]))
    for words in ("geprüft am 23.08.2026", "nicht mit der amtlichen Fassung verglichen", "galt nur bis 21.11.2026"):
        assert squeezed(words) in told
        assert (squeezed(words) in read(name, made(name, [answered(chunk)]))) is False


def pages(file: bytes) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(file)).pages]


def read(name: str, file: bytes) -> str:
    """All words of a file without white space, which line breaks change."""
    if name == "pdf":
        words = " ".join(re.sub(r"^.*\n.*\n", "", page) for page in pages(file))  # without the foot, which comes first
    else:
        words = " ".join(paragraph.text for paragraph in Document(io.BytesIO(file)).paragraphs)
    return squeezed(words)


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


@EITHER
def test_question_answer_and_every_place_are_in_the_file(name: str) -> None:
    words = read(name, made(name, [ANSWER]))
    assert squeezed(ANSWER.question) in words
    assert "Ja,inGrenzen.1,2," in words
    for number, cited in enumerate(ANSWER.citations, 1):
        ref = cited.ref if cited.law else NEWS.source.title
        assert squeezed(f"Beleg {number}: {ref}") in words
        for line in cited.quote.split("\n"):
            assert squeezed(line) in words
    assert words.endswith("Dazugehört:§2Abs.1KomIntAVO")


@EITHER
def test_how_the_question_was_understood_and_how_the_answer_came_about_are_said(name: str) -> None:
    note, understood = "Auf Ihren Wunsch abgebrochen.", "Dürfen wir die Zuweisung weiterleiten?"
    words = read(name, made(name, [replace(ANSWER, note=note, understood=understood)]))
    assert squeezed(f"Verstanden als: {understood}") in words
    assert squeezed(note) in words


@EITHER
def test_every_provision_says_what_it_is_of_what_date_and_from_where(name: str) -> None:
    words = read(name, made(name, [ANSWER]))
    for passage in ANSWER.passages:
        source = passage.chunk.source
        assert squeezed(passage.chunk.provision.text) in words
        assert squeezed(f"Art: {source.kind}; Stand {texts('de').day(source.stand)}") in words
        assert squeezed(source.publisher) in words
        assert squeezed(str(source.url)) in words
    assert words.count("KeinamtlicherWortlaut:") == 2
    assert words.count("KeineVorschriftundkeinamtlicherWortlaut:") == 1


@EITHER
def test_official_wording_is_not_said_to_be_a_summary(name: str) -> None:
    chunk = at("§ 6 Abs. 1 KomIntAVO")
    official = replace(chunk, source=replace(chunk.source, kind=Kind.OFFICIAL))
    words = read(name, made(name, [answered(official)]))
    assert "Art:amtlich" in words
    assert "KeinamtlicherWortlaut" not in words
    assert "Zusammengefasst" not in words


@EITHER
def test_the_head_tells_the_notice_the_day_and_the_texts(name: str) -> None:
    words = read(name, made(name, [ANSWER]))
    assert "Information,keineRechtsberatung" in words
    assert "Ausgegebenam22.11.2026" in words
    assert "KomIntAVO,Stand18.09.2024(eigeneZusammenfassung);SächsIntG,Stand" in words
    assert "Grundlage:" in words


@EITHER
def test_a_number_without_a_citation_stays_text(name: str) -> None:
    answer = replace(answered(NEWS), text="Siehe [1] und [7] und [0]. Liste[2] [1].")
    assert "Siehe1und[7]und[0].Liste2,1." in read(name, made(name, [answer]))


@EITHER
@pytest.mark.parametrize("status", [status for status in Status if status is not Status.ANSWERED])
def test_a_refusal_says_so_and_names_no_sources(name: str, status: Status) -> None:
    words = read(name, made(name, [refused(status)]))
    assert squeezed(texts("de")(f"export.status.{status}")) in words
    assert "Dazustehthiernichts." in words
    assert "Fundstellen" not in words
    assert "Sprachmodell" not in words


@EITHER
def test_several_answers_follow_one_another(name: str) -> None:
    turns = [answered(NEWS, question=f"Wie ist das mit Nummer {number}?") for number in range(1, 13)]
    words = read(name, made(name, [*turns, refused(Status.UNCLEAR)]))
    places = [words.index(f"Frage{n}WieistdasmitNummer{n}?") for n in range(1, 13)]
    assert places == sorted(places)
    assert "Frage13Undsonst?" in words


@EITHER
@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_words_do_no_harm(name: str, hostile: str) -> None:
    answer = replace(answered(NEWS, question=hostile, text=hostile), mode=hostile)
    words = read(name, made(name, [answer, refused(Status.INVALID, hostile)]))
    assert "Frage2Undsonst?" in words
    assert "DerRathatgetagt." in words


@EITHER
@pytest.mark.parametrize("hostile", [text for text in HOSTILE if text.isascii() and text.isprintable()])
def test_what_can_be_printed_is_there_in_full(name: str, hostile: str) -> None:
    words = read(name, made(name, [replace(refused(Status.INVALID), question=hostile)]))
    assert (squeezed(hostile) or "(ohneText)") in words


@given(st.text(max_size=300))
def test_any_text_can_be_exported(text: str) -> None:
    for name in FORMATS:
        assert made(name, [replace(refused(Status.INVALID, text), question=text)])


@EITHER
def test_the_same_answers_give_the_same_words(name: str) -> None:
    assert read(name, made(name, [ANSWER])) == read(name, made(name, [ANSWER]))


@EITHER
def test_the_english_file_keeps_the_law_in_german(name: str) -> None:
    words = read(name, made(name, [ANSWER], "en"))
    for english in ("Source1:", "Exportedon22November2026", "Information,notlegaladvice", "ourownsummary"):
        assert english in words
    for german in ("Beleg", "Ausgegeben", "Fundstellen", "Frage1"):
        assert german not in words
    assert squeezed(at("§ 6 Abs. 1 KomIntAVO").provision.text) in words


def test_a_long_answer_flows_over_numbered_pages() -> None:
    shown = pages(made("pdf", [answered(NEWS, text="viele Wörter " * 1_600)]))
    assert len(shown) > 3
    for number, page in enumerate(shown, 1):
        assert f"Seite {number}\n" in page
        assert "KomIntAVO-Assistent · Information, keine Rechtsberatung" in page


@pytest.mark.parametrize(("language", "code"), [("de", "de-DE"), ("en", "en-GB")])
def test_the_pdf_tells_its_title_language_and_questions(language: Language, code: str) -> None:
    reader = pypdf.PdfReader(io.BytesIO(made("pdf", [ANSWER, ANSWER], language)))
    assert reader.metadata
    assert reader.metadata.title == texts(language)("export.title")
    assert reader.metadata.author == texts(language)("frame.name")
    assert reader.trailer["/Root"]["/Lang"] == code  # type: ignore[index]  # a dictionary
    assert [entry["/Title"] for entry in reader.outline] == [  # type: ignore[call-overload]  # flat
        texts(language)("export.question", number=number) for number in (1, 2)
    ]


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("„Müller“ – § 6 … €", "„Müller“ – § 6 … €"),
        ("e\u0301 Čapek Łódź ﬁ", "é Capek Lódz fi"),
        ("a\u00adb\u200bc\u202fd‑e", "abc d-e"),
        ("x ≥ 5 → y − 1", "x >= 5 -> y - 1"),
        ("👍🏽 漢", "?? ?"),
    ],
)
def test_what_the_font_lacks_is_spelled_otherwise(text: str, printed: str) -> None:
    assert winansi(text) == printed


@pytest.mark.parametrize(("question", "told"), [("Wie? 漢", True), ("Wie? Čapek", False)])
def test_the_pdf_says_that_characters_were_replaced(question: str, told: bool) -> None:
    words = read("pdf", made("pdf", [answered(NEWS, question=question)]))
    assert ("sinddurch?ersetzt" in words) is told


@pytest.mark.parametrize(("language", "code"), [("de", "de-DE"), ("en", "en-GB")])
def test_the_docx_has_headings_lists_and_a_language(language: Language, code: str) -> None:
    document = Document(io.BytesIO(made("docx", [ANSWER, refused(Status.UNCLEAR)], language)))
    styles = [paragraph.style.name for paragraph in document.paragraphs if paragraph.style]
    assert styles[0] == "Title"
    assert styles.count("Heading 1") == 2
    assert styles.count("Heading 3") == 3
    assert {"Heading 2", "List Bullet", "List", "List 2", "List 3"} <= set(styles)
    xml = document.styles.element.xml + document.element.xml
    assert set(re.findall(r'<w:lang[^>]* w:val="([^"]+)"', xml)) == {code, "de-DE"}
    assert document.core_properties.language == code
    assert "PAGE" in document.sections[0].footer._element.xml


def test_the_docx_names_no_user_and_no_template() -> None:
    file = made("docx", [ANSWER])
    about = Document(io.BytesIO(file)).core_properties
    assert (about.author, about.last_modified_by) == ("KomIntAVO-Assistent", "KomIntAVO-Assistent")
    assert about.comments == ""
    assert {about.created and about.created.date(), about.modified and about.modified.date()} == {DAY}
    with zipfile.ZipFile(io.BytesIO(file)) as parts:
        assert b"python-docx" not in b"".join(
            parts.read(part) for part in parts.namelist() if part.startswith("docProps")
        )


def test_cited_places_are_bold_and_the_rest_is_not() -> None:
    chunk = NEWS
    unit = chunk.provision.units[1]
    cited = citation(Quote(chunk, None, unit.start, unit.end))
    answer = Answer("Wann?", Status.ANSWERED, "Bald. [1]", (cited,), (Passage(chunk, 1.0),), "faq", 1.0)
    document = Document(io.BytesIO(made("docx", [answer])))
    (law,) = [paragraph for paragraph in document.paragraphs if paragraph.text == chunk.provision.text]
    assert [(run.text, run.bold) for run in law.runs] == [("Der Rat hat getagt. ", None), ("Er tagt wieder.", True)]


def test_the_file_name_tells_the_day() -> None:
    assert file_name("pdf", DAY) == "komintavo-antwort-2026-11-22.pdf"
    assert file_name("docx", date(2027, 1, 2)) == "komintavo-antwort-2027-01-02.docx"


def test_no_corpus_is_no_stand() -> None:
    assert library_stand(Library(()), texts("de")) == ""
