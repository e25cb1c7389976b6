"""How often one client may ask, and how much it may send."""

from collections.abc import Iterator

import pytest

from assistant.errors import SettingsError
from assistant.settings import Settings, read_settings
from assistant.web import limiting
from assistant.web.limiting import MAX_BODY, MAX_UPLOAD, UPLOAD, Rate, seconds_to_wait
from tests.assistant.web.guarded import app_behind, client_at

ASKING = ["/gradio_api/call/ask", "/gradio_api/call/v2/ask", "/feedback", "/export/pdf", "/gradio_api/upload"]
ENDING = ["/gradio_api/cancel", "/gradio_api/reset", "/gradio_api/run/predict"]


class Clock:
    """A clock that a test moves."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_a_minute_s_worth_may_be_asked_at_once_and_then_one_after_the_other() -> None:
    clock = Clock()
    rate = Rate(30, clock)
    assert [rate.take("a") for _ in range(30)] == [0] * 30
    assert rate.take("a") == 2
    clock.now += 1
    assert rate.take("a") == 1
    clock.now += 1
    assert [rate.take("a"), rate.take("a")] == [0, 2]


def test_clients_do_not_count_for_each_other() -> None:
    rate = Rate(1, Clock())
    assert [rate.take("a"), rate.take("b"), rate.take("a")] == [0, 0, 60]


def test_after_a_pause_no_more_than_a_minute_s_worth_may_be_asked() -> None:
    clock = Clock()
    rate = Rate(2, clock)
    clock.now += 3600
    assert [rate.take("a") for _ in range(3)] == [0, 0, 30]


def test_a_refused_question_does_not_prolong_the_wait() -> None:
    clock = Clock()
    rate = Rate(1, clock)
    rate.take("a")
    for _ in range(59):
        clock.now += 1
        assert rate.take("a") > 0
    clock.now += 1
    assert rate.take("a") == 0


def test_the_memory_for_clients_is_bounded_and_forgets_the_oldest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limiting, "_MOST_CLIENTS", 3)
    rate = Rate(1, Clock())
    for client in "abcd":
        rate.take(client)
    assert len(rate._buckets) == 3
    assert [rate.take("d"), rate.take("a")] == [60, 0]


def test_an_address_is_forgotten_after_a_minute_without_a_question() -> None:
    clock = Clock()
    rate = Rate(2, clock)
    rate.take("a")
    clock.now += 30
    rate.take("b")
    clock.now += 30
    rate.take("c")
    assert list(rate._buckets) == ["b", "c"]


@pytest.mark.parametrize("path", ASKING)
def test_who_asks_too_often_hears_when_to_ask_again(path: str) -> None:
    client = client_at(app_behind(Settings(rate=2)))
    assert [client.post(path).status_code for _ in range(3)] == [200, 200, 429]
    reply = client.post(path)
    assert 1 <= int(reply.headers["retry-after"]) <= 30
    assert "mehr als 2 Anfragen in einer Minute" in reply.text


def test_a_form_gets_a_page_and_a_script_gets_json() -> None:
    client = client_at(app_behind(Settings(rate=1)))
    client.post("/feedback")
    assert "<h1>Zu viele Anfragen</h1>" in client.post("/feedback").text
    assert "Sekunden" in client.post("/gradio_api/call/ask").json()["detail"]


def test_a_question_of_the_page_is_marked_and_not_refused() -> None:
    client = client_at(app_behind(Settings(rate=1)))
    replies = [client.post("/gradio_api/queue/join") for _ in range(2)]
    assert [reply.status_code for reply in replies] == [200, 200]
    assert [reply.json()["wait"] > 0 for reply in replies] == [False, True]


@pytest.mark.parametrize("path", ENDING)
def test_ending_something_is_never_refused(path: str) -> None:
    client = client_at(app_behind(Settings(rate=1)))
    assert {client.post(path).status_code for _ in range(5)} == {200}


def test_reading_is_never_refused() -> None:
    client = client_at(app_behind(Settings(rate=1)))
    assert {client.get("/fristen").status_code for _ in range(5)} == {200}


def test_the_rate_can_be_switched_off() -> None:
    client = client_at(app_behind(Settings(rate=0)))
    assert {client.post("/feedback").status_code for _ in range(50)} == {200}


@pytest.mark.parametrize(
    ("first", "second", "is_same"),
    [
        ("192.0.2.1", "192.0.2.2", False),
        ("2001:db8::1", "2001:db8::ffff:2", True),
        ("2001:db8::1", "2001:db8:0:1::1", False),
        ("::ffff:192.0.2.1", "192.0.2.1", True),
        ("::ffff:192.0.2.1", "::ffff:192.0.2.2", False),
        ("testclient", "192.0.2.2", False),
    ],
)
def test_a_client_is_an_address_or_a_network_of_ipv6(first: str, second: str, is_same: bool) -> None:
    app = app_behind(Settings(rate=1))
    client_at(app, first).post("/feedback")
    assert (client_at(app, second).post("/feedback").status_code == 429) is is_same


def test_nobody_waits_where_nobody_counts() -> None:
    assert seconds_to_wait(None) == 0
    assert client_at(app_behind(Settings(rate=0))).post("/gradio_api/queue/join").json()["wait"] == 0


def test_a_body_of_a_megabyte_is_taken_and_a_larger_one_refused() -> None:
    client = client_at(app_behind(Settings()))
    assert client.post("/x", content=b"a" * MAX_BODY).json()["taken"] == MAX_BODY
    reply = client.post("/x", content=b"a" * (MAX_BODY + 1))
    assert reply.status_code == 413
    assert "höchstens 1 MB" in reply.text


def test_only_where_a_text_is_added_more_is_taken() -> None:
    client = client_at(app_behind(Settings()))
    assert client.post(UPLOAD, content=bytes(MAX_UPLOAD)).json()["taken"] == MAX_UPLOAD
    reply = client.post(UPLOAD, content=bytes(MAX_UPLOAD + 1))
    assert (reply.status_code, "höchstens 20 MB" in reply.text) == (413, True)
    assert client.post(f"{UPLOAD}/", content=bytes(MAX_BODY + 1)).status_code == 413


def test_a_body_without_a_declared_length_is_counted_as_it_arrives() -> None:
    def pieces() -> Iterator[bytes]:
        yield from (b"a" * 2**16 for _ in range(17))

    reply = client_at(app_behind(Settings())).post("/x", content=pieces())
    assert reply.status_code == 413
    assert "höchstens 1 MB" in reply.text


@pytest.mark.parametrize("length", ["-1", "viel", ""])
def test_a_length_that_is_no_number_is_refused(length: str) -> None:
    reply = client_at(app_behind(Settings())).get("/x", headers={"Content-Length": length})
    assert reply.status_code == 413


@pytest.mark.parametrize(
    ("name", "value"),
    [("RATE", "-1"), ("RATE", "viele"), ("TRUST_PROXY", "*"), ("TRUST_PROXY", "proxy"), ("TRUST_PROXY", "10.0.0.1/8")],
)
def test_a_malformed_setting_is_refused_at_the_start(name: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(f"KOMINTAVO_{name}", value)
    with pytest.raises(SettingsError, match=f"KOMINTAVO_{name}"):
        read_settings()


def test_proxies_are_addresses_or_networks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KOMINTAVO_TRUST_PROXY", "127.0.0.1, 10.1.0.0/16,::1")
    assert read_settings().trust_proxy == "127.0.0.1, 10.1.0.0/16,::1"
