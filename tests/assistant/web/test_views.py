"""All views: one frame in both languages, the navigation, the statements, and the headers of every response."""

import re
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.testclient import TestClient

from assistant.answer import Answer, Citation, Passage, Status
from assistant.feedback import FeedbackStore
from assistant.settings import Language
from assistant.web.cards import evidence
from assistant.web.markup import Numbered
from assistant.web.privacy import OwnHostOnly
from assistant.web.render import conversation, status_line
from assistant.web.texts import texts
from assistant.web.views.frame import FOOTER, NAVIGATION, part
from assistant.web.views.routes import routes
from corpus.library import load_library
from corpus.syncing import ORIGINS
from tests.assistant.web.kept import kept

LIBRARY = load_library()
STORE = FeedbackStore(Path("never-written"))
VIEWS = [address for address in (*NAVIGATION.values(), *FOOTER.values()) if address != "/"]
LANGUAGES: tuple[Language, ...] = ("de", "en")


def client(language: Language) -> TestClient:
    middleware = [Middleware(OwnHostOnly, language=language)]
    return TestClient(Starlette(routes=routes(kept(LIBRARY), language, STORE), middleware=middleware))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("address", VIEWS)
def test_a_view_has_language_title_heading_and_marks_itself_in_the_navigation(address: str, language: Language) -> None:
    response = client(language).get(address)
    soup = BeautifulSoup(response.text, "lxml")
    assert response.status_code == 200
    assert soup.html is not None
    assert soup.html["lang"] == language
    assert len(soup.select("h1")) == 1
    assert soup.title is not None
    assert soup.title.get_text().endswith(texts(language)("frame.name"))
    assert [link["href"] for link in soup.select("nav [aria-current=page], footer [aria-current=page]")] == [address]


@pytest.mark.parametrize("address", VIEWS)
def test_a_view_needs_no_script_and_nothing_from_another_host(address: str) -> None:
    response = client("de").get(address)
    soup = BeautifulSoup(response.text, "lxml")
    assert not soup.select("script, iframe, [onclick], [style]")
    assert all(str(tag["href"]).startswith("/") for tag in soup.select("link"))
    assert "default-src 'self'" in response.headers["content-security-policy"]
    assert "set-cookie" not in response.headers


def test_the_english_pages_hold_german_only_where_it_is_marked() -> None:
    for address in (
        "/vorschriften",
        "/vorschriften/komintavo",
        "/quellen",
        "/stand",
        "/barrierefreiheit",
        "/datenschutz",
    ):
        soup = BeautifulSoup(client("en").get(address).text, "lxml")
        for tag in soup.select("[lang=de], title"):
            tag.decompose()
        words = re.findall(r"\w+", soup.get_text())
        assert not {"der", "und", "nicht", "wird", "zum"} & set(words), address


def test_the_styles_are_served() -> None:
    for name in ("page.css", "views.css"):
        assert client("de").get(f"/{name}").headers["content-type"].startswith("text/css")


def test_the_chat_page_has_the_header_of_the_views() -> None:
    soup = BeautifulSoup(part("header.html", "ask", texts("de")), "lxml")
    assert [link["href"] for link in soup.select("nav a")] == list(NAVIGATION.values())
    assert soup.select_one("a.skip[href='#question']")
    assert soup.select_one("h1")


def test_the_statements_claim_no_full_conformance_and_name_the_operator() -> None:
    pages = {name: client("de").get(name).text for name in ("/barrierefreiheit", "/datenschutz")}
    assert all("die Stelle, die diesen Dienst betreibt" in page for page in pages.values())
    assert "keine Vereinbarkeit erklärt" in pages["/barrierefreiheit"]
    assert "keine Cookies" in pages["/datenschutz"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_privacy_page_names_every_host_that_the_server_fetches_from(language: Language) -> None:
    page = client(language).get("/datenschutz").text
    for origin in ORIGINS:
        assert urlsplit(origin).netloc in page
    assert "KOMINTAVO_SYNC=0" in page


def test_the_conversation_and_the_cards_speak_the_language_of_the_page() -> None:
    chunk = LIBRARY.chunks[0]
    norm = ("1", "1", None, None)
    citation = Citation("§ 1", "KomIntAVO", *norm, "Im", None, "2024-09-18", str(chunk.source.kind), chunk.key, 4, 6)
    answer = Answer("Darf man?", Status.ANSWERED, "Ja. [1]", (citation,), (Passage(chunk, 1.0),), "faq", 1.0)
    english, day = texts("en"), date(2030, 1, 1)
    shown = [Numbered(1, answer)]
    html = (
        conversation(shown, english)
        + evidence(shown, english, day)
        + status_line(LIBRARY, english, day, has_held=True)
        + evidence([], english, day)
    )
    soup = BeautifulSoup(html, "lxml")
    assert "Based on: our own summary, Text as of 18 September 2024." in soup.get_text()
    for tag in soup.select("[lang=de], .chip, .note, .source, .asked, .evidence-group > summary"):
        tag.decompose()
    assert not {"der", "die", "Frage", "Stand", "Grundlage", "nach", "neues"} & set(re.findall(r"\w+", soup.get_text()))


@pytest.mark.parametrize("language", LANGUAGES)
def test_gradios_index_page_gets_the_language(language: Language) -> None:
    def index(_: Request) -> Response:
        return Response('<!doctype html><html lang="en"><meta property="og:url" content="x">', media_type="text/html")

    middleware = [Middleware(OwnHostOnly, language=language)]
    page = TestClient(Starlette(routes=[Route("/", index)], middleware=middleware)).get("/").text
    assert page == f'<!doctype html><html lang="{language}">'


def test_the_views_start_without_gradio() -> None:
    folder = Path(__file__).parents[3] / "assistant" / "web"
    for path in [*(folder / "views").glob("*.py"), folder / "texts.py", folder / "markup.py"]:
        assert "gradio" not in re.findall(r"^(?:import|from) (\w+)", path.read_text(encoding="utf-8"), re.M), path
