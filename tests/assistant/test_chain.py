"""The assistant as a LangChain Runnable: called, streamed and built into other chains, in plain and async code."""

import asyncio
from contextlib import aclosing
from dataclasses import replace
from pathlib import Path

import pytest
from langchain_core.runnables import RunnableLambda
from pydantic import ValidationError

from assistant.answer import Answer, Turn
from assistant.ask import Assistant
from assistant.chain import AnswerChain, build_chain
from assistant.settings import Settings
from tests.assistant.chatting import ALLOWED, FORM, IMPOSED, QUESTION, in_json, serving, talking
from tests.serving_replies import Hang, Slow

TALK = [{"role": "user", "content": QUESTION}, {"role": "assistant", "content": "Ja, nach § 6 Abs. 1 KomIntAVO."}]


def timeless(answer: Answer) -> Answer:
    return replace(answer, latency_ms=0.0)


def test_the_chain_answers_as_the_assistant_does(assistant: Assistant, built_dir: Path) -> None:
    chain = build_chain(Settings(data_dir=built_dir))
    asked = {"question": "Und in welcher Form?", "history": TALK, "simple": True}
    talk = [Turn("user", QUESTION), Turn("assistant", TALK[1]["content"])]
    assert timeless(chain.invoke(QUESTION)) == timeless(assistant.ask(QUESTION))
    assert timeless(chain.invoke(asked)) == timeless(assistant.ask("Und in welcher Form?", talk, simple=True))


def test_a_malformed_input_is_refused(assistant: Assistant) -> None:
    with pytest.raises(ValidationError, match="question"):
        AnswerChain(assistant).invoke({"frage": QUESTION})


def test_it_is_a_part_of_other_chains(assistant: Assistant) -> None:
    chain = RunnableLambda(str.strip) | AnswerChain(assistant) | RunnableLambda(lambda answer: answer.text)
    assert chain.invoke(f"  {QUESTION} ") == assistant.ask(QUESTION).text


def test_a_batch_is_answered_in_order(assistant: Assistant) -> None:
    answers = AnswerChain(assistant).batch([QUESTION, {"question": "Wie ist das Wetter?"}])
    alone = [assistant.ask(QUESTION), assistant.ask("Wie ist das Wetter?")]
    assert [timeless(answer) for answer in answers] == [timeless(answer) for answer in alone]


def test_it_streams_growing_answers(assistant: Assistant) -> None:
    with serving("openai", in_json("ja", ALLOWED, IMPOSED)) as server:
        texts = [answer.text for answer in AnswerChain(talking(assistant, server)).stream(QUESTION)]
    assert texts[0] == f"Ja. {ALLOWED[0]} [1]"
    assert texts[-1] == f"{texts[0]}\n\n{IMPOSED[0]} [2]"


def test_it_answers_and_streams_in_async_code(assistant: Assistant) -> None:
    async def both(chain: AnswerChain) -> tuple[Answer, list[Answer]]:
        return await chain.ainvoke(QUESTION), [answer async for answer in chain.astream(QUESTION)]

    with serving("ollama", in_json("ja", ALLOWED, FORM)) as server:
        whole, grown = asyncio.run(both(AnswerChain(talking(assistant, server, "ollama"))))
    assert len(grown) > 1
    assert grown[-1].text == whole.text == f"Ja. {ALLOWED[0]} [1]\n\n{FORM[0]} [1]"


def test_leaving_its_stream_ends_the_request(assistant: Assistant) -> None:
    with serving("openai", Slow(in_json("ja", *[ALLOWED, IMPOSED] * 20), 0.004)) as server:
        for _ in AnswerChain(talking(assistant, server)).stream(QUESTION):
            break
        assert server.disconnected.wait(1)


def test_leaving_its_async_stream_ends_the_request(assistant: Assistant) -> None:
    async def first(chain: AnswerChain) -> None:
        async with aclosing(chain.astream(QUESTION)) as answers:  # type: ignore[type-var]
            async for _ in answers:
                break

    with serving("openai", Slow(in_json("ja", *[ALLOWED, IMPOSED] * 20), 0.004)) as server:
        asyncio.run(first(AnswerChain(talking(assistant, server))))
        assert server.disconnected.wait(1)


def test_cancelling_while_the_model_is_silent_ends_the_request(assistant: Assistant) -> None:
    async def cancelled(chain: AnswerChain) -> None:
        async for _ in chain.astream(QUESTION):
            pass

    async def at_once(chain: AnswerChain) -> None:
        task = asyncio.create_task(cancelled(chain))
        while not server.requests:
            await asyncio.sleep(0.01)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert await asyncio.to_thread(server.disconnected.wait, 1)

    with serving("ollama", Hang(5)) as server:
        asyncio.run(at_once(AnswerChain(talking(assistant, server, "ollama"))))
