"""Scores of one answer against its case."""

from dataclasses import replace

import pytest

from assistant.answer import Answer, Status
from corpus.documents import Chunk
from corpus.library import Library, load_library
from corpus.normref import NormRef
from eval.scoring import Score, reference, score, verdict_of
from tests.eval.making import answer, case, cite

ONE, OTHER = "§ 6 Abs. 1 KomIntAVO", "§ 6 Abs. 2 KomIntAVO"


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library()


def at(library: Library, norm: str) -> Chunk:
    return library.at(NormRef.parse(norm))[0]


@pytest.fixture
def right(library: Library) -> Answer:
    return answer("Ja, in öffentlich-rechtlicher Form. [1]", cite(at(library, ONE)))


def test_a_right_answer_is_fully_correct(library: Library, right: Answer) -> None:
    made = score(case(ONE, verdicts=("ja",), required=("öffentlich",), forbidden=("verboten",)), right, library)
    assert (made.status, made.facts, made.recall, made.precision, made.verdict) == (True, True, 1.0, 1.0, True)
    assert (made.false_quotes, made.correct) == (0, True)


@pytest.mark.parametrize(
    ("wanted", "wrong"),
    [
        (case(ONE, status="not_regulated"), "status"),
        (case(ONE, required=("öffentlich", "Bescheid")), "facts"),
        (case(ONE, forbidden=("form",)), "facts"),
        (case(OTHER), "recall"),
        (case(ONE, OTHER), "recall"),
    ],
)
def test_one_fault_is_enough_not_to_be_correct(library: Library, right: Answer, wanted: object, wrong: str) -> None:
    made = score(wanted, right, library)  # type: ignore[arg-type]
    assert getattr(made, wrong) in (False, 0.0, 0.5, None)
    assert not made.correct


def test_required_words_may_stand_in_a_quote_and_forbidden_ones_too(library: Library) -> None:
    told = answer("Nach § 6. [1]", cite(at(library, ONE), at(library, ONE).provision.text))
    assert score(case(ONE, required=("Dritte",)), told, library).facts
    assert score(case(ONE, forbidden=("Dritte",)), told, library).facts


def test_recall_counts_groups_and_any_member_of_a_group_will_do(library: Library, right: Answer) -> None:
    assert score(case(f"{OTHER} | {ONE}"), right, library).recall == 1.0
    assert score(case(ONE, OTHER), right, library).recall == 0.5
    assert score(case(OTHER), right, library).recall == 0.0


def test_precision_is_the_share_of_cited_provisions_that_are_gold(library: Library) -> None:
    one, other = cite(at(library, ONE)), cite(at(library, OTHER))
    assert score(case(ONE), answer("x", one, other), library).precision == 0.5
    assert score(case(ONE), answer("x", one, one), library).precision == 1.0
    assert score(case(ONE), answer("x"), library).precision == 0.0


def test_what_may_be_cited_besides_is_precise_but_not_enough(library: Library) -> None:
    wanted = case(ONE, also=(OTHER,))
    one, other, third = (cite(at(library, norm)) for norm in (ONE, OTHER, "§ 9 KomIntAVO"))
    both, alone = score(wanted, answer("x", one, other), library), score(wanted, answer("x", other), library)
    assert (both.precision, both.recall, both.correct) == (1.0, 1.0, True)
    assert (alone.precision, alone.recall, alone.correct) == (1.0, 0.0, False)
    assert score(wanted, answer("x", other, third), library).precision == 0.5


def test_a_hint_beside_the_norm_is_neither_right_nor_wrong(library: Library) -> None:
    hint = cite(next(chunk for chunk in library.chunks if chunk.provision.ref is None))
    assert reference(hint) is None
    assert score(case(ONE), answer("x", cite(at(library, ONE)), hint), library).precision == 1.0
    assert score(case(ONE), answer("x", hint), library).recall == 0.0


@pytest.mark.parametrize("status", [Status.OUT_OF_SCOPE, Status.ERROR])
def test_a_refusal_of_what_can_be_answered_scores_nothing(library: Library, status: Status) -> None:
    made = score(case(ONE, verdicts=("ja",), required=("öffentlich",)), answer("", status=status), library)
    assert (made.status, made.facts, made.recall, made.verdict, made.correct) == (False, False, 0.0, False, False)


def test_a_right_refusal_is_correct_and_its_other_shares_do_not_apply(library: Library) -> None:
    made = score(case(status="out_of_scope"), answer("Nein.", status=Status.OUT_OF_SCOPE), library)
    assert (made.correct, made.recall, made.precision, made.verdict) == (True, None, None, None)


@pytest.mark.parametrize(
    ("quote", "key", "false"),
    [(None, None, 0), ("Erfundene Worte.", None, 1), ("", None, 1), (None, "komintavo-p99", 1)],
)
def test_a_quote_that_does_not_stand_in_its_source_is_counted(
    library: Library, quote: str | None, key: str | None, false: int
) -> None:
    told = answer("x", cite(at(library, ONE), quote, key))
    made: Score = score(case(ONE), told, library)
    assert made.false_quotes == false
    assert score(case(ONE), replace(told, citations=told.citations * 2), library).false_quotes == 2 * false


def test_a_citation_of_a_text_that_was_not_shown_is_counted(library: Library) -> None:
    told = answer("x", cite(at(library, ONE)))
    assert score(case(ONE), told, library).outside == 0
    assert score(case(ONE), replace(told, passages=()), library).outside == 1


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("Ja, das ist erlaubt.", "ja"),
        ("  ja", "ja"),
        ("Yes. The law allows it.", "ja"),
        ("Nein. Das geht nicht.", "nein"),
        ("No, it does not.", "nein"),
        ("Ja, aber nur schriftlich.", "bedingt"),
        ("Ja, wenn der Bescheid vorliegt.", "bedingt"),
        ("Yes, but only in writing.", "bedingt"),
        ("Grundsätzlich schon.", "bedingt"),
        ("Jahrelang war das so.", None),
        ("Niemand weiß das. Ja.", None),
        ("Nach § 6 Abs. 1 KomIntAVO: Ja.", None),
        ("Notwendig ist ein Bescheid.", None),
        ("", None),
    ],
)
def test_a_verdict_is_what_an_answer_opens_with(text: str, verdict: str | None) -> None:
    assert verdict_of(text) == verdict
