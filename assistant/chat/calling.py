"""The calls to a chat model for one answer: their common time limit, the protocol spoken, a retry, and what they used.

No prompts and no checking here.
"""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Callable, Generator
from contextlib import closing
from typing import Any, cast

from langchain_core.messages import AIMessageChunk
from langchain_core.runnables import Runnable, RunnableSequence

from assistant.answer import Usage
from assistant.chat.call import Call
from assistant.chat.failing import failure_of, wait_before_retry
from assistant.chat.model import ChatModel
from assistant.chat.prompting import Messages
from assistant.chat.protocol import JSON, LINES, SCHEMA, Form, Output
from assistant.chat.streaming import Stream
from assistant.errors import Failure, NoModelAnswerError

_LOG = logging.getLogger(__name__)
_FORM_REFUSED = (Failure.REFUSED, Failure.MALFORMED)


class Calls:
    """The calls for one answer; their time starts when this is made."""

    def __init__(self, model: ChatModel) -> None:
        self.model = model
        self._deadline = time.monotonic() + model.seconds
        self._seconds = 0.0
        self._calls: list[Call] = []
        self._stream: Stream[AIMessageChunk] | None = None
        self.is_stopped = False

    def outputs(self, messages: Callable[[bool], Messages]) -> Generator[Output, None, None]:
        """The answer to `messages(structured)` as it grows, in the form that the server gives.

        A server that refuses or spoils structured output is asked for lines of text, for good once that has worked.
        NoModelAnswerError if there is no whole answer.
        """
        if self.model.structured:
            told = Output()
            try:
                with closing(self._read(messages(True), JSON)) as growing:
                    for told in growing:
                        yield told
                return
            except NoModelAnswerError as error:
                if told.sentences or error.failure not in _FORM_REFUSED:
                    raise
        yield from self._read(messages(False), LINES)
        self.model.structured = False

    def text(self, messages: Messages) -> str:
        """The whole answer as it is; NoModelAnswerError if there is none."""
        for _ in self._streamed(messages, is_structured=False):
            pass
        return self._whole_text()

    def stop(self) -> None:
        """End the call that is going on, from any thread, and make no other."""
        self.is_stopped = True
        if self._stream:
            self._stream.close()

    @property
    def usage(self) -> Usage | None:
        """What the calls so far used, None if there were none; tokens are None if no server counted any."""
        if not self._calls:
            return None
        counted = [call.tokens for call in self._calls if call.tokens]
        read, written = map(sum, zip(*counted, strict=True)) if counted else (None, None)
        return Usage(self.model.name, read, written, len(self._calls), self._seconds * 1000)

    def _read(self, messages: Messages, form: Form) -> Generator[Output, None, None]:
        try:
            with closing(self._streamed(messages, form is JSON)) as pieces:
                for piece in pieces:
                    if form.sign in piece:  # only then another sentence can be whole
                        yield form.read(self._calls[-1].text, False)
            yield form.read(self._whole_text(), True)
        except (ValueError, RecursionError) as error:
            raise NoModelAnswerError(Failure.MALFORMED) from error

    def _whole_text(self) -> str:
        call = self._calls[-1]
        if call.text and not call.is_complete:
            raise NoModelAnswerError(Failure.CUT)
        return call.text

    def _streamed(self, messages: Messages, is_structured: bool) -> Generator[str, None, None]:
        started, has_begun = time.monotonic(), False
        try:
            chunks = self._attempts(self._runnable(is_structured), messages)
            with closing(Stream(chunks, self._deadline - started)) as self._stream:
                for chunk in self._stream if not self.is_stopped else ():
                    has_begun = True
                    self._calls[-1].add(chunk)
                    yield str(chunk.text)
        except Exception as error:
            failure = failure_of(error)
            _LOG.warning("chat model %s: %s, %s", self.model.name, failure, type(error).__name__)
            is_broken = has_begun and failure is Failure.UNREACHABLE
            raise NoModelAnswerError(Failure.CUT if is_broken else failure) from error
        finally:
            self._seconds += time.monotonic() - started
        if self.is_stopped:
            raise NoModelAnswerError(Failure.CUT)

    def _runnable(self, is_structured: bool) -> Runnable[Any, Any]:
        """The model, alone: a request that a sequence with a parser makes can't be ended for sure."""
        if not is_structured:
            return self.model.client
        return cast(
            RunnableSequence[Any, Any], self.model.client.with_structured_output(SCHEMA, method="json_schema")
        ).first

    async def _attempts(self, runnable: Runnable[Any, Any], messages: Messages) -> AsyncIterator[AIMessageChunk]:
        """The chunks of one call, or of a second one where the first failed before its first chunk."""
        for is_last in (False, True):
            has_begun = False
            self._calls.append(Call())
            try:
                async for chunk in runnable.astream(messages):
                    has_begun = True
                    yield chunk
                return
            except Exception as error:
                wait = wait_before_retry(error)
                if is_last or has_begun or wait is None:
                    raise
                await asyncio.sleep(wait)
