"""/stand: which texts are in use, fetching them anew, and for operators adding and releasing texts."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from threading import Event

import pytest
from bs4 import BeautifulSoup
from httpx import Response
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.testclient import TestClient

from assistant.ask import Assistant
from assistant.errors import VectorIndexError
from assistant.settings import Language, Settings
from assistant.web.access import HeaderDoor
from assistant.web.guards import guards
from assistant.web.limiting import MAX_UPLOAD
from assistant.web.texts import texts
from assistant.web.views.frame import Context
from assistant.web.views.status import status_routes
from corpus.adding import read_content
from corpus.library import Library
from corpus.store import Document, State
from tests.assistant.web.kept import NEWS, QuickKeeper, law, only_news
from tests.conftest import ROOT
from tests.corpus.pages_gii import muster_law
from tests.corpus.pages_press import press_page
from tests.corpus.pages_revosax import Page
from tests.corpus.serving_pages import HTML, Site, running_site
from tests.corpus.serving_pages import Page as Reply

HEADER, OPERATOR = "X-Remote-User", "chefin"
MULTIPART = {"Content-Type": "multipart/form-data; boundary=x"}
FILE = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.md"\r\n\r\na\r\n'
NO_NAME = b"""# Regeln

## \xc2\xa7 1 Zweck

(1) Die Regeln gelten.

## \xc2\xa7 2 Ende

