"""The example questions of the page are questions that it answers."""

import pytest

from assistant.answer import Status
from assistant.ask import Assistant
from assistant.settings import Language
from assistant.web.texts import texts

GROUPS = ("municipality", "provider", "volunteers")


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_example_question_is_answered_with_a_citation(assistant: Assistant, language: Language) -> None:
    for group in GROUPS:
        questions = texts(language).numbered(f"examples.{group}")
        assert questions
        for question in questions:
            answer = assistant.ask(question)
            assert answer.status is Status.ANSWERED, question
            assert answer.citations, question
