"""An official text of the user beside our own: which is which is said in words, side by side where there is room."""

from collections.abc import Iterator

import pytest

from corpus.adding import add_file
from corpus.store import Store
from tests.browser.opening import needs_chromium, sync_api
from tests.browser.reaching import cut_off, sideways
from tests.serving import running_page

pytestmark = [pytest.mark.browser, needs_chromium]

LAW = """# Kommunalintegrationsarbeitsverordnung

Muster einer Verordnung, für Tests erfunden
(Kommunalintegrationsarbeitsverordnung – KomIntAVO)

## § 1 Musterzweck

(1) Musterstadt und Musterkreis dürfen Musterarbeit leisten. Das Nähere steht in § 2.

(2) Zur Musterarbeit gehören

1. das Musterhaus und

2. die Musterstunde.

## § 2 Mustergeld

(1) Das Mustergeld wird zum 1. Mai ausgezahlt.
"""


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("versions")
    (folder / "muster.md").write_text(LAW, encoding="utf-8")
    invented = add_file(folder / "muster.md", folder / "data")
    Store(folder / "data").accept(invented)  # it has doubts: it is far shorter than the law
    with running_page(folder / "data") as url:
        yield f"{url}vorschriften/komintavo"


@pytest.fixture
def page(browser: "sync_api.Browser") -> Iterator["sync_api.Page"]:
    with browser.new_context() as context:
        yield context.new_page()


@pytest.mark.parametrize(("width", "is_beside"), [(1280, True), (768, False), (320, False)])
def test_the_official_text_comes_first_and_ours_beside_or_below_it(
    page: "sync_api.Page", url: str, width: int, is_beside: bool
) -> None:
    page.set_viewport_size({"width": width, "height": 720})
    page.goto(url)
    provision = page.locator("#komintavo-p1-a1")
    official, own = provision.locator(".wording"), provision.locator(".restated")
    sync_api.expect(official).to_contain_text("Musterstadt")
    sync_api.expect(official.locator(".kind")).to_have_text("amtlich")
    sync_api.expect(own.locator(".kind")).to_have_text("eigene Zusammenfassung")
    first, second = official.bounding_box(), own.bounding_box()
    assert first is not None
    assert second is not None
    if is_beside:
        assert first["y"] == second["y"]
        assert first["x"] + first["width"] < second["x"]
    else:
        assert first["y"] + first["height"] < second["y"]
    assert sideways(page) <= 0
    assert cut_off(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_official_text_stands_out_from_ours(page: "sync_api.Page", url: str, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)
    page.goto(url)
    colours = [
        page.locator(f"#komintavo-p1-a1 .{one} p:last-child").first.evaluate("one => getComputedStyle(one).color")
        for one in ("wording", "restated")
    ]
    assert colours[0] != colours[1]
