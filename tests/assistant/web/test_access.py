"""Who may use the page: nobody without a name that is known, on no path, and nothing is kept of the name."""

import time
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from assistant.errors import SettingsError
from assistant.settings import Settings, read_settings
from assistant.users import add_user
from assistant.web.access import PasswordDoor, door_of
from tests.assistant.web.guarded import app_behind, client_at

NAME, PASSWORD = "Löwe", "Ulme-Kiesel:Fahrrad-12"  # invented
PATHS = ["/", "/fristen", "/page.css", "/config", "/gradio_api/queue/data", "/gradio_api/startup-events", "/nirgends"]


@pytest.fixture(scope="module")
def users(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("users") / "users"
    add_user(file, NAME, PASSWORD)
    return file


@pytest.fixture
def by_password(users: Path) -> TestClient:
    return client_at(app_behind(Settings(), door_of(f"file:{users}")))


@pytest.fixture
def by_header() -> TestClient:
    return client_at(app_behind(Settings(), door_of("header:X-Remote-User")))


@pytest.mark.parametrize("path", PATHS)
def test_without_a_password_no_path_is_served(by_password: TestClient, path: str) -> None:
    for reply in (by_password.get(path), by_password.post(path), by_password.head(path)):
        assert reply.status_code == 401
        assert reply.headers["www-authenticate"].startswith('Basic realm="')


def test_the_right_password_opens_every_path(by_password: TestClient) -> None:
    for path in PATHS:
        assert by_password.get(path, auth=(NAME.encode(), PASSWORD.encode())).status_code == 200


@pytest.mark.parametrize(
    "sent",
    [(NAME, PASSWORD.lower()), (NAME, ""), (NAME.lower(), PASSWORD), ("", ""), ("niemand", PASSWORD)],
)
def test_a_wrong_name_or_password_opens_nothing(by_password: TestClient, sent: tuple[str, str]) -> None:
    assert by_password.get("/", auth=(sent[0].encode(), sent[1].encode())).status_code == 401


@pytest.mark.parametrize("header", ["Basic", "Basic ???", "Basic bm8gY29sb24=", "Bearer eDp5", "Basic /w=="])
def test_a_malformed_header_opens_nothing(by_password: TestClient, header: str) -> None:
    assert by_password.get("/", headers={"Authorization": header}).status_code == 401


def test_a_password_is_hashed_once_and_a_wrong_one_each_time(users: Path) -> None:
    client = client_at(app_behind(Settings(), door_of(f"file:{users}")))
    first, second = seconds(client, PASSWORD), seconds(client, PASSWORD)
    wrong = [seconds(client, "falsch") for _ in range(2)]
    assert second < first / 3
    assert min(wrong) > first / 3


def test_an_unknown_name_takes_as_long_as_a_wrong_password(users: Path) -> None:
    client = client_at(app_behind(Settings(), door_of(f"file:{users}")))
    known = min(seconds(client, "falsch") for _ in range(3))
    unknown = min(seconds(client, "falsch", "niemand") for _ in range(3))
    assert known / 3 < unknown < known * 3


def seconds(client: TestClient, password: str, name: str = NAME) -> float:
    started = time.perf_counter()
    client.get("/", auth=(name.encode(), password.encode()))
    return time.perf_counter() - started


def test_what_is_kept_of_a_right_password_is_neither_name_nor_password(users: Path) -> None:
    door = door_of(f"file:{users}")
    client_at(app_behind(Settings(), door)).get("/", auth=(NAME.encode(), PASSWORD.encode()))
    assert isinstance(door, PasswordDoor)
    kept = repr(door._right)
    assert len(door._right) == 1
    assert NAME not in kept
    assert PASSWORD not in kept


@pytest.mark.parametrize("path", PATHS)
def test_a_request_past_the_proxy_is_refused(by_header: TestClient, path: str) -> None:
    for headers in ({}, {"X-Remote-User": ""}, {"X-Remote-User": "  "}, {"X-Forwarded-User": "amt"}):
        for reply in (by_header.get(path, headers=headers), by_header.post(path, headers=headers)):
            assert reply.status_code == 403
            assert "www-authenticate" not in reply.headers


def test_a_request_that_the_proxy_names_is_served(by_header: TestClient) -> None:
    for path in PATHS:
        assert by_header.get(path, headers={"x-remote-user": "amt"}).status_code == 200


def test_the_refusal_is_a_plain_german_page_with_the_headers_of_the_page(by_header: TestClient) -> None:
    reply = by_header.get("/")
    assert '<html lang="de">' in reply.text
    assert "<h1>Kein Zugang</h1>" in reply.text
    assert "default-src 'self'" in reply.headers["content-security-policy"]


def test_gradio_gets_the_refusal_as_text_in_the_language_of_the_page() -> None:
    client = client_at(app_behind(Settings(language="en"), door_of("header:X-Remote-User")))
    assert "have signed in" in client.post("/gradio_api/queue/join").json()["detail"]


def test_before_the_page_is_up_gradio_may_ask_itself_and_nobody_else_anything() -> None:
    client = client_at(app_behind(Settings(), door_of("header:X-Remote-User"), is_started=False))
    assert client.get("/gradio_api/startup-events").status_code == 200
    assert {client.get(path).status_code for path in ("/", "/config", "/gradio_api/startup-events/x")} == {403}


@pytest.mark.parametrize("value", ["X-Remote-User", "header:", "header:X Remote", "file:", "basic:amt"])
def test_a_malformed_setting_is_refused_at_the_start(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KOMINTAVO_AUTH", value)
    with pytest.raises(SettingsError, match="KOMINTAVO_AUTH"):
        read_settings()


def test_a_file_without_users_is_refused_at_the_start(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="KOMINTAVO_AUTH: cannot read"):
        door_of(f"file:{tmp_path / 'nowhere'}")


def test_an_operator_is_a_user_of_the_file(users: Path) -> None:
    assert door_of(f"file:{users}", frozenset({NAME}))
    with pytest.raises(SettingsError, match="KOMINTAVO_OPERATORS: Luchs not in "):
        door_of(f"file:{users}", frozenset({NAME, "Luchs"}))


@pytest.mark.parametrize(("name", "is_operator"), [("Löwe", True), ("amt", False), ("löwe", False)])
def test_the_operator_is_who_signed_in_under_that_name(tmp_path: Path, name: str, is_operator: bool) -> None:
    for one in ("Löwe", "amt", "löwe"):
        add_user(tmp_path / "users", one, PASSWORD)
    settings = Settings(auth=f"file:{tmp_path / 'users'}", operators=frozenset({NAME}))
    client = client_at(app_behind(settings, door_of(str(settings.auth), settings.operators)))
    reply = client.get("/", auth=(name.encode(), PASSWORD.encode()))
    assert reply.json()["is_operator"] is is_operator


@pytest.mark.parametrize(("name", "is_operator"), [("amt", True), (" amt ", True), ("Amt", False), ("amt,amt", False)])
def test_behind_a_proxy_the_operator_is_whom_its_header_names(name: str, is_operator: bool) -> None:
    settings = Settings(auth="header:X-Remote-User", operators=frozenset({"amt"}))
    client = client_at(app_behind(settings, door_of("header:X-Remote-User")))
    assert client.get("/", headers={"X-Remote-User": name}).json()["is_operator"] is is_operator


def test_nobody_is_an_operator_where_nobody_signs_in() -> None:
    reply = client_at(app_behind(Settings())).get("/", headers={"X-Remote-User": "amt"})
    assert reply.json()["is_operator"] is False


def test_operators_without_a_way_to_sign_in_are_refused_at_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KOMINTAVO_OPERATORS", "amt")
    with pytest.raises(SettingsError, match=r"KOMINTAVO_OPERATORS: .*needs KOMINTAVO_AUTH"):
        read_settings()


def test_operators_are_names_by_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KOMINTAVO_AUTH", "header:X-Remote-User")
    monkeypatch.setenv("KOMINTAVO_OPERATORS", "amt, Löwe,,")
    assert read_settings().operators == {"amt", "Löwe"}
