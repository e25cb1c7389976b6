"""What can be done with an answer on the page: feedback, files, copying, printing, and asking on."""

import io
import json
from collections.abc import Iterator
from pathlib import Path

import pypdf
import pytest
from docx import Document

from assistant.feedback import FILE, FeedbackStore
from tests.browser.opening import QUESTION, answered, ask, needs_chromium, sync_api
from tests.serving import running_page

pytestmark = [pytest.mark.browser, needs_chromium]

SECOND = "Werden ehrenamtliche Beratungsangebote gefördert?"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("actions")


@pytest.fixture(scope="module")
def url(folder: Path) -> Iterator[str]:
    with running_page(folder) as url:
        yield url


def downloaded(page: "sync_api.Page", button: "sync_api.Locator") -> tuple[str, bytes]:
    with page.expect_download() as download:
        button.click()
    return download.value.suggested_filename, Path(download.value.path()).read_bytes()


def test_feedback_is_sent_and_kept_and_the_conversation_stays(page: "sync_api.Page", folder: Path) -> None:
    turn = ask(page, QUESTION)
    with page.expect_popup() as popup:
        turn.get_by_role("button", name="Nicht hilfreich").click()
    form = popup.value
    sync_api.expect(form.get_by_label("nicht hilfreich")).to_be_checked()
    form.get_by_label("unvollständig").check()
    form.get_by_label("Anmerkung").fill("Der zweite Satz fehlt.")
    form.get_by_role("button", name="Rückmeldung senden").click()
    sync_api.expect(form.get_by_role("heading", level=1)).to_have_text("Danke für Ihre Rückmeldung")
    (kept,) = FeedbackStore(folder / FILE).all()
    assert (kept.rating, kept.reasons, kept.comment) == ("schlecht", ("unvollständig",), "Der zweite Satz fehlt.")
    assert kept.question == QUESTION
    sync_api.expect(page.locator(".turn")).to_have_count(1)


def test_an_answer_is_saved_as_pdf_and_the_conversation_goes_on(page: "sync_api.Page") -> None:
    turn = ask(page, QUESTION)
    name, data = downloaded(page, turn.get_by_role("button", name="PDF"))
    assert name.endswith(".pdf")
    text = "".join(one.extract_text() for one in pypdf.PdfReader(io.BytesIO(data)).pages)
    assert "§ 6 Abs. 1 KomIntAVO" in text
    ask(page, SECOND)
    sync_api.expect(page.locator(".turn")).to_have_count(2)


def test_the_whole_conversation_is_saved_as_word_file(page: "sync_api.Page") -> None:
    ask(page, QUESTION)
    sync_api.expect(page.get_by_role("group", name="Ganzes Gespräch")).to_have_count(0)
    ask(page, SECOND)
    whole = page.get_by_role("group", name="Ganzes Gespräch")
    _, data = downloaded(page, whole.get_by_role("button", name="Word"))
    text = "\n".join(paragraph.text for paragraph in Document(io.BytesIO(data)).paragraphs)
    assert QUESTION in text
    assert SECOND in text


@pytest.mark.parametrize("is_secure", [True, False])
def test_an_answer_is_copied_with_its_places(page: "sync_api.Page", is_secure: bool) -> None:
    if is_secure:
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    else:
        page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    turn = ask(page, QUESTION)
    turn.get_by_role("button", name="Kopieren").click()
    sync_api.expect(turn.get_by_role("button", name="Kopiert")).to_be_focused()
    page.get_by_label("Ihre Frage").focus()
    page.keyboard.press("Control+V")
    text = page.get_by_label("Ihre Frage").input_value()
    assert text.startswith(QUESTION)
    assert "[§ 6 Abs. 1 KomIntAVO]" in text
    assert text.endswith("Information, keine Rechtsberatung")
    assert "Hilfreich" not in text


def test_what_is_printed_is_the_last_answer_with_its_evidence(page: "sync_api.Page") -> None:
    page.evaluate("window.print = () => (window.printed = true)")
    ask(page, QUESTION)
    turn = ask(page, SECOND)
    turn.get_by_role("button", name="Drucken").click()
    assert page.evaluate("window.printed")
    page.emulate_media(media="print")
    sync_api.expect(page.locator(".turn").first).to_be_hidden()
    sync_api.expect(turn).to_be_visible()
    sync_api.expect(page.locator(".card").first).to_be_visible()
    sync_api.expect(page.locator(".evidence-group").last).to_be_hidden()
    for gone in ("#form", "#following", ".actions", "nav"):
        sync_api.expect(page.locator(gone).first).to_be_hidden()


def test_a_suggestion_is_asked_and_makes_room_for_others(page: "sync_api.Page") -> None:
    ask(page, QUESTION)
    suggested = page.locator("#following button")
    sync_api.expect(suggested).to_have_count(3)
    question = suggested.first.inner_text()
    suggested.first.click()
    turn = answered(page, 2)
    sync_api.expect(turn.locator("h2")).to_contain_text(question)
    sync_api.expect(turn.locator(".chip").first).to_be_visible()
    assert question not in page.locator("#following").inner_text()
    page.get_by_role("button", name="Neues Gespräch").click()
    sync_api.expect(page.locator("#following")).to_be_hidden()


def test_there_is_nothing_to_stop_without_a_chat_model(page: "sync_api.Page") -> None:
    sync_api.expect(page.get_by_role("button", name="Stopp", include_hidden=True)).to_have_count(0)


def test_what_a_form_carries_is_the_place_and_not_the_wording(page: "sync_api.Page") -> None:
    turn = ask(page, QUESTION)
    field = json.loads(turn.locator("input[name=answer]").get_attribute("value"))
    assert field["turns"][0]["places"][0]["key"] == "komintavo-p6-a1"
