"""The errors of the corpus. Messages are in English for the command line; the web page words them in German."""


class CorpusError(Exception):
    """A text cannot be taken into the corpus; the message is one line that names the place."""


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
