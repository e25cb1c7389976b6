"""Who may use the page: ASGI middleware that lets no request through, on any path, without a name that is known.

Names are neither logged nor stored: who may pass, passes unnamed.
"""

import base64
import binascii
import hashlib
import hmac
import secrets
from collections.abc import Mapping
from pathlib import Path
from threading import Event
from typing import Protocol

import anyio.to_thread
from anyio import CapacityLimiter
from starlette.datastructures import Headers
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.errors import SettingsError
from assistant.users import hashed, matches, read_users
from assistant.web.refusing import refusal
from assistant.web.texts import Texts

_STARTING = "/gradio_api/startup-events"
"""What Gradio asks of itself while it starts."""
_OPERATOR = "is_operator"


class Door(Protocol):
    """A way to tell who may pass, and what those hear who may not."""

    key: str
    """Of the text of the refusal."""
    status: int
    headers: Mapping[str, str]

    async def admits(self, headers: Headers) -> bool:
        """Whether a request with these headers may pass."""

    def user(self, headers: Headers) -> str:
        """The name that an admitted request gives."""


class HeaderDoor:
    """Trusts a reverse proxy, which alone can reach the page and names the user in a header of every request."""

    key, status = "access.header", 403
    headers: Mapping[str, str] = {}

    def __init__(self, name: str) -> None:
        self._name = name

    async def admits(self, headers: Headers) -> bool:
        """Whether the header names someone."""
        return bool(self.user(headers))

    def user(self, headers: Headers) -> str:
        """What the header says."""
        return headers.get(self._name, "").strip()


class PasswordDoor:
    """HTTP Basic against hashes by name; a password that was right once is not hashed again."""

    key, status = "access.password", 401
    headers: Mapping[str, str] = {"WWW-Authenticate": 'Basic realm="KomIntAVO-Assistent", charset="UTF-8"'}

    def __init__(self, users: Mapping[str, str]) -> None:
        self._users = users
        self._nobody = hashed(secrets.token_hex())
        self._secret = secrets.token_bytes()
        self._right: set[bytes] = set()
        self._hashing = CapacityLimiter(1)  # guesses take one core at most

    async def admits(self, headers: Headers) -> bool:
        """Whether name and password are right; an unknown name takes as long as a wrong password."""
        sent = _basic(headers.get("authorization", ""))
        if sent is None:
            return False
        mark = hmac.digest(self._secret, sent.encode(), hashlib.sha256)
        if mark in self._right:
            return True
        name, _, password = sent.partition(":")
        is_right = await anyio.to_thread.run_sync(
            matches, password, self._users.get(name, self._nobody), limiter=self._hashing
        )
        if is_right:
            self._right.add(mark)
        return is_right

    def user(self, headers: Headers) -> str:
        """The name before the password."""
        return (_basic(headers.get("authorization", "")) or "").partition(":")[0]


def door_of(auth: str, operators: frozenset[str] = frozenset()) -> Door:
    """The door of a setting `file:PATH` or `header:NAME`.

    SettingsError if the file is not one of users, or lacks an operator: a name mistyped must not wait for who takes it.
    """
    kind, _, value = auth.partition(":")
    if kind == "header":
        return HeaderDoor(value)
    users = read_users(Path(value))
    if unknown := operators - users.keys():
        raise SettingsError(f"KOMINTAVO_OPERATORS: {', '.join(sorted(unknown))} not in {value}")
    return PasswordDoor(users)


class Access:
    """Passes on what the door admits, marked if an operator sent it (`is_operator`).

    `started` is set once the page is up, and Gradio asks itself no more.
    """

    def __init__(self, app: ASGIApp, door: Door, operators: frozenset[str], texts: Texts, started: Event) -> None:
        self._app, self._door, self._operators, self._texts, self._started = app, door, operators, texts, started

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request, or refuse it."""
        if scope["type"] == "lifespan" or self._is_start(scope):
            await self._app(scope, receive, send)
        elif await self._door.admits(headers := Headers(scope=scope)):
            scope.setdefault("state", {})[_OPERATOR] = self._door.user(headers) in self._operators
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        else:
            refused = refusal(scope, self._door.key, self._texts, self._door.status, self._door.headers)
            await refused(scope, receive, send)

    def _is_start(self, scope: Scope) -> bool:
        return scope["path"] == _STARTING and not self._started.is_set()


def is_operator(request: HTTPConnection) -> bool:
    """Whether the user of a request is an operator; nobody is where everyone may enter unnamed."""
    return bool(getattr(request.state, _OPERATOR, False))


def _basic(authorization: str) -> str | None:
    """`name:password` of a header, None if it is no such header."""
    scheme, _, value = authorization.partition(" ")
    try:
        sent = base64.b64decode(value.strip(), validate=True).decode()
    except (binascii.Error, ValueError):
        return None
    return sent if scheme.lower() == "basic" and ":" in sent else None
