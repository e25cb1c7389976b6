"""A conversation with a chat model: follow-ups as questions of their own, and answers that grow as they are written."""

import itertools
import logging

import pytest

from assistant.answer import Status, Turn
from assistant.ask import Assistant
from tests.assistant.chatting import (
    ALLOWED,
    FORM,
    IMPOSED,
    INVENTED,
    QUESTION,
    both,
    in_json,
    in_lines,
    prompt,
    serving,
    talking,
    unlike_the_model,
)
from tests.serving_replies import Body, RefuseStructured, Slow

TALK = [Turn("user", QUESTION), Turn("assistant", "Ja, nach § 6 Abs. 1 KomIntAVO.")]
STANDALONE = "In welcher Form dürfen wir die Zuweisung weiterleiten?"


def test_a_follow_up_is_asked_as_a_question_of_its_own(assistant: Assistant) -> None:
    with serving("openai", f"„{STANDALONE}“\n", in_json("keins", FORM)) as server:
        answer = talking(assistant, server).ask("Und in welcher Form?", TALK)
    assert answer.understood == STANDALONE
    assert answer.text == f"{FORM[0]} [1]"
    assert QUESTION in prompt(server.requests[0].body)
    assert STANDALONE in prompt(server.requests[1].body)
    assert answer.usage
    assert answer.usage.calls == 2


@pytest.mark.parametrize(
    "told",
    [
        "In welcher Form dürfen wir nach § 12 Abs. 3 KomIntAVO die Zuweisung weiterleiten?",
        "In welcher Form dürfen wir die Zuweisung innerhalb von 3 Monaten weiterleiten?",
        "In welcher Form dürfen wir die Zuweisung innerhalb von drei Monaten weiterleiten?",
        "Wie backe ich einen Apfelkuchen mit Zimt und Zucker?",
        STANDALONE * 10,
        "Gern!\nHier ist die Frage.",
        "",
    ],
)
def test_a_rewriting_that_adds_to_the_conversation_is_not_used(told: str, assistant: Assistant) -> None:
    with serving("openai", told, in_json("keins", FORM)) as server:
        answer = talking(assistant, server).ask("Und in welcher Form?", TALK)
    assert answer.understood is None
    assert answer.text == f"{FORM[0]} [1]"
    assert "<frage>\nUnd in welcher Form?\n</frage>" in prompt(server.requests[1].body)


def test_only_the_last_turns_are_sent_each_cut(assistant: Assistant) -> None:
    talk = [Turn("user", f"Frage {number}? " + "x" * 2000) for number in range(20)] + TALK
    with serving("openai", STANDALONE, in_json("keins", FORM)) as server:
        talking(assistant, server).ask("Und in welcher Form?", talk)
    asked = prompt(server.requests[0].body)
    assert "Frage 15?" not in asked
    assert "Frage 16?" in asked
    assert "x" * 501 not in asked


def test_a_question_that_stands_alone_is_not_rewritten(assistant: Assistant) -> None:
    with serving("openai", in_json("ja", ALLOWED)) as server:
        answer = talking(assistant, server).ask(QUESTION, TALK)
    assert len(server.requests) == 1
    assert answer.understood is None


# --- streaming ----------------------------------------------------------------------------------------------------


@both
def test_the_answer_grows_by_whole_checked_sentences(provider: str, assistant: Assistant) -> None:
    with serving(provider, in_json("ja", ALLOWED, FORM, IMPOSED)) as server:
        talker = talking(assistant, server, provider)
        grown = list(talker.stream(QUESTION))
        whole = talker.ask(QUESTION)
    texts = [answer.text for answer in grown]
    assert texts[0] == f"Ja. {ALLOWED[0]} [1]"
    assert all(later.startswith(earlier) for earlier, later in itertools.pairwise(texts))
    assert {text.count("\n\n") for text in texts} == {0, 1, 2}
    assert all(answer.status is Status.ANSWERED for answer in grown)
    assert unlike_the_model(grown[-1]) == unlike_the_model(whole)


def test_no_sentence_is_shown_before_a_wrong_one_ahead_of_it_is_settled(assistant: Assistant) -> None:
    with serving("openai", in_json("ja", ALLOWED, INVENTED, IMPOSED), in_json("ja", FORM)) as server:
        texts = [answer.text for answer in talking(assistant, server).stream(QUESTION)]
    assert texts[0] == f"Ja. {ALLOWED[0]} [1]"
    assert texts[1] == texts[-1] == f"Ja. {ALLOWED[0]} [1]\n\n{FORM[0]} [1]\n\n{IMPOSED[0]} [2]"


def test_lines_stream_too(assistant: Assistant) -> None:
    with serving("ollama", RefuseStructured(in_lines("ja", ALLOWED, IMPOSED))) as server:
        texts = [answer.text for answer in talking(assistant, server, "ollama").stream(QUESTION)]
    assert texts[0] == f"Ja. {ALLOWED[0]} [1]"
    assert len(set(texts)) == 2


def test_a_model_that_repeats_itself_is_stopped(assistant: Assistant) -> None:
    with serving("openai", Slow(in_json("ja", *[ALLOWED, IMPOSED] * 20), 0.004)) as server:
        answer = talking(assistant, server).ask(QUESTION)
        assert server.disconnected.wait(2)
    assert answer.text == f"Ja. {ALLOWED[0]} [1]\n\n{IMPOSED[0]} [2]"


def test_without_a_model_there_is_one_item(assistant: Assistant) -> None:
    assert len(list(assistant.stream(QUESTION))) == 1


def test_the_log_tells_the_usage_and_never_the_question(assistant: Assistant, caplog: pytest.LogCaptureFixture) -> None:
    def answer(body: Body) -> str:
        return in_json("ja", ALLOWED)

    with caplog.at_level(logging.INFO), serving("openai", answer) as server:
        talking(assistant, server).ask("Darf Frau Xylander die Zuweisung an einen freien Träger weiterleiten?")
    messages = [record.getMessage() for record in caplog.records]
    assert any("calls=1" in message for message in messages)
    assert not any("Xylander" in message or "geheim" in message for message in messages)
