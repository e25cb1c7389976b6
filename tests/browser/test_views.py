"""The views in Debian's Chromium: no barrier that axe finds, no sideways scrolling, nothing from elsewhere."""

from collections.abc import Iterator
from typing import Any, Literal
from urllib.parse import urlsplit

import pytest

from tests.browser.opening import needs_chromium, sync_api
from tests.serving import running_page

axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="needs axe (the dev extra)")

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
VIEWS = (
    "/foerder-check",
    "/foerder-check/weiterleitung",
    "/foerder-check/kosten?gegenstand=beratung&ausgabe=fahrzeugkauf&zeitraum=ja&empfaenger=kommune",
    "/fristen",
    "/fristen?jahr=2025/2026&rolle=empfaenger",
    "/fristen?jahr=x",
    "/vorschriften",
    "/vorschriften/komintavo",
    "/vorschriften/saechsintg",
    "/vorschriften/nichts",
    "/vorschriften?q=Träger",
    "/vorschriften?q=xyzzy",
    "/stand",
    "/quellen",
    "/barrierefreiheit",
    "/datenschutz",
    "/feedback",
    "/feedback/danke",
)
NARROW = {"width": 320, "height": 640}
WIDE = {"width": 1366, "height": 850}

pytestmark = [pytest.mark.browser, needs_chromium]


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with running_page(tmp_path_factory.mktemp("views")) as url:
        yield url.rstrip("/")


@pytest.fixture(scope="module")
def english(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with running_page(tmp_path_factory.mktemp("english"), KOMINTAVO_LANGUAGE="en") as url:
        yield url.rstrip("/")


@pytest.fixture
def page(browser: "sync_api.Browser") -> Iterator["sync_api.Page"]:
    """A page without motion; a script error or a request to another host fails the test that caused it."""
    context = browser.new_context(viewport=WIDE, reduced_motion="reduce")
    page = context.new_page()
    requested: list[str] = []
    errors: list[str] = []
    page.on("request", lambda request: requested.append(request.url))
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    cookies = context.cookies()
    context.close()
    assert {urlsplit(one).hostname for one in requested} == {"127.0.0.1"}
    assert errors == []
    assert cookies == []


def barriers(page: "sync_api.Page") -> list[tuple[str, str]]:
    """What axe finds once Gradio has gone from "Loading...": the rule and the first element that breaks it."""
    sync_api.expect(page.locator("p.loading")).to_have_count(0)
    found: dict[str, Any] = axe.Axe().run(page, options=RULES).response
    return [(one["id"], one["nodes"][0]["html"][:200]) for one in found["violations"]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("view", VIEWS)
def test_axe_finds_no_barrier(page: "sync_api.Page", url: str, view: str, scheme: Literal["light", "dark"]) -> None:
    page.emulate_media(color_scheme=scheme)
    page.goto(url + view)
    assert barriers(page) == []


@pytest.mark.parametrize("view", VIEWS)
def test_a_narrow_window_needs_no_sideways_scrolling(page: "sync_api.Page", url: str, view: str) -> None:
    page.set_viewport_size(NARROW)
    page.goto(url + view)
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]


@pytest.mark.parametrize("view", VIEWS)
def test_the_first_tab_and_enter_lead_to_the_content(page: "sync_api.Page", url: str, view: str) -> None:
    page.goto(url + view)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


@pytest.mark.parametrize("view", VIEWS)
def test_a_view_has_one_main_heading_and_the_landmarks(page: "sync_api.Page", url: str, view: str) -> None:
    page.goto(url + view)
    for landmark in ("banner", "navigation", "main", "contentinfo"):
        sync_api.expect(page.get_by_role(landmark).first).to_be_visible()
    sync_api.expect(page.get_by_role("heading", level=1)).to_have_count(1)


def test_dark_and_light_differ(page: "sync_api.Page", url: str) -> None:
    colours = set()
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        page.goto(f"{url}/vorschriften")
        colours.add(page.evaluate("getComputedStyle(document.body).backgroundColor"))
    assert len(colours) == 2


def test_printed_pages_have_no_navigation(page: "sync_api.Page", url: str) -> None:
    page.goto(f"{url}/vorschriften/komintavo")
    page.emulate_media(media="print")
    sync_api.expect(page.locator("nav.views")).to_be_hidden()
    sync_api.expect(page.locator("#komintavo-p6-a1")).to_be_visible()


def test_the_address_of_a_satz_brings_it_into_view(page: "sync_api.Page", url: str) -> None:
    page.goto(f"{url}/vorschriften/komintavo#komintavo-p14-a2-s2")
    sync_api.expect(page.locator("#komintavo-p14-a2-s2")).to_be_in_viewport()


def test_the_chat_page_leads_to_every_view(page: "sync_api.Page", url: str) -> None:
    page.goto(url)
    page.locator("nav.views a").last.wait_for()
    addresses = page.eval_on_selector_all("#head nav a, #foot a", "all => all.map(one => one.getAttribute('href'))")
    assert addresses == [
        "/",
        "/foerder-check",
        "/fristen",
        "/vorschriften",
        "/stand",
        "/barrierefreiheit",
        "/datenschutz",
        "/quellen",
    ]
    for address in addresses:
        assert page.request.get(url + address).status == 200, address


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_barrier_on_the_chat_page(page: "sync_api.Page", url: str, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)
    page.goto(url)
    page.locator("#question textarea").wait_for()
    assert barriers(page) == []
    page.locator("#question textarea").fill("Dürfen wir die Zuweisung an einen freien Träger weiterleiten?")
    page.locator("#send").click()
    page.locator("#following").wait_for(timeout=60_000)
    assert barriers(page) == []
    page.set_viewport_size(NARROW)
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]
    page.set_viewport_size(WIDE)
    refused(page, "Wie wird das Wetter morgen?")
    assert barriers(page) == []