(1) Es ist aus."""
HOSTILE = "<img src=x onerror='alert(1)'>"
SHORT = law("Die Musterstadt darf alles.", "KomIntAVO")
"""Of a law of which we know more."""
PAGE = str(
    Page(
        citation="Vollzitat: Musterverordnung vom 1. Mai 2020 (SächsGVBl. S. 1)",
        validity="Fassung gültig ab: 1. Juni 2020",
    )
).encode()
GAP = law("Die Musterstadt ordnet ihre Muster.\n\n(3) Hier fehlt ein Absatz.")


@pytest.fixture
def keeper(assistant: Assistant, tmp_path: Path) -> QuickKeeper:
    return QuickKeeper(assistant, Settings(data_dir=tmp_path / "data"))


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    with running_site() as site:
        only_news(site, monkeypatch)
        yield site


def client(keeper: QuickKeeper, name: str = OPERATOR, language: Language = "de") -> TestClient:
    """The view as a user of this name sees it."""
    settings = Settings(auth=f"header:{HEADER}", operators=frozenset({OPERATOR}), rate=0, language=language)
    started = Event()
    started.set()
    routes = status_routes(Context(keeper, texts(language)))
    app = Starlette(routes=routes, middleware=guards(settings, HeaderDoor(HEADER), started))
    return TestClient(app, headers={HEADER: name})


def sent(client: TestClient, name: str, content: bytes) -> Response:
    return client.post("/stand/datei", files={"file": (name, content)})


def told(response: Response) -> str:
    """What the view says of what was just asked for."""
    message = BeautifulSoup(response.text, "lxml").select_one(".message[role=status]")
    return " ".join(message.get_text().split()) if message else ""


def held(keeper: QuickKeeper) -> Document:
    (document,) = keeper.store.held()
    return document


# What is shown


def test_the_view_names_every_text_with_its_days_and_what_is_not_loaded(keeper: QuickKeeper) -> None:
    soup = BeautifulSoup(client(keeper).get("/stand").text, "lxml")
    rows = {
        tuple(" ".join(cell.get_text().split()) for cell in row.select("th, td")) for row in soup.select("tbody tr")
    }
    t, used = texts("de"), {chunk.source for chunk in keeper.library.chunks}
    shown = {(s.title, str(s.kind), t.day(s.stand), t.day(s.checked or "")) for s in used}
    assert shown <= rows
    assert {row[1:] for row in rows - shown} == {("noch nicht geladen", "–")}


def test_a_bundled_summary_is_said_to_be_none_and_how_the_official_text_is_loaded(keeper: QuickKeeper) -> None:
    page = client(keeper).get("/stand").text
    assert "noch nicht im amtlichen Wortlaut" in page
    assert "python -m corpus add DATEI" in page


def test_a_text_that_was_not_compared_for_long_is_marked(keeper: QuickKeeper) -> None:
    old = (date.today() - timedelta(days=91)).isoformat()
    assert "(älter als 90 Tage)" not in client(keeper).get("/stand").text
    document = read_content("muster.md", law())
    keeper.store.add(replace(document, added=f"{old}T00:00:00+00:00"))
    keeper.refresh()
    page = client(keeper).get("/stand").text
    assert page.count("(älter als 90 Tage)") == 1


def test_the_last_problem_of_a_source_is_told(keeper: QuickKeeper, site: Site) -> None:
    keeper.store.keep_state(NEWS.id, State(tried="2026-01-02T03:04:05+00:00", problem=HOSTILE))
    page = client(keeper).get("/stand").text
    assert "Beim letzten Versuch am 02.01.2026 ging es nicht" in page
    assert '<span lang="en">&lt;img' in page


def test_changed_absaetze_are_listed_with_their_links(keeper: QuickKeeper) -> None:
    assert "Geänderte Absätze" not in client(keeper).get("/stand").text
    stale = tuple(replace(chunk, to_review=True) for chunk in keeper.library.chunks[:1])
    keeper.desk.open(keeper._assembled(Library(stale)))
    soup = BeautifulSoup(client(keeper).get("/stand").text, "lxml")
    (link,) = soup.select("section[aria-labelledby=stale] li a")
    assert link.get_text() == str(stale[0].provision.ref)


def test_a_version_kept_aside_that_cant_be_read_is_told_and_the_rest_shown(keeper: QuickKeeper) -> None:
    sent(client(keeper), "kurz.md", SHORT)
    folder = keeper.store.data_dir / "sources" / "komintavo" / "held"
    next(folder.iterdir()).write_bytes(b"{")
    response = client(keeper).get("/stand")
    assert response.status_code == 200
    assert "nicht lesbar" in told(response)
    assert str(folder) not in response.text


# Adding


@pytest.mark.parametrize(
    ("name", "content", "law_id"),
    [("muster.md", law(), "mustervo"), ("muster.html", PAGE, "mustervo"), ("xml.zip", muster_law(), "musterg")],
)
def test_an_operator_adds_a_law(keeper: QuickKeeper, name: str, content: bytes, law_id: str) -> None:
    response = sent(client(keeper), name, content)
    assert response.status_code == 200
    assert told(response).startswith("Aufgenommen und in Gebrauch, soweit")
    (document,) = keeper.store.versions(law_id)
    assert document.file == name
    begun = document.source.stand <= date.today().isoformat()
    assert (document.source.law in keeper.library.laws) is begun


def test_a_law_that_is_not_whole_is_kept_aside_and_in_use_once_it_is_released(keeper: QuickKeeper) -> None:
    response = sent(client(keeper), "kurz.md", SHORT)
    assert told(response).startswith("Zurückgestellt, weil etwas auffällig ist")
    assert "missing, and not said to be repealed" in response.text
    assert keeper.built == []
    version = held(keeper).version
    response = client(keeper).post("/stand/freigeben", data={"version": version}, follow_redirects=False)
    assert (response.status_code, response.headers["location"]) == (303, "/stand")
    assert keeper.store.held() == ()
    assert keeper.library.laws["KomIntAVO"][0].provision.text.startswith("(1) Die Musterstadt darf alles.")


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("a.pdf", b"%PDF-1.4 kaputt", "beschädigt"),
        ("a.md", b"a\0b", "beschädigt"),
        ("a.txt", b" ", "enthält keinen Text"),
        ("a.txt", b"The council meets on Monday and on Friday in the hall. " * 3, "keinen deutschen Text"),
        ("a.txt", b"Der Hund und die Katze sind nicht im Haus, das ist von der Stadt. " * 3, "weder eine Vorschrift"),
        ("a.md", NO_NAME, "Kurzbezeichnung"),
        ("a.exe", b"MZ", "Aufgenommen werden HTML-, PDF-"),
        ("a", b"", "Aufgenommen werden HTML-, PDF-"),
        ("a.txt", b"Der Wald und die Stadt. " * 130_000, "zu groß"),
    ],
)
def test_a_refused_file_is_told_why_in_german(keeper: QuickKeeper, name: str, content: bytes, why: str) -> None:
    response = sent(client(keeper), name, content)
    assert response.status_code == 400
    assert why in told(response)
    assert keeper.store.folders() == ()


@pytest.mark.parametrize(("name", "content"), [("a.md", GAP), ("a.zip", b"kein Archiv")])
def test_a_text_of_another_build_is_refused_with_the_message_of_its_reader(
    keeper: QuickKeeper, name: str, content: bytes
) -> None:
    response = sent(client(keeper), name, content)
    assert response.status_code == 400
    assert told(response).startswith("Die Datei wurde nicht aufgenommen")
    assert BeautifulSoup(response.text, "lxml").select_one(".message span[lang=en]")


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_reason_to_refuse_a_file_has_its_words(language: Language) -> None:
    source = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "corpus").rglob("*.py"))
    reasons = set(re.findall(r'FileRejectedError\(\s*"([\w-]+)"', source))
    prefix = "status_view.rejected."
    assert {key.removeprefix(prefix) for key in texts(language).table if key.startswith(prefix)} == reasons


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (b"file=muster", {"Content-Type": "application/x-www-form-urlencoded"}),
        (b"{}", {"Content-Type": "application/json"}),
        (b"", {}),
        (FILE.replace(b'; filename="a.md"', b"") + b"--x--", MULTIPART),
        (FILE.replace(b"a.md", b"") + b"--x--", MULTIPART),
    ],
)
def test_a_form_without_a_file_asks_for_one(keeper: QuickKeeper, body: bytes, headers: dict[str, str]) -> None:
    response = client(keeper).post("/stand/datei", content=body, headers=headers)
    assert (response.status_code, told(response)) == (400, "Bitte wählen Sie eine Datei aus.")


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"x", "multipart/form-data"),
        (b"kein Formular", "multipart/form-data; boundary=x"),
        (b"--x\r\nContent-Disposition: attachment\r\n\r\n", "multipart/form-data; boundary=x"),
        (FILE + FILE + b"--x--", "multipart/form-data; boundary=x"),
    ],
)
def test_a_damaged_form_is_refused(keeper: QuickKeeper, body: bytes, kind: str) -> None:
    response = client(keeper).post("/stand/datei", content=body, headers={"Content-Type": kind})
    assert response.status_code == 400
    assert "nicht vollständig angekommen" in told(response)


def pieces(size: int) -> Iterator[bytes]:
    """A form with a file of this size, without a declared length; fails if it is read much further than allowed."""
    yield b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.md"\r\n\r\n'
    for start in range(0, size, 2**20):
        assert start <= MAX_UPLOAD + 2**20, "read whole"
        yield bytes(2**20)
    yield b"\r\n--x--"


def test_a_larger_form_than_allowed_is_refused_before_it_is_read_whole(keeper: QuickKeeper) -> None:
    response = sent(client(keeper), "a.md", bytes(MAX_UPLOAD))
    assert response.status_code == 413
    assert "höchstens 20 MB" in response.text
    response = client(keeper).post("/stand/datei", content=pieces(MAX_UPLOAD), headers=MULTIPART)
    assert (response.status_code, told(response)) == (413, "Die Datei ist zu groß.")


def test_a_file_name_is_never_a_path(keeper: QuickKeeper, tmp_path: Path) -> None:
    for name in ("../../../fremd.md", "/tmp/fremd.md", "..\\fremd.md", "con\n.md"):
        assert sent(client(keeper), name, law()).status_code == 200
    written = {path.relative_to(tmp_path).parts[:3] for path in tmp_path.rglob("*.*") if path.is_file()}
    assert written == {("data", "sources", "mustervo")}


@pytest.mark.parametrize(
    ("name", "content"),
    [(f"{HOSTILE}.md", SHORT), ("a.md", law().replace(b"# Musterverordnung", f"# {HOSTILE}".encode()))],
)
def test_hostile_titles_and_names_are_shown_as_text(keeper: QuickKeeper, name: str, content: bytes) -> None:
    page = sent(client(keeper), name, content).text
    assert "<img" not in page
    assert "&lt;img src=x" in page


# Who may


@pytest.mark.parametrize("path", ["/stand/datei", "/stand/freigeben"])
def test_only_an_operator_adds_and_releases(keeper: QuickKeeper, path: str) -> None:
    response = client(keeper, "jemand").post(path, files={"file": ("muster.md", law())})
    assert response.status_code == 403
    assert "nur, wer als Betreiberin" in told(response)
    assert keeper.store.folders() == ()


def test_who_is_no_operator_sees_no_form_to_add_or_release(keeper: QuickKeeper) -> None:
    sent(client(keeper), "kurz.md", SHORT)
    forms = {
        name: [form["action"] for form in BeautifulSoup(client(keeper, name).get("/stand").text, "lxml").select("form")]
        for name in (OPERATOR, "jemand")
    }
    assert forms == {
        OPERATOR: ["/stand/freigeben", "/stand/pruefen", "/stand/datei"],
        "jemand": ["/stand/pruefen"],
    }


def test_the_body_of_who_is_no_operator_is_not_read(keeper: QuickKeeper, monkeypatch: pytest.MonkeyPatch) -> None:
    def read(*_: object, **__: object) -> None:
        raise AssertionError("read")

    for name in ("form", "stream", "body"):
        monkeypatch.setattr(Request, name, read)
    assert sent(client(keeper, "jemand"), "muster.md", law()).status_code == 403


def test_nobody_is_an_operator_where_everyone_may_enter(keeper: QuickKeeper) -> None:
    app = Starlette(routes=status_routes(Context(keeper, texts("de"))), middleware=guards(Settings(), None, Event()))
    response = sent(TestClient(app, headers={HEADER: OPERATOR}), "muster.md", law())
    assert response.status_code == 403


@pytest.mark.parametrize("path", ["/stand/datei", "/stand/freigeben", "/stand/pruefen"])
@pytest.mark.parametrize("origin", ["cross-site", "same-site"])
def test_nothing_is_done_for_another_site(keeper: QuickKeeper, site: Site, path: str, origin: str) -> None:
    response = client(keeper).post(path, files={"file": ("muster.md", law())}, headers={"Sec-Fetch-Site": origin})
    assert response.status_code == 403
    assert "nicht von dieser Seite gesendet" in told(response)
    assert keeper.store.folders() == ()
    assert site.requests == []


# Releasing


def test_what_is_not_kept_aside_is_not_released(keeper: QuickKeeper) -> None:
    response = client(keeper).post("/stand/freigeben", data={"version": "0" * 16})
    assert response.status_code == 404
    assert "nicht zurückgestellt" in told(response)


@pytest.mark.parametrize("body", [b"\xff\xfe", b"a=1&" * 60])
def test_a_damaged_request_releases_nothing(keeper: QuickKeeper, body: bytes) -> None:
    response = client(keeper).post("/stand/freigeben", content=body)
    assert response.status_code == 400
    assert "nicht vollständig angekommen" in told(response)


@pytest.mark.parametrize("name", [OPERATOR, "jemand"])
def test_a_failure_is_told_and_its_cause_to_operators_only(
    keeper: QuickKeeper, site: Site, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    def failing(_: object) -> None:
        raise VectorIndexError("no index at /var/geheim")

    site.page("/nachricht", press_page(time='<time datetime="2021-05-03">x</time>').encode())
    monkeypatch.setattr(keeper, "_assembled", failing)
    response = client(keeper, name).post("/stand/pruefen")
    assert response.status_code == 500
    assert "nicht vollständig gelungen" in told(response)
    assert ("/var/geheim" in response.text) is (name == OPERATOR)


# Looking for new versions


def test_a_look_tells_what_became_of_the_sources_and_the_next_has_to_wait(keeper: QuickKeeper, site: Site) -> None:
    site.page("/nachricht", press_page(time='<time datetime="2021-05-03">x</time>').encode())
    response = client(keeper, "jemand").post("/stand/pruefen")
    assert response.status_code == 200
    assert told(response).startswith("Nachgesehen: 1 neue Fassungen, 0 unverändert, 0 zurückgestellt, 0 nicht")
    assert NEWS.title in response.text
    response = client(keeper).post("/stand/pruefen")
    assert "weniger als 10 Minuten her" in told(response)
    assert len(site.requests) == 1
    ago = (datetime.now(UTC) - timedelta(minutes=11)).isoformat(timespec="seconds")
    keeper.store.keep_state(NEWS.id, State(tried=ago))
    assert "1 unverändert" in told(client(keeper).post("/stand/pruefen"))


def test_a_page_that_cant_be_read_is_counted_as_such(keeper: QuickKeeper, site: Site) -> None:
    site.script("/nachricht", [Reply(b"<html>", headers=HTML)])
    assert "1 nicht erreichbar oder nicht lesbar" in told(client(keeper).post("/stand/pruefen"))


def test_the_english_view_holds_german_only_where_it_is_marked(keeper: QuickKeeper) -> None:
    english = client(keeper, language="en")
    soup = BeautifulSoup(sent(english, "kurz.md", SHORT).text + english.get("/stand").text, "lxml")
    assert "State of the texts" in soup.get_text()
    for tag in soup.select("[lang=de], title, .message"):
        tag.decompose()
    assert not {"der", "und", "nicht", "wird", "zum", "Fassung", "Stand"} & set(re.findall(r"\w+", soup.get_text()))
