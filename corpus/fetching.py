"""Fetches pages over HTTP: from listed origins only, politely, and never more or longer than the limits allow.

What a server sends is not trusted. Whether a page is the one that was meant is for its reader to tell: a captcha or an
empty page comes back as it is.
"""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import Self
from urllib.parse import urljoin

import httpx
from bs4.dammit import EncodingDetector

from corpus.errors import FetchError
from corpus.receiving import PassingError, failure, page, refusal

_AGENT = "KomIntAVO-Assistent/0.1.0 (+komintavo-assistant; legal text update)"
_ORIGIN = re.compile(r"[^/?#]*//[^/?#]*")
_MEDIA_TYPE = re.compile(r"[\w.+-]+/[\w.+-]+", re.ASCII)
_DECLARED_WITHIN = 2048  # bytes; in more, a page of open tags could hold the search for the charset for hours
_AS_BROWSERS_READ = {"iso-8859-1": "cp1252", "latin1": "cp1252"}


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a server may take; times in seconds.

    `total` is checked whenever a piece of the page arrives. Up to the end of the headers only each single wait is
    bounded, by `connect` and `read`.
    """

    pause: float = 1.0  # between requests to a host; doubled before each further try
    connect: float = 10.0
    read: float = 20.0
    total: float = 60.0
    longest_wait: float = 60.0  # that a server may ask for before the next try
    max_bytes: int = 20_000_000  # of a page, unpacked
    redirects: int = 5
    tries: int = 3


@dataclass(frozen=True, slots=True)
class Seen:
    """What the server told of the version it sent, for a conditional request."""

    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page; `url` is its address after redirects."""

    url: str
    content: bytes | None  # None: still the version that was seen
    media_type: str  # in lower case, without parameters; "" if none was sent
    seen: Seen
    charset: str | None = None  # as the headers name it

    @property
    def text(self) -> str:
        """The content by its byte order mark, the headers' charset, its own declaration or UTF-8, whichever fits first.

        FetchError ("charset") if none fits. Without content the text is empty.
        """
        content, marked = EncodingDetector.strip_byte_order_mark(self.content or b"")
        declared = EncodingDetector.find_declared_encoding(content[:_DECLARED_WITHIN], is_html=True)
        for name in filter(None, (marked, self.charset, declared, "utf-8")):
            try:
                text = content.decode(_AS_BROWSERS_READ.get(name, name))
                text.encode()  # some encodings of Python give half characters, which no file can hold
            except (LookupError, ValueError):  # no encoding that Python knows; not the encoding of this content
                continue
            return text
        raise FetchError("charset", self.url, "text in no known character encoding")


class Fetcher:
    """Fetches from `origins` ("https://host", compared letter by letter). A context manager, not for several threads.

    Proxies and certificates are those of the environment; FetchError ("settings") if they can't be used.
    """

    def __init__(
        self,
        origins: frozenset[str],
        limits: Limits = Limits(),
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._origins, self._limits, self._sleep, self._clock = origins, limits, sleep, clock
        self._next_request: dict[str, float] = {}  # by host, on the clock
        try:
            self._client = httpx.Client(
                headers={"User-Agent": _AGENT, "Accept-Encoding": "gzip"},
                timeout=httpx.Timeout(limits.read, connect=limits.connect),
                cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),  # keeps none
            )
        except (httpx.InvalidURL, ValueError, ImportError, OSError) as error:
            raise FetchError("settings", "proxy or certificates of the environment", "cannot be used") from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def get(self, url: str, seen: Seen = Seen()) -> Fetched:
        """The page at `url`, tried again while a failure may pass. FetchError if it can't be had."""
        for number in range(1, self._limits.tries):
            try:
                return self._follow(url, seen)
            except PassingError as error:
                self._sleep(max(error.after, self._limits.pause * 2**number))
        return self._follow(url, seen)

    def _follow(self, url: str, seen: Seen) -> Fetched:
        address = self._allowed(url)
        for _ in range(self._limits.redirects + 1):
            response, content = self._exchange(address, seen)
            if response.has_redirect_location:
                address = self._allowed(response.headers["Location"], str(address))
            elif response.status_code == 200:
                return _fetched(response, content, Seen())
            elif response.status_code == 304 and seen != Seen():
                return _fetched(response, None, seen)
            else:
                raise refusal(response, self._limits.longest_wait)
        raise FetchError("redirects", url, f"more than {self._limits.redirects} redirects")

    def _allowed(self, address: str, base: str = "") -> httpx.URL:
        """The address, as seen from `base`. FetchError, before any connection, if its origin is not listed."""
        try:
            joined = urljoin(base, address)  # leaves the host as it was written: only its listed spelling passes
            origin = _ORIGIN.match(joined)
            if origin is None or origin[0] not in self._origins:
                raise FetchError("origin", joined, "not of a listed origin")
            return httpx.URL(joined)
        except (httpx.InvalidURL, ValueError) as error:
            raise FetchError("url", address, "not a valid address") from error

    def _exchange(self, address: httpx.URL, seen: Seen) -> tuple[httpx.Response, bytes]:
        """One request, after the pause that its host is due: the closed response, and its page if it has status 200."""
        wait = self._next_request.get(address.host, 0.0) - self._clock()
        if wait > 0:
            self._sleep(wait)
        deadline = self._clock() + self._limits.total
        try:
            with self._client.stream("GET", address, headers=_conditions(seen)) as response:
                if response.status_code != 200:
                    return response, b""
                return response, page(response, self._limits.max_bytes, lambda: self._clock() < deadline)
        except httpx.TransportError as error:
            raise failure(error, str(address)) from error
        finally:
            self._next_request[address.host] = self._clock() + self._limits.pause


def _conditions(seen: Seen) -> dict[str, str]:
    headers = {"If-None-Match": seen.etag, "If-Modified-Since": seen.last_modified}
    return {name: value for name, value in headers.items() if value}


def _fetched(response: httpx.Response, content: bytes | None, before: Seen) -> Fetched:
    media_type = _MEDIA_TYPE.match(response.headers.get("Content-Type", "").lower())
    return Fetched(
        url=str(response.url),
        content=content,
        media_type=media_type[0] if media_type else "",
        seen=Seen(_kept(response, "ETag") or before.etag, _kept(response, "Last-Modified") or before.last_modified),
        charset=response.charset_encoding,
    )


def _kept(response: httpx.Response, name: str) -> str | None:
    """A header that can be sent back; what is not ASCII can't."""
    value = response.headers.get(name)
    return value if value and value.isascii() else None
