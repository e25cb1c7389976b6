"""Every page at 200 % zoom of a window of 1280 by 720, and 320 pixels wide: all is there, in one column, reachable."""

from collections.abc import Iterator

import pytest

from tests.browser.opening import QUESTION, answered, needs_chromium, send, sync_api
from tests.browser.reaching import cut_off, sideways, unreachable
from tests.serving import running_page

pytestmark = [pytest.mark.browser, needs_chromium]

WINDOWS = {"200 %": ({"width": 640, "height": 360}, 2), "320 px": ({"width": 320, "height": 640}, 1)}
CHECKED = "kosten?gegenstand=beratung&ausgabe=fahrzeugkauf&zeitraum=ja&empfaenger=kommune"
VIEWS = (
    "foerder-check",
    f"foerder-check/{CHECKED}",
    "fristen?jahr=2025/2026",
    "vorschriften",
    "vorschriften/komintavo",
    "vorschriften?q=Träger",
    "stand",
    "quellen",
    "barrierefreiheit",
    "datenschutz",
    "feedback",
)


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with running_page(tmp_path_factory.mktemp("zoom")) as url:
        yield url


@pytest.fixture(params=WINDOWS, scope="module")
def page(request: pytest.FixtureRequest, browser: "sync_api.Browser") -> Iterator["sync_api.Page"]:
    viewport, factor = WINDOWS[request.param]
    with browser.new_context(viewport=viewport, device_scale_factor=factor, reduced_motion="reduce") as context:
        yield context.new_page()


def assert_all_is_there(page: "sync_api.Page") -> None:
    assert sideways(page) <= 0
    assert cut_off(page) == []
    assert unreachable(page) == []


@pytest.mark.parametrize("view", VIEWS)
def test_a_view_is_whole_and_its_controls_are_reachable(page: "sync_api.Page", url: str, view: str) -> None:
    page.goto(url + view)
    assert_all_is_there(page)


def test_the_chat_is_whole_and_its_controls_are_reachable(page: "sync_api.Page", url: str) -> None:
    page.goto(url)
    page.locator("gradio-app main + *").wait_for(state="attached")
    page.locator("#examples button").last.wait_for()
    assert_all_is_there(page)
    for turns, question in enumerate((QUESTION, "Wie wird das Wetter morgen?"), 1):
        send(page, question)
        answered(page, turns)
    assert_all_is_there(page)


def test_the_checks_do_find_what_is_hidden_cut_off_or_too_wide(page: "sync_api.Page", url: str) -> None:
    page.goto(f"{url}vorschriften")
    page.evaluate(
        """() => { const cover = document.body.appendChild(document.createElement("p"));
        cover.style.cssText = "position: fixed; inset: 0"; }"""
    )
    assert len(unreachable(page)) > 5
    page.locator("h1").evaluate("one => (one.style.cssText = 'width: 40px; overflow: hidden; overflow-wrap: normal')")
    assert len(cut_off(page)) == 1
    page.locator("main").evaluate("one => (one.style.cssText = 'width: 2000px; max-width: none')")
    assert sideways(page) > 0
