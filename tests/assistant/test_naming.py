"""Questions that name a norm go straight to it; norms of other laws are not taken for ours."""

import pytest

from assistant import gate
from assistant.answer import Answer, Status
from assistant.ask import Assistant
from assistant.naming import named_passages, named_refs
from assistant.question import understand

TRANSFER = "§ 6 Abs. 1 KomIntAVO"


def cited(answer: Answer) -> list[str]:
    return [citation.ref for citation in answer.citations]


@pytest.mark.parametrize(
    "spelling",
    [
        "§ 6 Abs. 1 KomIntAVO",
        "§6 Abs.1 KomIntAVO",
        "§ 6 I KomIntAVO",
        "§ 6 (1) komintavo",
        "§\u00a06 Absatz\u00a01 der KomIntAVO",
        "Paragraf 6 Absatz 1 KomIntAVO",
        "paragraph 6 abs 1 komintavo",
        "Paragraf sechs Absatz eins der Kommunalintegrationsarbeitsverordnung",
        "Absatz 1 des § 6 KomIntAVO",
        "KomIntAVO § 6 Abs. 1",
        "§ 6 Abs. 1 VO",
        "§ 6 Abs. 1",
        "Was steht in § 6 Abs. 1 KomIntAVO?",
        "Was regelt § 6 Abs. 1?",
        "Zeige mir bitte den Wortlaut von § 6 Absatz 1 der Verordnung.",
        "What does § 6 Abs. 1 KomIntAVO say?",
    ],
)
def test_every_spelling_of_a_norm_leads_straight_to_it(assistant: Assistant, spelling: str) -> None:
    passages = named_passages(understand(spelling), assistant.library)
    assert [str(passage.chunk.provision.ref) for passage in passages] == [TRANSFER]
    answer = assistant.ask(spelling)
    assert (answer.status, answer.mode, cited(answer)) == (Status.ANSWERED, "extractive", [TRANSFER])


@pytest.mark.parametrize(
    "spelling",
    ["§ 17 SächsIntG", "§ 17 SITG", "§ 17 saechsintg", "§ 17", "§ 17 Sächsisches Integrations- und Teilhabegesetz"],
)
def test_a_paragraf_leads_to_all_its_absaetze_in_order(assistant: Assistant, spelling: str) -> None:
    passages = named_passages(understand(f"Was steht in {spelling}?"), assistant.library)
    absaetze = [
        (p.chunk.provision.ref.paragraf, p.chunk.provision.ref.absatz) for p in passages if p.chunk.provision.ref
    ]
    assert absaetze == [("17", str(number)) for number in range(1, 6)]
    assert {p.chunk.source.law for p in passages} == {"SächsIntG"}


def test_a_satz_that_is_named_is_the_unit_that_speaks(assistant: Assistant) -> None:
    (passage,) = named_passages(understand("Was steht in § 4 Abs. 3 Satz 2 KomIntAVO?"), assistant.library)
    assert [str(unit.ref) for unit in passage.units] == ["§ 4 Abs. 3 Satz 2 KomIntAVO"]


def test_several_norms_are_all_shown(assistant: Assistant) -> None:
    answer = assistant.ask("Was steht in § 6 Abs. 1 KomIntAVO und § 4 SächsIntG?")
    assert cited(answer)[0] == TRANSFER
    assert any(ref.startswith("§ 4") and ref.endswith("SächsIntG") for ref in cited(answer))


def test_the_preamble_can_be_named(assistant: Assistant) -> None:
    answer = assistant.ask("Was steht in der Präambel?")
    assert all(ref.startswith("Präambel") for ref in cited(answer))
    assert cited(answer)


def test_a_paragraf_without_a_law_is_the_first_one_that_exists(assistant: Assistant) -> None:
    library = assistant.library
    assert [ref.law for ref in named_refs(understand("§ 6 und § 20"), library)] == ["KomIntAVO", "SächsIntG"]
    assert [ref.law for ref in named_refs(understand("Was sagt das SächsIntG in § 6?"), library)] == ["SächsIntG"]


def test_a_question_that_asks_more_than_the_content_is_searched(assistant: Assistant) -> None:
    question = understand("Dürfen wir nach § 6 Abs. 1 KomIntAVO auch an Vereine weiterleiten?")
    assert named_passages(question, assistant.library) == []
    assert TRANSFER in cited(assistant.ask(question.text))


# --- norms that do not exist --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "missing", "existing"),
    [
        ("Was steht in § 31 KomIntAVO?", "§ 31 KomIntAVO", "§§ 1 bis 14"),
        ("Gilt § 15 KomIntAVO auch für Vereine?", "§ 15 KomIntAVO", "§§ 1 bis 14"),
        ("Was regelt § 29 SächsIntG?", "§ 29 SächsIntG", "§§ 1 bis 28"),
        ("Was steht in § 6 Abs. 3 KomIntAVO?", "§ 6 Abs. 3 KomIntAVO", "§ 6 Abs. 1 KomIntAVO, § 6 Abs. 2 KomIntAVO"),
        ("Was bedeutet § 6 Abs. 1 Satz 9 KomIntAVO?", "§ 6 Abs. 1 Satz 9 KomIntAVO", "§ 6 Abs. 1 KomIntAVO"),
        ("Was steht in § 9a KomIntAVO?", "§ 9a KomIntAVO", "§§ 1 bis 14"),
    ],
)
def test_a_norm_that_does_not_exist_is_said_not_to_and_what_does(
    assistant: Assistant, question: str, missing: str, existing: str
) -> None:
    answer = assistant.ask(question)
    assert (answer.status, answer.citations, answer.passages) == (Status.NO_SUCH_NORM, (), ())
    assert answer.text.startswith(f"{missing} gibt es nicht.")
    assert existing in answer.text


def test_a_paragraf_with_a_letter_is_not_the_one_without(assistant: Assistant) -> None:
    assert assistant.ask("Was steht in § 6a?").citations == ()
    assert assistant.ask("Was steht in § 15a?").citations == ()


# --- other laws ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "norm",
    [
        "§ 44 SäHO",
        "§ 44 der Sächsischen Haushaltsordnung",
        "§ 25 Abs. 5 AufenthG",
        "§ 6 AufenthG",
        "§ 15a AufenthG",
        "§ 15a des Aufenthaltsgesetzes",
        "§ 3 AsylbLG",
        "§ 12 SGB II",
        "§ 4 BGB",
        "§ 1 SächsFlüAG",
    ],
)
def test_a_norm_of_another_law_is_not_taken_for_one_of_ours(assistant: Assistant, norm: str) -> None:
    question = understand(f"Was steht in {norm}?")
    assert [ref.law in ("KomIntAVO", "SächsIntG") for ref in named_refs(question, assistant.library)] == [False]
    assert named_passages(question, assistant.library) == []
    assert gate.missing_norm(question, assistant.library) is None
    assert assistant.ask(question.text).status is not Status.NO_SUCH_NORM


def test_our_norm_beside_that_of_another_law_is_found(assistant: Assistant) -> None:
    refs = named_refs(understand("Wie passen § 44 SäHO und § 6 KomIntAVO zusammen?"), assistant.library)
    assert [str(ref) for ref in refs] == ["§ 44 SäHO", "§ 6 KomIntAVO"]
