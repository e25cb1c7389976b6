"""The corpus in use and the assistant over it; both are replaced together when the texts change."""

from concurrent.futures import Future
from typing import TYPE_CHECKING

from corpus.library import Library

if TYPE_CHECKING:
    from assistant.ask import Assistant


class Desk:
    """What every view and every question works with, from any thread; the first assistant may still be being built."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._ready: Future[Assistant] = Future()

    @property
    def library(self) -> Library:
        """The corpus in use."""
        return self._library

    def assistant(self) -> "Assistant":
        """The assistant, once there is one. Raises what kept the first from being built."""
        return self._ready.result()

    def is_prompt(self) -> bool:
        """Whether the next answer comes at once: nothing is being built any more, and no chat model takes its time."""
        ready = self._ready
        return ready.done() and (ready.exception() is not None or ready.result().chat is None)

    def has_failed(self) -> bool:
        """Whether the first assistant could not be built, and there is none since."""
        return self._ready.done() and self._ready.exception() is not None

    def open(self, assistant: "Assistant") -> None:
        """Put an assistant and its corpus into use; questions that were begun end with the one they have."""
        ready = Future["Assistant"]() if self._ready.done() else self._ready
        self._library = assistant.library
        ready.set_result(assistant)
        self._ready = ready

    def fail(self, error: Exception) -> None:
        """Tell why there is none, unless there is one already."""
        if not self._ready.done():
            self._ready.set_exception(error)
