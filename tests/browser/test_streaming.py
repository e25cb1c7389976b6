"""The page with a chat model that takes its time, or fails: growing answers, "Stopp", and what is said about it."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path

import pytest

from tests.assistant.chatting import ALLOWED, FORM, IMPOSED, in_json
from tests.browser.opening import QUESTION, answered, ask, needs_chromium, opened, send, sync_api
from tests.serving import running_page
from tests.serving_models import ModelServer, openai_server
from tests.serving_replies import Fault, Hang, Slow

pytestmark = [pytest.mark.browser, needs_chromium]

WHOLE = in_json("ja", ALLOWED, FORM, IMPOSED)


@pytest.fixture(scope="module")
def script() -> list[str | Fault]:
    """What the model will say next, one a test."""
    return []


@pytest.fixture(scope="module")
def model(script: list[str | Fault]) -> Iterator[ModelServer]:
    with openai_server(lambda _: script[-1]) as server:
        yield server


@pytest.fixture(scope="module")
def url(model: ModelServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with with_model(tmp_path_factory.mktemp("streaming"), model.url) as url:
        yield url


@contextmanager
def with_model(data_dir: Path, at: str) -> Iterator[str]:
    with running_page(data_dir, KOMINTAVO_CHAT_MODEL="openai:m", KOMINTAVO_CHAT_BASE_URL=at) as url:
        yield url


@pytest.fixture
def page(url: str, browser: "sync_api.Browser", model: ModelServer) -> Iterator["sync_api.Page"]:
    model.disconnected.clear()
    yield from opened(url, browser)


def stop(page: "sync_api.Page") -> "sync_api.Locator":
    return page.get_by_role("button", name="Stopp")


def test_an_answer_grows_by_sentences_and_is_read_aloud_once(page: "sync_api.Page", script: list[str | Fault]) -> None:
    script.append(Slow(WHOLE, 0.03))
    page.evaluate(
        """() => { window.grown = []; window.aloud = [];
        const say = () => { const log = document.querySelector("[role=log]").innerText;
          const growing = [...document.querySelectorAll(".growing .statement")].map((one) => one.innerText).join("|");
          if (growing && growing !== window.grown.at(-1)) window.grown.push(growing);
          if (log !== window.aloud.at(-1)) window.aloud.push(log); };
        say();
        const whole = { subtree: true, childList: true, characterData: true };
        new MutationObserver(say).observe(document.querySelector("#conversation"), whole); }"""
    )
    turn = ask(page, QUESTION)
    sync_api.expect(turn.locator(".writer")).to_contain_text("Sprachmodell (m), jeder Satz")
    grown, aloud = page.evaluate("window.grown"), page.evaluate("window.aloud")
    assert [step.count("|") for step in grown] == [0, 1, 2]
    assert all(later.startswith(earlier) for earlier, later in pairwise(grown))
    assert len(aloud) == 2
    assert aloud[0] == ""
    assert IMPOSED[0] in aloud[1]


def test_stop_keeps_what_is_shown_and_ends_the_request(
    page: "sync_api.Page", script: list[str | Fault], model: ModelServer
) -> None:
    script.append(Slow(WHOLE, 0.2))
    send(page, QUESTION)
    page.locator(".growing .statement").wait_for()
    stop(page).click()
    turn = answered(page, 1)
    sync_api.expect(turn.locator(".statement")).to_have_count(1)
    sync_api.expect(turn.locator(".answer-note")).to_have_text(
        re.compile("Auf Ihren Wunsch abgebrochen.*unvollständig")
    )
    sync_api.expect(stop(page)).to_be_hidden()
    sync_api.expect(page.get_by_role("button", name="Neues Gespräch")).to_be_visible()
    assert model.disconnected.wait(2)


def test_stop_with_the_keyboard_before_the_first_sentence_gives_the_answer_without_the_model(
    page: "sync_api.Page", script: list[str | Fault], model: ModelServer
) -> None:
    script.append(Hang(30))
    asked = len(model.requests)
    send(page, QUESTION)
    stop(page).wait_for()
    while len(model.requests) == asked:
        page.wait_for_timeout(20)
    sync_api.expect(page.locator("#conversation p[role=status]")).to_have_text("Die Antwort wird gesucht …")
    for _ in range(6):
        page.keyboard.press("Tab")
        if stop(page).evaluate("one => one === document.activeElement"):
            break
    page.keyboard.press("Enter")
    turn = answered(page, 1)
    sync_api.expect(turn.locator(".chip").first).to_be_visible()
    sync_api.expect(turn.locator(".answer-note")).to_contain_text("ohne Sprachmodell erstellt")
    sync_api.expect(page.get_by_label("Ihre Frage")).to_be_focused()
    assert model.disconnected.wait(2)


def test_an_answer_after_a_stopped_one_is_whole(page: "sync_api.Page", script: list[str | Fault]) -> None:
    script.append(Slow(WHOLE, 0.2))
    send(page, QUESTION)
    page.locator(".growing .statement").wait_for()
    stop(page).click()
    answered(page, 1)
    script.append(WHOLE)
    turn = ask(page, QUESTION)
    sync_api.expect(turn.locator(".statement")).to_have_count(3)
    sync_api.expect(turn.locator(".answer-note")).to_have_count(0)


def test_a_closed_page_ends_the_request(
    url: str, browser: "sync_api.Browser", script: list[str | Fault], model: ModelServer
) -> None:
    script.append(Hang(30))
    model.disconnected.clear()
    asked = len(model.requests)
    page = browser.new_page()
    page.goto(url)
    send(page, QUESTION)
    while len(model.requests) == asked:
        page.wait_for_timeout(20)
    page.close()
    assert model.disconnected.wait(10)


def test_a_dead_model_server_is_named_in_a_note(browser: "sync_api.Browser", tmp_path: Path) -> None:
    with with_model(tmp_path / "dead", "http://127.0.0.1:1/v1") as url:
        for page in opened(url, browser):
            turn = ask(page, QUESTION)
            sync_api.expect(turn.locator(".answer-note")).to_have_text(
                "Das Sprachmodell war nicht erreichbar; die Antwort ist ohne Modell erstellt."
            )
            sync_api.expect(turn.locator(".writer")).to_contain_text("ohne Sprachmodell")
            sync_api.expect(turn.locator(".chip").first).to_be_visible()
