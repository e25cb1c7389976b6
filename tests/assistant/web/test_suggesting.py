"""What to ask next: questions of the FAQ on the provisions of the newest answer."""

from dataclasses import replace

import pytest

from assistant.answer import Answer, Status
from assistant.ask import Assistant
from assistant.asking import is_english
from assistant.settings import Language
from assistant.web.suggesting import MOST, suggestions
from assistant.web.texts import texts
from corpus.library import load_library
from corpus.normref import NormRef

LIBRARY = load_library()
BY_QUESTION = {question: entry for entry in LIBRARY.faq for question in (entry.question, *entry.variants)}
PASSING_ON = LIBRARY.at(NormRef.parse("§ 6 Abs. 1 KomIntAVO"))
ANSWER = Answer("Und nun?", Status.NOT_REGULATED, "Nein.", (), (), "notice", 0.0, PASSING_ON)


def norms(question: str) -> set[NormRef]:
    return {norm.provision for part in BY_QUESTION[question].answer for norm in part.norms}


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_suggestions_rest_on_a_provision_of_the_answer_and_speak_the_language(language: Language) -> None:
    found = suggestions([ANSWER], LIBRARY, language)
    assert len(set(found)) == MOST
    for question in found:
        assert NormRef.parse("§ 6 Abs. 1 KomIntAVO") in norms(question)
        assert is_english(question) == (language == "en")


def test_a_question_that_was_asked_is_not_suggested() -> None:
    first, *others = suggestions([ANSWER], LIBRARY, "de")
    asked = replace(ANSWER, question=f" {first.upper()} ")
    found = suggestions([asked, ANSWER], LIBRARY, "de")
    assert first not in found
    assert found[: MOST - 1] == tuple(others)


def test_an_entry_that_was_the_answer_is_not_suggested() -> None:
    first = suggestions([ANSWER], LIBRARY, "de")[0]
    said = replace(ANSWER, text=f"{BY_QUESTION[first].answer[0].text} [1]")
    assert first not in suggestions([said], LIBRARY, "de")


def test_nothing_follows_an_answer_without_provisions_or_no_answer() -> None:
    assert suggestions([replace(ANSWER, related=())], LIBRARY, "de") == ()
    assert suggestions([], LIBRARY, "de") == ()


def test_the_example_questions_lead_on_to_questions_that_are_answered(assistant: Assistant) -> None:
    answer = assistant.ask(texts("de")("examples.municipality.1"))
    found = suggestions([answer], assistant.library, "de")
    assert len(found) == MOST
    for question in found:
        assert assistant.ask(question).status is Status.ANSWERED, question
