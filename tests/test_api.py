"""The server of the page: the endpoint /ask, what goes wrong while answering, and the index page."""

import re
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx
import pytest
from gradio_client import Client
from gradio_client.exceptions import AppError

from assistant.answer import Turn
from assistant.ask import Assistant
from assistant.build import build_assistant
from assistant.settings import Settings
from tests.serving import running_page

QUESTION = "Dürfen wir die Zuweisung an einen freien Träger weiterleiten?"


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return build_assistant(Settings(data_dir=tmp_path_factory.mktemp("data")))


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with running_page(tmp_path_factory.mktemp("page")) as url:
        yield url


@pytest.fixture(scope="module")
def client(url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    with closing(Client(url, verbose=False, download_files=tmp_path_factory.mktemp("files"))) as client:
        yield client


def without_time(answer: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in answer.items() if name != "latency_ms"}


def test_the_api_gives_the_json_of_the_assistant(client: Client, assistant: Assistant) -> None:
    got = client.predict(question=QUESTION, api_name="/ask")
    assert without_time(got) == without_time(assistant.ask(QUESTION).as_json())
    assert list(got) == ["question", "status", "text", "citations", "related", "mode", "latency_ms"]
    assert got["latency_ms"] > 0


def test_the_api_takes_the_conversation_so_far(client: Client, assistant: Assistant) -> None:
    reply = assistant.ask(QUESTION).text
    history = [{"role": "user", "content": QUESTION}, {"role": "assistant", "content": reply}]
    got = client.predict(question="Und in welcher Form?", history=history, api_name="/ask")
    expected = assistant.ask("Und in welcher Form?", [Turn("user", QUESTION), Turn("assistant", reply)])
    assert without_time(got) == without_time(expected.as_json())


@pytest.mark.parametrize("question", ["", "a" * 10_000, "<script>alert(1)</script>"])
def test_bad_input_is_an_answer_in_german(client: Client, question: str) -> None:
    got = client.predict(question=question, api_name="/ask")
    assert (got["status"], got["citations"]) == ("invalid", [])
    assert "Bitte" in got["text"]


@pytest.mark.parametrize("history", ["text", [{"role": "robot", "content": "x"}], [{"rolle": "user"}]])
def test_a_malformed_history_is_refused_with_its_form(client: Client, history: Any) -> None:
    with pytest.raises(AppError, match="history must be a list of"):
        client.predict(question=QUESTION, history=history, api_name="/ask")


def test_a_search_that_cannot_be_built_is_a_plain_german_notice(tmp_path: Path) -> None:
    nowhere = {"KOMINTAVO_CHROMA_URL": "http://127.0.0.1:1"}
    with (
        running_page(tmp_path / "data", **nowhere) as url,
        closing(Client(url, verbose=False, download_files=tmp_path)) as client,
    ):
        got = client.predict(question=QUESTION, api_name="/ask")
    assert got["status"] == "error"
    assert "kann zurzeit nicht antworten" in got["text"]


def test_only_the_endpoint_for_scripts_is_listed(client: Client) -> None:
    listed = client.view_api(return_format="dict", print_info=False)
    assert list(listed["named_endpoints"]) == ["/ask"]


def test_the_index_page_is_german_and_names_no_other_host(url: str) -> None:
    page = httpx.get(url)
    linked = re.findall(r'(?:src|href|content)="https?://([^/":]+)', page.text)
    assert 'lang="de"' in page.text
    assert set(linked) <= {httpx.URL(url).host}
    assert "default-src 'self'" in page.headers["content-security-policy"]


def test_no_run_history_is_kept(url: str) -> None:
    assert httpx.get(f"{url}config").json()["run_history"] is False
    assert httpx.get(f"{url}gradio_api/runs").status_code == 404
