"""The text of a printed law: without what the printing added, and with every word and number of its own."""

import io
from collections.abc import Callable

import pytest
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Paragraph, SimpleDocTemplate

from corpus.errors import FileRejectedError
from corpus.sources import pdf
from corpus.sources.pdf import read_pdf, unprint
from corpus.sources.statute import parse_statute

BODIES = [
    ["Die Stadt hilft.", "Das gilt immer."],
    ["Der Verein zahlt.", "Er meldet es."],
    ["Das Land prüft.", "Es dankt."],
    ["Der Rat berät.", "Er geht."],
]


def printed(*markup: str) -> bytes:
    """A PDF of paragraphs in reportlab's markup, wrapped and hyphenated by it."""
    buffer = io.BytesIO()
    style = getSampleStyleSheet()["Normal"]
    SimpleDocTemplate(buffer).build([Paragraph(text, style) for text in markup])
    return buffer.getvalue()


def with_edges(top: list[str], bottom: list[str], pages: int = 4) -> str:
    """Pages with running heads; "#" in them is the number of the page."""
    lines = [[*top, *BODIES[number], *bottom] for number in range(pages)]
    return unprint(["\n".join(page).replace("#", str(number)) for number, page in enumerate(lines, 1)])


# --- running heads --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("top", "bottom"),
    [
        (["Musterverordnung"], []),
        ([], ["Seite # von 4"]),
        ([], ["#"]),
        ([], ["- # -"]),
        (["Musterverordnung", "Stand vom 02.06.2031"], ["Quelle: Portal https://example.org/#", "Seite #"]),
        (["Kopf", "", "Zeile zwei"], []),
    ],
)
def test_running_heads_and_page_numbers_are_cut_out(top: list[str], bottom: list[str]) -> None:
    assert with_edges(top, bottom).split() == with_edges([], []).split()


@pytest.mark.parametrize("top", [["§ #"], ["(#) Es gilt:"], ["#. die Miete"]])
def test_a_number_of_the_law_that_opens_every_page_is_no_running_head(top: list[str]) -> None:
    text = with_edges(top, [])
    assert all(top[0].replace("#", str(number)) in text for number in range(1, 5))


def test_two_pages_are_too_few_to_tell_a_running_head() -> None:
    assert with_edges(["Kopf"], [], pages=2).count("Kopf") == 2


def test_a_line_on_half_of_the_pages_or_in_another_place_stays() -> None:
    half = ["Kopf\nEins ist da.", "Kopf\nZwei ist da.", "Kopf\nDrei ist da.", "Vier.", "Fünf.", "Sechs."]
    assert unprint(half).count("Kopf") == 3
    moving = ["Kopf\nA\nB\nC\nD\nE\nF", "A\nKopf\nB\nC\nD\nE\nF", "X\nY\nKopf\nZ\nD\nE\nF"]
    assert unprint(moving).count("Kopf") == 3


# --- lines ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        ("Die Integra-\ntion beginnt", "Die Integration beginnt"),
        ("Die Integrations-\nund Sprachkurse", "Die Integrations- und Sprachkurse"),
        ("Wohn-\nbzw. Heimkosten", "Wohn- bzw. Heimkosten"),
        ("Stun-\nuntergang", "Stununtergang"),
        ("der KomIntAVO-\nAssistent", "der KomIntAVO-Assistent"),
        ("die AVO-\nregeln", "die AVO-regeln"),
        ("ein 24-\nstündiger Dienst", "ein 24-stündiger Dienst"),
        ("Die Inte\u00ad\ngration", "Die Integration"),
        ("das Land -\nnicht die Stadt", "das Land - nicht die Stadt"),
        ("eine Zeile\nnoch eine", "eine Zeile noch eine"),
    ],
)
def test_a_wrapped_line_goes_on_as_it_was_written(lines: str, text: str) -> None:
    assert unprint([lines]).strip() == text
    assert unprint(lines.split("\n")).strip() == text


@pytest.mark.parametrize(
    "line",
    [
        "§ 2 Zweck",
        "§ 2",
        "§ 2a (aufgehoben)",
        "(2) Es gilt",
        "2. die Reise",
        "b) die Miete",
        "bb) Strom",
        "– Gas",
        "Abschnitt 2",
    ],
)
def test_a_line_that_opens_something_stays_one(line: str) -> None:
    assert unprint([f"Es zählen dazu die Kosten für\n{line}"]).endswith(f"für\n{line}")


@pytest.mark.parametrize(
    "line",
    [
        "§ 2 Absatz 1 und",
        "§ 2 Nr. 3 gilt.",
        "§ 2 der Satzung",
        "§ 2, soweit",
        "31. Dezember",
        "20 Euro",
        "2 Monate",
        "(neu) gilt",
    ],
)
def test_a_line_that_only_begins_with_a_number_goes_on(line: str) -> None:
    assert unprint([f"Das gilt nach dem\n{line}"]).strip() == f"Das gilt nach dem {line}"


