"""What the browser tests share: a browser for each file, and the chat page of the address that the file serves."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright import sync_api


@pytest.fixture(scope="module")
def browser() -> Iterator["sync_api.Browser"]:
    from tests.browser.opening import chromium  # skips the file that asks for it where playwright is missing

    yield from chromium()


@pytest.fixture
def page(url: str, browser: "sync_api.Browser") -> Iterator["sync_api.Page"]:
    from tests.browser.opening import opened

    yield from opened(url, browser)
