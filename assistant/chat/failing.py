"""What goes wrong with a chat model: exceptions of its clients -> `Failure`, and the German notice for it."""

from assistant.errors import Failure

MOST_WAIT = 5.0
_WAIT = 0.5
_WHAT = {
    Failure.UNREACHABLE: "Das Sprachmodell war nicht erreichbar",
    Failure.SLOW: "Das Sprachmodell hat zu lange gebraucht",
    Failure.BUSY: "Das Sprachmodell ist zurzeit überlastet",
    Failure.REFUSED: "Das Sprachmodell hat die Anfrage abgelehnt",
    Failure.TOO_LONG: "Die Frage war mit ihren Fundstellen zu lang für das Sprachmodell",
    Failure.CUT: "Die Antwort des Sprachmodells ist abgebrochen",
    Failure.MALFORMED: "Die Antwort des Sprachmodells war nicht lesbar",
    Failure.UNBACKED: "Die Antwort des Sprachmodells ließ sich nicht an den Vorschriften belegen",
}
_BY_STATUS = {408: Failure.SLOW, 413: Failure.TOO_LONG, 429: Failure.BUSY, 504: Failure.SLOW}
_TRANSIENT = (Failure.UNREACHABLE, Failure.BUSY, Failure.CUT)


def notice(failure: Failure) -> str:
    """The German sentence for the user."""
    return f"{_WHAT[failure]}; die Antwort ist ohne Modell erstellt."


def failure_of(error: Exception) -> Failure:
    """The failure that an exception stands for; told by status code and name, as each client has its own classes."""
    status = _status(error)
    if status is not None:
        return _of_status(status, str(error))
    names = " ".join(kind.__name__ for kind in type(error).__mro__)
    if "Timeout" in names:
        return Failure.SLOW
    if "LengthFinish" in names or "RemoteProtocolError" in names or "ReadError" in names:
        return Failure.CUT
    if "Connect" in names:
        return Failure.UNREACHABLE
    return Failure.MALFORMED if isinstance(error, ValueError) else Failure.UNREACHABLE


def wait_before_retry(error: Exception) -> float | None:
    """Seconds to wait before a second attempt; None if it makes no sense, or the server wants more than `MOST_WAIT`."""
    if failure_of(error) not in _TRANSIENT:
        return None
    headers = getattr(getattr(error, "response", None), "headers", {})
    try:
        wait = float(headers.get("retry-after", _WAIT))
    except ValueError:
        return None
    return wait if 0 <= wait <= MOST_WAIT else None


def _status(error: Exception) -> int | None:
    status = getattr(error, "status_code", None)
    return status if isinstance(status, int) and status >= 400 else None


def _of_status(status: int, message: str) -> Failure:
    if status in _BY_STATUS:
        return _BY_STATUS[status]
    if status >= 500:
        return Failure.UNREACHABLE
    return Failure.TOO_LONG if "context" in message.lower() else Failure.REFUSED
