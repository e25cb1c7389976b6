"""ASGI middleware: how often one client may ask, and how much it may send.

A request that asks through Gradio's queue is marked instead of refused, for the page tells it in the conversation,
where Gradio would show an English title: whoever serves it reads `seconds_to_wait`.
"""

import ipaddress
import math
import time
from collections import OrderedDict
from collections.abc import Callable

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.web.refusing import refusal
from assistant.web.texts import Texts

MAX_BODY = 2**20
"""Bytes of a request; a conversation of forty answers sent for export has less."""
UPLOAD = "/stand/datei"
MAX_UPLOAD = 20 * 2**20
"""Bytes of a request to UPLOAD, with which operators add a text."""
_QUEUE = "/gradio_api/queue/join"
_FREE = ("/gradio_api/cancel", "/gradio_api/reset", "/gradio_api/run/")
"""Ending what one has begun; `run` serves only what needs no queue: the stop button, and the line on the texts."""
_MOST_CLIENTS = 10_000
_MARK = "seconds_to_wait"


class Rate:
    """A bucket for each client: it holds a minute's worth of questions and fills again; a full one is dropped."""

    def __init__(self, per_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._most, self._clock = per_minute, clock
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, client: str) -> int:
        """Count one question: 0 if it may be asked, else the whole seconds until the next may."""
        now = self._clock()
        level, since = self._buckets.pop(client, (float(self._most), now))
        level = min(self._most, level + (now - since) * self._most / 60)
        wait = 0 if level >= 1 else math.ceil((1 - level) * 60 / self._most)
        self._buckets[client] = (level if wait else level - 1, now)
        self._forget(now)
        return wait

    def _forget(self, now: float) -> None:
        """The buckets unused for a minute, which are full, and of too many the oldest."""
        while len(self._buckets) > _MOST_CLIENTS or now - next(iter(self._buckets.values()))[1] >= 60:
            self._buckets.popitem(last=False)


class Limited:
    """Counts every POST; 429 with Retry-After for a client that sends too many."""

    def __init__(self, app: ASGIApp, per_minute: int, texts: Texts) -> None:
        self._app, self._texts, self._per_minute = app, texts, per_minute
        self._rate = Rate(per_minute)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request, marked if it comes too soon, or refuse it."""
        if scope["type"] != "http" or scope["method"] != "POST" or scope["path"].startswith(_FREE):
            return await self._app(scope, receive, send)
        wait = self._rate.take(_client(scope))
        if wait and not scope["path"].startswith(_QUEUE):
            headers = {"Retry-After": str(wait)}
            refused = refusal(scope, "limits.often", self._texts, 429, headers, most=self._per_minute, seconds=wait)
            return await refused(scope, receive, send)
        scope.setdefault("state", {})[_MARK] = wait
        return await self._app(scope, receive, send)


class SmallBodies:
    """Refuses with 413 what is larger than allowed for its path, by its declared length or as it arrives."""

    def __init__(self, app: ASGIApp, texts: Texts) -> None:
        self._app, self._texts = app, texts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request, or refuse it."""
        declared = Headers(scope=scope).get("content-length", "0") if scope["type"] == "http" else "0"
        most = MAX_UPLOAD if scope.get("path") == UPLOAD else MAX_BODY
        if not declared.isdecimal() or int(declared) > most:
            refused = refusal(scope, "limits.large", self._texts, 413, {}, most=most // 2**20)
            return await refused(scope, receive, send)
        taken = 0

        async def counted() -> Message:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            if taken > most:
                raise HTTPException(413, self._texts("limits.large", most=most // 2**20))
            return message

        return await self._app(scope, counted, send)


def seconds_to_wait(request: HTTPConnection | None) -> int:
    """How long the client of a marked request has to wait; 0 if it need not, or nobody counts."""
    return int(getattr(request.state, _MARK, 0)) if request is not None else 0


def _client(scope: Scope) -> str:
    """The address a request comes from; of IPv6 the network, within which one client has all addresses."""
    host = (scope.get("client") or ("",))[0]
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return str(host)
    if isinstance(address, ipaddress.IPv4Address):
        return host
    return str(address.ipv4_mapped or ipaddress.IPv6Address(int(address) >> 64 << 64))
