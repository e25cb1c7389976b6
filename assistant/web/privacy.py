"""ASGI middleware: the browser may load from and send to this host only, and Gradio's index page gets its language.

Gradio's scripts know other hosts (fonts.googleapis.com, huggingface.co); the Content-Security-Policy makes the browser
refuse them, whatever a later version does. 'unsafe-inline' and 'unsafe-eval' are for Gradio itself, which compiles its
HTML templates in the browser.
"""

import re

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.settings import Language

_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; "
    "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
_LANGUAGE = re.compile(rb'(<html\b[^>]*?)\blang="en"')
_SHARING_TAGS = re.compile(rb'<meta\s+(?:property|name)="(?:og|twitter):[^>]*>\s*')


class OwnHostOnly:
    """Adds the headers to every response and rewrites HTML pages; everything else passes as it comes."""

    def __init__(self, app: ASGIApp, language: Language) -> None:
        self._app, self._language = app, language

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        await self._app(scope, receive, _OwnSend(send, self._language) if scope["type"] == "http" else send)


class _OwnSend:
    """`send` of one response; the start of an HTML page is held back until its body, and so its length, is known."""

    def __init__(self, send: Send, language: Language) -> None:
        self._send, self._language = send, language
        self._start: Message | None = None
        self._body = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers.update(_HEADERS)
            if headers.get("content-type", "").startswith("text/html"):
                self._start = message
                return
        if self._start is None:
            await self._send(message)
            return
        self._body += message.get("body", b"")
        if not message.get("more_body", False):
            page = _own(self._body, self._language)
            MutableHeaders(scope=self._start)["content-length"] = str(len(page))
            await self._send(self._start)
            await self._send({"type": "http.response.body", "body": page})


def _own(page: bytes, language: Language) -> bytes:
    """Gradio's index page with its language set and without its tags for social networks."""
    return _SHARING_TAGS.sub(b"", _LANGUAGE.sub(rb'\1lang="' + language.encode() + b'"', page, count=1))
