"""The errors of the assistant; messages are English and for operators, users get German text from the page."""

from enum import StrEnum


class AssistantError(Exception):
    """The assistant can't work as configured; the message is one line."""


class SettingsError(AssistantError):
    """A variable of the environment has no valid value."""


class EmbeddingError(AssistantError):
    """The configured embedding model can't be loaded."""


class VectorIndexError(AssistantError):
    """The vector index can't be built or opened."""


class ChatModelError(AssistantError):
    """The configured chat model can't be used: its name is wrong, or a package or setting is missing."""


class Failure(StrEnum):
    """Why a chat model gave no answer that may be shown."""

    UNREACHABLE = "unreachable"
    SLOW = "slow"
    BUSY = "busy"
    REFUSED = "refused"
    TOO_LONG = "too_long"
    CUT = "cut"
    MALFORMED = "malformed"
    UNBACKED = "unbacked"


class NoModelAnswerError(AssistantError):
    """A chat model gave no answer that may be shown; never leaves the assistant, which answers without the model."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(f"no answer of the chat model: {failure}")
        self.failure = failure


class ClassifierError(AssistantError):
    """A bundled classifier can't be read."""
