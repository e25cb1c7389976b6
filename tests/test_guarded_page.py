"""The real page behind its guards: who may enter, how often one may ask, and what many hear who ask at once."""

import asyncio
import os
import re
import subprocess
import sys
from contextlib import AsyncExitStack, aclosing
from pathlib import Path
from typing import Any

import httpx
import pytest
from gradio_client import Client
from gradio_client.exceptions import AppError

from assistant.users import add_user
from eval.visiting import Visitor, asked, page_at
from tests.conftest import ROOT
from tests.serving import running_page
from tests.serving_models import ModelServer, openai_server
from tests.serving_replies import Hang

QUESTION = "Dürfen wir die Zuweisung an einen freien Träger weiterleiten?"
NAME, PASSWORD = "amt", "Ulme-Kiesel-Fahrrad-12"  # invented
READ = """/ /config /gradio_api/info /gradio_api/startup-events /gradio_api/queue/data?session_hash=x
/gradio_api/heartbeat/x /gradio_api/file=app.py /theme.css /assets/index.js /static/img/logo.svg
/favicon.ico /robots.txt /manifest.json /monitoring /page.css /views.css /fristen /fristen.ics /foerder-check
/vorschriften /vorschriften/komintavo /stand /quellen /datenschutz /barrierefreiheit /feedback /feedback/danke
/nirgends""".split()
SENT = """/gradio_api/queue/join /gradio_api/call/ask /gradio_api/call/v2/ask /gradio_api/run/ask /gradio_api/api/ask
/gradio_api/upload /gradio_api/cancel /gradio_api/reset /login /feedback /export/pdf /export/docx
/stand/datei /stand/freigeben /stand/pruefen /nirgends""".split()

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of all pages here, so that the index is built once."""
    return tmp_path_factory.mktemp("pages") / "data"


def test_with_a_file_of_users_no_route_is_open_and_the_page_works_for_who_signs_in(folder: Path) -> None:
    add_user(folder.parent / "users", NAME, PASSWORD)
    with running_page(folder, KOMINTAVO_AUTH=f"file:{folder.parent / 'users'}") as url:
        assert_closed(url, 401)
        logs = visited(url, auth=httpx.BasicAuth(NAME, PASSWORD))
    assert asked(logs[-1]) == [QUESTION]
    assert "§ 6 Abs. 1 KomIntAVO" in logs[-1]
    log = (folder.parent / "data.log").read_text()
    assert NAME not in log.replace(str(folder), "")
    assert PASSWORD not in log


def test_behind_a_proxy_no_route_is_open_without_its_header(folder: Path) -> None:
    with running_page(folder, KOMINTAVO_AUTH="header:X-Remote-User") as url:
        assert_closed(url, 403)
        logs = visited(url, headers={"X-Remote-User": NAME})
    assert asked(logs[-1]) == [QUESTION]


def assert_closed(url: str, status: int) -> None:
    with httpx.Client(base_url=url) as client:
        assert {path: client.get(path).status_code for path in READ} == dict.fromkeys(READ, status)
        assert {path: client.post(path).status_code for path in SENT} == dict.fromkeys(SENT, status)


def visited(url: str, times: int = 1, **options: Any) -> list[str]:
    """The conversation as it was shown, step by step, of one visitor asking one or more times."""

    async def visit() -> list[str]:
        async with httpx.AsyncClient(base_url=url, timeout=60, **options) as client:
            visitor = Visitor(await page_at(client))
            return [log for _ in range(times) async for log in visitor.ask(QUESTION)]

    return asyncio.run(visit())


def test_who_asks_too_often_is_told_so_in_the_conversation_and_keeps_the_answers(folder: Path) -> None:
    with running_page(folder, KOMINTAVO_RATE="1") as url:
        *_, answer, refusal = visited(url, times=2)
        with pytest.raises(AppError, match="too many questions; ask again in"):
            Client(url, verbose=False, download_files=folder).predict(question=QUESTION, api_name="/ask")
        reply = httpx.post(f"{url}gradio_api/call/ask", json={"data": [QUESTION]})
    assert asked(answer) == asked(refusal) == [QUESTION]
    assert re.search(r'<p class="told" role="status">.* in \d+ Sekunden noch einmal', refusal)
    assert (reply.status_code, 1 <= int(reply.headers["retry-after"]) <= 60) == (429, True)


def test_a_client_is_told_by_the_proxy_only_if_it_is_trusted(folder: Path) -> None:
    def refused(url: str) -> list[bool]:
        addresses = ("192.0.2.1", "192.0.2.2", "192.0.2.1")
        posted = (httpx.post(f"{url}feedback", headers={"X-Forwarded-For": address}) for address in addresses)
        return [reply.status_code == 429 for reply in posted]

    with running_page(folder, KOMINTAVO_RATE="1") as url:
        assert refused(url) == [False, True, True]
    with running_page(folder, KOMINTAVO_RATE="1", KOMINTAVO_TRUST_PROXY="127.0.0.1") as url:
        assert refused(url) == [False, False, True]


def test_nothing_gets_past_the_line(folder: Path) -> None:
    with running_page(folder) as url:
        assert httpx.post(f"{url}gradio_api/run/ask", json={"data": [QUESTION]}).status_code == 404


def test_who_waits_knows_the_place_and_gets_the_answer_by_itself(folder: Path) -> None:
    with openai_server(Hang(3)) as model, running_page(folder, **chat(model)) as url:
        logs = asyncio.run(crowd(url, 10))
    assert [asked(log[-1]) for log in logs] == [[f"{QUESTION} ({number})"] for number in range(10)]
    assert all('class="answer answered"' in log[-1] for log in logs)
    assert sorted(place for log in logs for place in places(log[0])) == [1, 2]


def test_a_full_line_is_told_to_the_next_and_does_not_keep_the_question(folder: Path) -> None:
    async def fill(url: str) -> list[str]:
        limits = httpx.Limits(max_connections=None)
        async with httpx.AsyncClient(base_url=url, timeout=60, limits=limits) as client, AsyncExitStack() as open_:
            page = await page_at(client)
            asking = [await open_.enter_async_context(aclosing(Visitor(page).ask(QUESTION))) for _ in range(72)]
            logs = list(await asyncio.gather(*(anext(one) for one in asking)))
            return [*logs, *[log async for log in Visitor(page).ask(QUESTION)]]

    with openai_server(Hang(60)) as model, running_page(folder, **chat(model)) as url:
        *logs, last = asyncio.run(fill(url))
    assert sorted(place for log in logs for place in places(log)) == list(range(1, 65))
    assert "Zurzeit fragen zu viele gleichzeitig" in last
    assert asked(last) == []


def test_a_wrong_setting_ends_the_start_with_one_line(tmp_path: Path) -> None:
    environment = os.environ | {"KOMINTAVO_AUTH": f"file:{tmp_path / 'nowhere'}"}
    ended = subprocess.run([sys.executable, "app.py"], cwd=ROOT, env=environment, capture_output=True, text=True)
    assert ended.returncode == 1
    assert re.fullmatch(r"error: KOMINTAVO_AUTH: cannot read .*nowhere.*\n", ended.stderr)


def chat(model: ModelServer) -> dict[str, str]:
    return {"KOMINTAVO_CHAT_MODEL": "openai:m", "KOMINTAVO_CHAT_BASE_URL": model.url}


async def crowd(url: str, size: int) -> list[list[str]]:
    """The conversations of several visitors who ask at the same time, as they were shown."""
    async with httpx.AsyncClient(base_url=url, timeout=60) as client:
        page = await page_at(client)

        async def visit(number: int) -> list[str]:
            return [log async for log in Visitor(page).ask(f"{QUESTION} ({number})")]

        return list(await asyncio.gather(*(visit(number) for number in range(size))))


def places(log: str) -> list[int]:
    return [int(place) for place in re.findall(r"Sie sind an Stelle (\d+)", log)]
