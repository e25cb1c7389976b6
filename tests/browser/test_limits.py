"""What a user sees who may not ask just now: a German notice, and the question is not lost."""

from collections.abc import Iterator

import pytest

from tests.browser.opening import QUESTION, ask, chromium, needs_chromium, opened, send, sync_api
from tests.serving import running_page

pytestmark = [pytest.mark.browser, needs_chromium]


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with running_page(tmp_path_factory.mktemp("limited"), KOMINTAVO_RATE="1") as url:
        yield url


@pytest.fixture
def page(url: str) -> Iterator["sync_api.Page"]:
    for browser in chromium():
        yield from opened(url, browser)


def test_a_question_too_soon_stays_in_the_box_under_a_german_notice(page: "sync_api.Page") -> None:
    ask(page, QUESTION)
    send(page, "Und in welcher Form?")
    notice = page.locator(".told")
    sync_api.expect(notice).to_contain_text("sehr viele Fragen in kurzer Zeit")
    sync_api.expect(notice).to_be_visible()
    sync_api.expect(page.get_by_label("Ihre Frage")).to_have_value("Und in welcher Form?")
    sync_api.expect(page.locator(".turn")).to_have_count(1)
    sync_api.expect(page.get_by_test_id("toast-body")).to_have_count(0)
