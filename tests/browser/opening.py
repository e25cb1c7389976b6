"""Opens pages in Debian's Chromium for the browser tests, and asks questions there."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

sync_api = pytest.importorskip("playwright.sync_api", reason="needs playwright (the dev extra)")

CHROMIUM = Path("/usr/bin/chromium")
QUIET = "no-sandbox disable-gpu disable-background-networking disable-component-update disable-sync no-first-run"
QUESTION = "Dürfen wir die Zuweisung an einen freien Träger weiterleiten?"
DESKTOP = (1366, 850)

needs_chromium = pytest.mark.skipif(not CHROMIUM.exists(), reason=f"needs {CHROMIUM} (apt-get install chromium)")


def chromium() -> Iterator["sync_api.Browser"]:
    """A browser, closed in the end."""
    with sync_api.sync_playwright() as playwright:
        arguments = [f"--{name}" for name in QUIET.split()]
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=arguments)
        yield browser
        browser.close()


def opened(url: str, browser: "sync_api.Browser", size: tuple[int, int] = DESKTOP) -> Iterator["sync_api.Page"]:
    """The page without motion; a script error or a request to another host fails the test that caused it."""
    viewport = {"width": size[0], "height": size[1]}
    context = browser.new_context(viewport=viewport, locale="de-DE", reduced_motion="reduce")
    page = context.new_page()
    errors: list[str] = []
    requested: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.on("request", lambda request: requested.append(request.url))
    page.goto(url)
    page.get_by_label("Ihre Frage").wait_for()
    page.locator("gradio-app main + *").wait_for(state="attached")  # page.js has moved head and foot out of main
    yield page
    context.close()
    assert errors == []
    assert {urlsplit(one).netloc for one in requested if not one.startswith(("data:", "blob:"))} == {
        urlsplit(url).netloc
    }


def ask(page: "sync_api.Page", question: str) -> "sync_api.Locator":
    """Type a question and send it with the keyboard; the answer's turn."""
    before = page.locator(".turn").count()
    send(page, question)
    return answered(page, before + 1)


def send(page: "sync_api.Page", question: str) -> None:
    """Type a question and send it with the keyboard, not waiting for the answer."""
    page.get_by_label("Ihre Frage").fill(question)
    page.get_by_label("Ihre Frage").press("Enter")


def answered(page: "sync_api.Page", turns: int) -> "sync_api.Locator":
    """The last turn, once there are so many and the last is answered."""
    sync_api.expect(page.locator(".turn")).to_have_count(turns, timeout=60_000)
    sync_api.expect(page.locator(".growing")).to_have_count(0, timeout=60_000)
    page.wait_for_timeout(200)  # the answer is seen a moment before Gradio takes the next question
    return page.locator(".turn").last