def refused(page: "sync_api.Page", question: str) -> None:
    """Ask what gets no answer, and wait for the refusal."""
    page.locator("#question textarea").fill(question)
    page.locator("#question textarea").press("Enter")
    page.locator(".log .answer.out_of_scope").wait_for(timeout=60_000)


def test_the_chat_page_has_the_landmarks_of_the_views(page: "sync_api.Page", url: str) -> None:
    page.goto(url)
    for landmark in ("banner", "navigation", "main", "contentinfo"):
        sync_api.expect(page.get_by_role(landmark)).to_have_count(1)
        sync_api.expect(page.get_by_role(landmark)).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_barrier_in_the_feedback_form(
    page: "sync_api.Page", url: str, scheme: Literal["light", "dark"]
) -> None:
    page.emulate_media(color_scheme=scheme)
    page.goto(url)
    page.locator("#question textarea").fill("Werden ehrenamtliche Beratungsangebote gefördert?")
    page.locator("#send").click()
    with page.expect_popup(timeout=60_000) as opened:
        page.get_by_role("button", name="Nicht hilfreich").click(timeout=60_000)
    opened.value.emulate_media(color_scheme=scheme)
    opened.value.locator("textarea").wait_for()
    assert barriers(opened.value) == []
    opened.value.set_viewport_size(NARROW)
    assert opened.value.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]


def test_a_card_opens_its_provision_in_the_text_of_the_law(page: "sync_api.Page", url: str) -> None:
    page.goto(url)
    page.locator("#question textarea").fill("Dürfen wir die Zuweisung an einen freien Träger weiterleiten?")
    page.locator("#send").click()
    with page.expect_popup(timeout=60_000) as opened:
        page.get_by_role("link", name="Im Zusammenhang lesen").first.click(timeout=60_000)
    sync_api.expect(opened.value.locator("#komintavo-p6-a1")).to_be_in_viewport()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("view", ["/", *VIEWS])
def test_axe_finds_no_barrier_in_english(
    page: "sync_api.Page", english: str, view: str, scheme: Literal["light", "dark"]
) -> None:
    page.emulate_media(color_scheme=scheme)
    page.goto(english + view)
    page.get_by_role("heading", level=1).wait_for()
    assert page.locator("html").get_attribute("lang") == "en"
    assert barriers(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_an_english_answer_on_an_english_page_marks_what_is_german(
    page: "sync_api.Page", english: str, scheme: Literal["light", "dark"]
) -> None:
    page.emulate_media(color_scheme=scheme)
    page.goto(english)
    page.locator("#question textarea").fill("When is the grant paid out?")
    page.locator("#send").click()
    page.locator("#following").wait_for(timeout=60_000)
    assert barriers(page) == []
    for part in (".chip .place", ".card h3 > span:last-child", ".card blockquote", ".note span"):
        assert page.locator(part).first.get_attribute("lang") == "de", part
    for part in (".statement", ".chip .hidden"):
        assert page.locator(part).first.get_attribute("lang") == "en", part
    refused(page, "What is the weather tomorrow?")
    assert page.locator(".answer.out_of_scope .statement").get_attribute("lang") == "en"
    sync_api.expect(page.locator(".answer.out_of_scope [lang=de]")).to_contain_text("Dienst")
    assert barriers(page) == []


def test_axe_does_find_a_barrier(page: "sync_api.Page", url: str) -> None:
    page.goto(f"{url}/vorschriften")
    page.eval_on_selector("label[for=q]", "label => label.remove()")
    assert [rule for rule, _ in barriers(page)] == ["label-title-only", "label"]
