"""`make screenshots`: writes a picture of each view of the real page to docs/screenshots."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from tests.browser.opening import DESKTOP, QUESTION, ask, chromium, opened, sync_api
from tests.serving import running_page

T = TypeVar("T")

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "screenshots"
VIEWS = {
    "foerder-check": "foerder-check/kosten?gegenstand=beratung&ausgabe=fahrzeugkauf&zeitraum=ja&empfaenger=kommune",
    "fristen": "fristen?jahr=2026",
    "vorschriften": "vorschriften/komintavo#komintavo-p6-a1",
    "barrierefreiheit": "barrierefreiheit",
    "datenschutz": "datenschutz",
    "quellen": "quellen",
}


def main() -> None:
    """Serve the page, ask one question, and look at every view, wide and as on a phone."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        running_page(Path(folder) / "data") as url,
        _once(chromium()) as browser,
    ):
        for name, size in (("fragen", DESKTOP), ("fragen-phone", (360, 780))):
            with _once(opened(url, browser, size)) as page:
                ask(page, QUESTION)
                page.wait_for_timeout(500)  # the answer is scrolled to
                page.screenshot(path=FOLDER / f"{name}.png")
        for name, address in VIEWS.items():
            _view(browser, f"{url}{address}", FOLDER / f"{name}.png")


def _view(browser: "sync_api.Browser", address: str, path: Path) -> None:
    page = browser.new_page(viewport={"width": DESKTOP[0], "height": DESKTOP[1]}, locale="de-DE")
    page.goto(address)
    page.screenshot(path=path)
    page.close()


@contextmanager
def _once(made: Iterator[T]) -> Iterator[T]:
    """What a generator yields, closed as it says."""
    yield next(made)
    next(made, None)


if __name__ == "__main__":
    main()
