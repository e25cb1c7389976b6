"""The answers to one question as they grow: timed, with what the chat model used, to be closed from any thread."""

import logging
import time
from collections.abc import Generator, Iterator
from contextlib import closing, suppress
from dataclasses import replace

from assistant.answer import Answer
from assistant.chat.calling import Calls
from assistant.replying import Reply

_LOG = logging.getLogger(__name__)


class AnswerStream(Iterator[Answer]):
    """The growing answers to one question, last the whole; to be closed by who does not read it to its end."""

    def __init__(self, question: str, corpus: str, replies: Generator[Reply, None, None], calls: Calls | None) -> None:
        self._answers, self._calls = _answers(question, corpus, replies, calls), calls

    def __next__(self) -> Answer:
        return next(self._answers)

    def close(self) -> None:
        """End the request to the model at once, from any thread; who waits for the next answer gets none."""
        if self._calls:
            self._calls.stop()
        with suppress(ValueError):  # another thread is at it, and ends there
            self._answers.close()


def _answers(
    question: str, corpus: str, replies: Generator[Reply, None, None], calls: Calls | None
) -> Generator[Answer, None, None]:
    started = time.perf_counter()
    try:
        with closing(replies):
            for reply in replies:
                if calls and calls.is_stopped:
                    return
                answer = _answer(question, reply, (time.perf_counter() - started) * 1000, calls)
                yield replace(answer, corpus=corpus)
    finally:
        if calls and calls.usage:
            _LOG.info("%s", calls.usage)


def _answer(question: str, reply: Reply, milliseconds: float, calls: Calls | None) -> Answer:
    return Answer(
        question,
        reply.status,
        reply.checked.text,
        reply.checked.citations,
        tuple(reply.shown),
        reply.mode,
        milliseconds,
        tuple(reply.related),
        reply.note,
        reply.understood,
        calls.usage if calls else None,
    )