def test_a_heading_and_its_title_below_stay_lines_of_their_own() -> None:
    page = "§ 1\nZweck\nDie Stadt hilft den\nVereinen.\n§ 2 Ziel\nDas Ziel\nist klar."
    assert [line for line in unprint([page]).splitlines() if line] == [
        *("§ 1", "Zweck", "Die Stadt hilft den Vereinen.", "§ 2 Ziel", "Das Ziel ist klar."),
    ]


def test_a_sentence_that_ends_on_a_short_line_ends_a_paragraph() -> None:
    page = "Die Stadt hilft den Vereinen mit viel Geld\nund Rat.\nDer Rat hat das beschlossen, und es gilt nun."
    assert unprint([page]).strip().split("\n\n") == [
        "Die Stadt hilft den Vereinen mit viel Geld und Rat.",
        "Der Rat hat das beschlossen, und es gilt nun.",
    ]


# --- numbers of Sätze -----------------------------------------------------------------------------------------------

LAW = (
    "Verordnung über Muster (Musterverordnung – MusterVO)",
    "§ 1<br/>Zweck",
    (
        "(1) <super>1</super>Die Stadt zahlt nach § 2 Absatz 3 bis zu 1 000 Euro in 2 Monaten an alle Vereine in der "
        "Stadt.<super>2</super>Sie hilft auch mit Rat. <super>3</super>§ 2 gilt nicht für:"
    ),
    "1. die Miete,",
    "2. die Reise. <super>4</super>KIK bleibt.",
    "(2) Es gilt § 3.",
    "§ 2 Ende",
    "<super>1</super>Die Verordnung gilt ab dem 1. Januar 2031. <super>2</super>Sie endet nie.",
)


def test_the_numbers_of_saetze_leave_a_printed_law_and_its_sentences_are_found() -> None:
    statute = parse_statute(read_pdf("a.pdf", printed(*LAW)))
    assert [p.text for p in statute.provisions] == [
        (
            "(1) Die Stadt zahlt nach § 2 Absatz 3 bis zu 1 000 Euro in 2 Monaten an alle Vereine in der Stadt. "
            "Sie hilft auch mit Rat. § 2 gilt nicht für:\n1. die Miete,\n2. die Reise.\nKIK bleibt."
        ),
        "(2) Es gilt § 3.",
        "Die Verordnung gilt ab dem 1. Januar 2031. Sie endet nie.",
    ]
    assert [unit.ref.satz for unit in statute.provisions[0].units if unit.ref] == ["1", "2", "3", "3", "3", "4"]
    assert [p.heading for p in statute.provisions] == ["Zweck", "Zweck", "Ende"]


@pytest.mark.parametrize(
    "body",
    [
        "§ 1 gilt.",
        "1 000 Euro sind viel.",
        "2 Monate sind kurz.",
        "1. Der Verein zahlt.",
        "Es gilt. 2 Monate sind kurz.",
        "Es gilt. 2. Das Land zahlt.",
        "2Er kommt vor dem ersten.",
        "1Er kommt. 3D-Druck ist neu. 2G-Regeln gelten.",
        "Das ist 1A und 2Bett.",
        "Er zahlt 1Euro.",
        "Es gilt. 1Sie kommt.",
        "Nach dem 1.2Ding.",
    ],
)
def test_no_other_number_is_taken_for_that_of_a_satz(body: str) -> None:
    text = f"(1) {body}".replace("1Er", "Er")
    assert unprint([f"(1) {body}"]).strip().replace("\n", " ") == text


def test_outside_a_paragraf_no_number_is_taken_out() -> None:
    assert unprint(["1Der Verein zahlt. 2Er hilft."]).strip() == "1Der Verein zahlt. 2Er hilft."


# --- what is refused ------------------------------------------------------------------------------------------------


def test_a_pdf_of_too_many_pages_is_refused(pdf_of: Callable[..., bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "MAX_PAGES", 2)
    assert "Er" in read_pdf("a.pdf", pdf_of(["Er"], ["Sie"]))
    with pytest.raises(FileRejectedError, match=r"^a\.pdf: more than 2 pages$") as caught:
        read_pdf("a.pdf", pdf_of(["Er"], ["Sie"], ["Es"]))
    assert caught.value.reason == "too-large"


def test_a_long_text_is_joined_line_by_line() -> None:
    text = unprint(["und so weiter geht der Text\n" * 50_000]).strip()
    assert (len(text), "\n" in text) == (1_399_999, False)
