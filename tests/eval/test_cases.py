"""The test cases: valid, apart from each other, and true to the corpus."""

import json
import re
from collections import Counter

import pytest

from assistant.answer import Status
from corpus.library import Library, load_library
from corpus.normref import NormRef
from eval import cases as module
from eval.cases import Case, load_cases

SPLITS = ("dev", "test")
KINDS = set(
    "straight scenario colloquial several out_of_scope false_premise follow_up not_regulated reference plain english "
    "injection unclear individual_case no_such_norm smalltalk".split()
)


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library()


@pytest.fixture(scope="module")
def both() -> list[Case]:
    return [case for split in SPLITS for case in load_cases(split)]


def same(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


def test_there_are_enough_cases_and_each_split_has_its_share() -> None:
    sizes = [len(load_cases(split)) for split in SPLITS]
    assert sum(sizes) >= 300
    assert min(sizes) >= 100


def test_ids_are_unique_and_no_case_stands_in_both_splits(both: list[Case]) -> None:
    assert [id_ for id_, count in Counter(case.id for case in both).items() if count > 1] == []
    dev, test = ({(same(c.question), c.history) for c in load_cases(split)} for split in SPLITS)
    assert dev & test == set()


def test_every_kind_is_known_and_stands_in_both_splits(both: list[Case]) -> None:
    assert {case.kind for case in both} == KINDS
    for split in SPLITS:
        assert {case.kind for case in load_cases(split)} == KINDS


def test_every_status_is_one_that_an_answer_can_have(both: list[Case]) -> None:
    assert {case.status for case in both} <= set(Status) - {Status.ERROR}


def test_every_gold_norm_is_a_provision_of_the_corpus(both: list[Case], library: Library) -> None:
    known = {chunk.provision.ref for chunk in library.chunks}
    wrong = [(case.id, str(ref)) for case in both for group in case.gold for ref in group if ref not in known]
    assert wrong == []


def test_what_is_answered_has_gold_and_nothing_else_has(both: list[Case]) -> None:
    wrong = [case.id for case in both if bool(case.gold) != (case.status == "answered")]
    assert wrong == []
    assert all(group for case in both for group in case.gold)


def test_verdicts_are_known_and_only_where_something_is_answered(both: list[Case]) -> None:
    for case in both:
        assert case.verdicts <= {"ja", "nein", "bedingt"}
        assert case.status == "answered" or not case.verdicts, case.id


def test_follow_ups_have_a_conversation_that_ends_with_a_reply(both: list[Case]) -> None:
    for case in both:
        assert bool(case.history) >= (case.kind == "follow_up"), case.id
        assert [turn.role for turn in case.history] == ["user", "assistant"] * (len(case.history) // 2), case.id


def test_facts_are_regular_expressions_that_no_empty_answer_meets(both: list[Case]) -> None:
    for case in both:
        for pattern in (*case.required, *case.forbidden):
            assert not re.search(pattern, "", re.I), (case.id, pattern)


def test_no_question_is_a_question_of_the_corpus(both: list[Case], library: Library) -> None:
    own = {same(face.text) for chunk in library.chunks for face in chunk.questions}
    own |= {same(text) for entry in library.faq for text in (entry.question, *entry.variants)}
    own |= {same(text) for topic in library.topics for text in topic.questions}
    formulas = {"unclear", "smalltalk"}  # "Gilt das auch für uns?" is what anybody says
    shared = [case.id for case in both if case.kind not in formulas and same(case.question) in own]
    assert shared == []


def test_alternatives_and_second_verdicts_are_read() -> None:
    line = {
        "id": "x",
        "kind": "straight",
        "question": "?",
        "status": "answered",
        "gold": ["§ 6 Abs. 1 Satz 2 KomIntAVO | § 4 SächsIntG", "§ 9 KomIntAVO"],
        "verdict": "ja",
        "verdict_also": "bedingt",
    }
    case = module._case(module._Line.model_validate_json(json.dumps(line)))
    assert case.gold == (
        frozenset({NormRef("KomIntAVO", "6", "1"), NormRef("SächsIntG", "4")}),
        frozenset({NormRef("KomIntAVO", "9")}),
    )
    assert case.verdicts == {"ja", "bedingt"}


def test_what_may_be_cited_besides_is_read_as_provisions() -> None:
    line = module._Line(id="x", kind="straight", question="?", status="answered", gold=["§ 9 KomIntAVO"])
    assert module._case(line).also == frozenset()
    supported = line.model_copy(update={"also": ["§ 6 Abs. 1 Satz 2 KomIntAVO", "§ 4 SächsIntG"]})
    case = module._case(supported)
    assert case.also == {NormRef("KomIntAVO", "6", "1"), NormRef("SächsIntG", "4")}
    assert case.gold == (frozenset({NormRef("KomIntAVO", "9")}),)


def test_what_may_be_cited_besides_is_a_provision_of_the_corpus(library: Library) -> None:
    known = {chunk.provision.ref for chunk in library.chunks}
    for case in load_cases("dev"):
        assert case.also <= known, case.id
