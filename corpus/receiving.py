"""What came back on a request: the page, unpacked within limits, or what its failure means. Sends nothing."""

import ssl
import zlib
from collections.abc import Callable
from email.utils import parsedate_to_datetime

import httpx

from corpus.errors import FetchError

_NO_TRUST = "the certificate or the encryption of the server cannot be trusted"


class PassingError(FetchError):
    """A failure that may be over at the next try, at the earliest in `after` seconds."""

    def __init__(self, reason: str, url: str, detail: str, after: float = 0.0) -> None:
        super().__init__(reason, url, detail)
        self.after = after


def page(response: httpx.Response, max_bytes: int, in_time: Callable[[], bool]) -> bytes:
    """The body of a streamed response, unpacked. FetchError ("size", "timeout", "encoding", "cut").

    Unpacked here and not by httpx, which unpacks each piece whole, whatever it grows to.
    """
    url, content = str(response.url), bytearray()
    packing = response.headers.get("Content-Encoding", "identity").lower()
    if packing not in ("identity", "gzip"):
        raise FetchError("encoding", url, "sent in a packing that was not asked for")
    unpacker = zlib.decompressobj(wbits=16 + zlib.MAX_WBITS) if packing == "gzip" else None
    for piece in response.iter_raw():
        try:
            content += unpacker.decompress(piece, max_bytes - len(content) + 1) if unpacker else piece
        except zlib.error as error:
            raise FetchError("encoding", url, "damaged in its packing") from error
        if len(content) > max_bytes:
            raise FetchError("size", url, f"larger than {max_bytes} bytes")
        if not in_time():
            raise PassingError("timeout", url, "sent too slowly")
        if unpacker and unpacker.unused_data:
            raise FetchError("encoding", url, "more after the end of the packed page")
    if unpacker and not unpacker.eof:
        raise PassingError("cut", url, "the packed page is not whole")
    return bytes(content)


def refusal(response: httpx.Response, longest_wait: float) -> FetchError:
    """What a response means that brings no page; one that asks for a longer wait (seconds) is final."""
    status, url = response.status_code, str(response.url)
    reason, detail, after = f"http-{status}", f"status {status}", _retry_after(response.headers)
    if status != 429 and status < 500:
        return FetchError(reason, url, detail)
    if after > longest_wait:
        return FetchError(reason, url, f"{detail}, to be asked again in {after:.0f} seconds")
    return PassingError(reason, url, detail, after)


def failure(error: httpx.TransportError, url: str) -> FetchError:
    """What an exchange means that broke off; the words of the exception may be the server's and are not used."""
    match error:
        case httpx.TimeoutException():
            return PassingError("timeout", url, "no answer in time")
        case httpx.ConnectError() if _by_tls(error):
            return FetchError("tls", url, _NO_TRUST)
        case httpx.ReadError() | httpx.RemoteProtocolError():
            return PassingError("cut", url, "the answer broke off or is no HTTP")
    return PassingError("connection", url, "no connection")


def _by_tls(error: BaseException | None) -> bool:
    while error is not None and not isinstance(error, ssl.SSLError):
        error = error.__cause__ or error.__context__
    return error is not None


def _retry_after(headers: httpx.Headers) -> float:
    """The wait in seconds that a server asks for, its date read by its own clock; 0 if none that can be read."""
    value = headers.get("Retry-After", "")
    if value.isascii() and value.isdigit():
        return float(value)
    try:
        return (parsedate_to_datetime(value) - parsedate_to_datetime(headers.get("Date", ""))).total_seconds()
    except (TypeError, ValueError, OverflowError):
        return 0.0
