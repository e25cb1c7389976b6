"""The assistant as a LangChain Runnable, for use in other people's chains."""

from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import Any

from langchain_core.runnables import Runnable, RunnableConfig
from langchain_core.runnables.config import run_in_executor
from pydantic import TypeAdapter

from assistant.answer import Answer, Turn
from assistant.ask import Assistant
from assistant.build import build_assistant
from assistant.growing import AnswerStream
from assistant.settings import Settings


@dataclass(frozen=True, slots=True)
class Asked:
    """What the chain takes: a question with the conversation before it, and whether simple German is wanted."""

    question: str
    history: Sequence[Turn] = ()
    simple: bool = False


ChainInput = str | Asked | Mapping[str, Any]

_ASKED = TypeAdapter(Asked)


class AnswerChain(Runnable[ChainInput, Answer]):
    """A question, or {"question", "history"?, "simple"?} with turns of {"role", "content"} -> Answer.

    Streams growing answers, the last one whole. A malformed input raises pydantic's ValidationError.
    """

    def __init__(self, assistant: Assistant) -> None:
        self.assistant = assistant

    def invoke(self, input: ChainInput, config: RunnableConfig | None = None, **kwargs: Any) -> Answer:  # noqa: A002 - LangChain's name
        """The whole answer."""
        return self._call_with_config(self._whole, input, config, **kwargs)

    def stream(
        self,
        input: ChainInput,  # noqa: A002 - LangChain's name
        config: RunnableConfig | None = None,
        **kwargs: Any,
    ) -> Iterator[Answer]:
        """The growing answers; closing the iterator ends the request to a chat model."""
        with closing(self._asked(input)) as answers:  # LangChain's helper would let them run on
            yield from self._transform_stream_with_config(iter([input]), lambda _: answers, config, **kwargs)

    async def astream(
        self,
        input: ChainInput,  # noqa: A002 - LangChain's name
        config: RunnableConfig | None = None,
        **kwargs: Any,
    ) -> AsyncIterator[Answer]:
        """The growing answers, worked out in threads; cancelling ends the request to a chat model."""
        with closing(self._asked(input)) as answers:
            async for answer in self._atransform_stream_with_config(
                _only(input), lambda _: _in_threads(answers), config, **kwargs
            ):
                yield answer

    def _whole(self, asked: ChainInput) -> Answer:
        *_, answer = self._asked(asked)
        return answer

    def _asked(self, asked: ChainInput) -> AnswerStream:
        read = Asked(asked) if isinstance(asked, str) else _ASKED.validate_python(asked)
        return self.assistant.stream(read.question, read.history, read.simple)


def build_chain(settings: Settings) -> AnswerChain:
    """The chain over an assistant of these settings."""
    return AnswerChain(build_assistant(settings))


async def _only(asked: ChainInput) -> AsyncIterator[ChainInput]:
    yield asked


async def _in_threads(answers: AnswerStream) -> AsyncIterator[Answer]:
    while answer := await run_in_executor(None, next, answers, None):
        yield answer
