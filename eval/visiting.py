"""A visitor of the running page: asks through Gradio's queue, as its button does, in a session of its own."""

import html
import json
import re
import secrets
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import httpx

_ASKED = re.compile(r'<h2 class="asked" id="frage-\d+"[^>]*>.*?</span> (.*?)</h2>')
_LOG = 1
"""Which output of the button is the conversation."""


class PageError(RuntimeError):
    """The page did not take a question, or broke off its answer; the message is one line."""


@dataclass(frozen=True, slots=True)
class Page:
    """A running page: its client, with the address as base, and the number of the function behind its button."""

    client: httpx.AsyncClient
    button: int


async def page_at(client: httpx.AsyncClient) -> Page:
    """The page behind a client's base address. httpx.HTTPError if it does not answer."""
    config = (await client.get("config")).raise_for_status().json()
    send = next(part["id"] for part in config["components"] if part["props"].get("elem_id") == "send")
    return Page(client, next(one["id"] for one in config["dependencies"] if [send, "click"] in one["targets"]))


class Visitor:
    """One session."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._session = secrets.token_hex(8)

    async def ask(self, question: str) -> AsyncIterator[str]:
        """The HTML of the conversation as it is shown first, and last with the answer. PageError, httpx.HTTPError."""
        body = {"data": [question, None, False], "fn_index": self._page.button, "session_hash": self._session}
        joined = await self._page.client.post("gradio_api/queue/join", json=body)
        if joined.status_code != 200:
            raise PageError(f"{joined.status_code}: {joined.text[:200]}")
        shown = ""
        async for message in self._messages():
            if message["msg"] not in ("process_generating", "process_completed"):
                continue
            if not message["success"]:
                raise PageError(str(message["output"])[:200])
            if not shown or message["msg"] == "process_completed":  # in between are differences
                yield (shown := message["output"]["data"][_LOG])

    async def _messages(self) -> AsyncIterator[dict[str, Any]]:
        where = {"session_hash": self._session}
        async with self._page.client.stream("GET", "gradio_api/queue/data", params=where) as stream:
            async for line in stream.aiter_lines():
                if line.startswith("data:"):
                    yield json.loads(line.removeprefix("data:"))


def asked(log: str) -> list[str]:
    """The questions of a conversation, in order, as they are shown."""
    return [html.unescape(question) for question in _ASKED.findall(log)]
