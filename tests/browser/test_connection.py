"""The page on a slow network, and while the server or the network is gone: nothing is asked twice, nothing is lost."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.browser.opening import QUESTION, answered, ask, needs_chromium, send, sync_api
from tests.serving import running_page
from tests.serving_models import openai_server
from tests.serving_replies import Hang

pytestmark = [pytest.mark.browser, needs_chromium]

SECOND = "Werden ehrenamtliche Beratungsangebote gefördert?"
SLOW = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
PATIENT = 120_000


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with running_page(tmp_path_factory.mktemp("connection")) as url:
        yield url


@pytest.fixture
def page(browser: "sync_api.Browser") -> Iterator["sync_api.Page"]:
    """An empty page; what the browser logs of a lost connection is no error here, but an exception is."""
    with browser.new_context(locale="de-DE", reduced_motion="reduce") as context:
        page = context.new_page()
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        yield page
        assert errors == []


def opened(page: "sync_api.Page", url: str) -> None:
    page.goto(url, timeout=PATIENT)
    page.locator("gradio-app main + *").wait_for(state="attached", timeout=PATIENT)
    page.evaluate("window.isSame = true")


def box(page: "sync_api.Page") -> "sync_api.Locator":
    return page.get_by_label("Ihre Frage")


def assert_lost(page: "sync_api.Page", question: str) -> None:
    """The page says that the connection is lost, in its language, and has the question in the box."""
    sync_api.expect(page.get_by_role("alert")).to_contain_text(
        "Verbindung zum Server ist unterbrochen", timeout=PATIENT
    )
    sync_api.expect(box(page)).to_have_value(question)
    sync_api.expect(page.get_by_text("Die Antwort wird gesucht").filter(visible=True)).to_have_count(0)
    sync_api.expect(page.get_by_test_id("toast-body")).to_have_count(0)
    assert page.evaluate("window.isSame"), "the page was loaded again"


def assert_asks_again(page: "sync_api.Page", turns: int) -> None:
    """What is in the box can be asked, on the same page; the conversation has so many turns then."""
    box(page).press("Enter")
    sync_api.expect(page.get_by_role("alert")).to_have_count(0)
    turn = answered(page, turns)
    sync_api.expect(turn.locator(".chip").first).to_be_visible()
    sync_api.expect(box(page)).to_have_value("")
    assert page.evaluate("window.isSame"), "the page was loaded again"


def test_a_slow_network_brings_the_page_and_one_answer_to_an_impatient_question(
    page: "sync_api.Page", url: str
) -> None:
    page.context.new_cdp_session(page).send("Network.emulateNetworkConditions", SLOW)
    opened(page, url)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/queue/join" in request.url else None)
    box(page).fill(QUESTION)
    box(page).press("Enter")
    box(page).press("Enter")
    page.get_by_role("button", name="Frage stellen").dblclick()
    sync_api.expect(page.locator("#conversation [role=status]")).to_have_text(
        "Die Antwort wird gesucht …", timeout=PATIENT
    )
    sync_api.expect(page.locator(".growing h2")).to_contain_text(QUESTION)
    sync_api.expect(page.locator(".log .chip").first).to_be_visible(timeout=PATIENT)
    sync_api.expect(page.locator(".turn")).to_have_count(1)
    sync_api.expect(box(page)).to_have_value("")
    assert len(asked) == 1


def test_a_server_that_dies_while_it_answers_is_told_and_the_question_asked_again_when_it_is_back(
    page: "sync_api.Page", tmp_path: Path
) -> None:
    with openai_server(Hang(60)) as model, ExitStack() as first:
        settings = {"KOMINTAVO_CHAT_MODEL": "openai:m", "KOMINTAVO_CHAT_BASE_URL": model.url}
        url = first.enter_context(running_page(tmp_path / "data", **settings))
        opened(page, url)
        send(page, QUESTION)
        while not model.requests:
            page.wait_for_timeout(20)
        first.close()
        assert_lost(page, QUESTION)
        box(page).press("Enter")
        assert_lost(page, QUESTION)
        with running_page(tmp_path / "data", port=urlsplit(url).port):
            assert_asks_again(page, 1)


def test_a_question_asked_without_a_network_is_answered_when_it_is_back_and_the_conversation_goes_on(
    page: "sync_api.Page", url: str
) -> None:
    opened(page, url)
    ask(page, QUESTION)
    page.context.set_offline(True)
    send(page, SECOND)
    assert_lost(page, SECOND)
    sync_api.expect(page.locator(".log .turn").first).to_be_visible()
    page.context.set_offline(False)
    assert_asks_again(page, 2)
    sync_api.expect(page.locator(".log h2").first).to_contain_text(QUESTION)
