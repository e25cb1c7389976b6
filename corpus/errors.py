"""The errors of the corpus. Messages are in English for the command line; the web page words them in German."""


class CorpusError(Exception):
    """A text cannot be taken into the corpus; the message is one printable line that names the place."""

    def __str__(self) -> str:
        return _printable(super().__str__())


class StructureError(CorpusError):
    """The numbering of a legal text has a gap or a jump."""


class LayoutError(CorpusError):
    """A page or file is not laid out in the way its reader knows."""


class FormatError(CorpusError):
    """A line of a bundled data file does not follow its format."""

    def __init__(self, file: str, line: int, problem: str) -> None:
        super().__init__(f"{file}:{line}: {problem}")
        self.file, self.line, self.problem = file, line, problem


class FileRejectedError(CorpusError):
    """A user's file is unreadable, empty, too large or not a German text on the subject; `reason` is a short code."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(detail)
        self.reason, self.detail = reason, detail


class FetchError(CorpusError):
    """An address was not fetched, or not whole; `url` is safe to print.

    `reason` is a short code: origin, url, redirects, settings, tls, connection, timeout, cut, size, encoding, charset,
    or the status of the server such as http-404.
    """

    def __init__(self, reason: str, url: str, detail: str) -> None:
        self.reason, self.url, self.detail = reason, _printable(url[:500]), detail
        super().__init__(f"{self.url}: {detail}")

    @property
    def is_unreachable(self) -> bool:
        """Whether the host gave no answer that can be used, so that there is no use in asking it for another page."""
        return self.reason in ("connection", "timeout", "tls")


def _printable(text: str) -> str:
    return "".join(character if character.isprintable() else "\ufffd" for character in text)
