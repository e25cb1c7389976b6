"""The verdict of a yes/no question: a vote of labelled questions, on hits made by hand."""

import pytest

from assistant.index import FaceHit
from assistant.question import understand
from assistant.verdicts import verdict_of
from corpus.documents import Face, Verdict
from tests.assistant.fakes import any_wording

YES, NO, CONDITIONAL = Verdict.YES, Verdict.NO, Verdict.CONDITIONAL
QUESTION = "Darf der Verein Autos kaufen?"
PROVISION = "Der Beirat hat zwölf Mitglieder."


def near(text: str, verdict: Verdict | None, similarity: float = 0.9) -> FaceHit:
    return FaceHit("ziel", Face(text, None, verdict), similarity)


def vote(question: str, *hits: FaceHit) -> Verdict | None:
    return verdict_of(understand(question), hits, PROVISION, any_wording(*Verdict))


@pytest.mark.parametrize("verdict", [YES, NO, CONDITIONAL])
def test_the_nearest_questions_that_agree_give_the_verdict(verdict: Verdict) -> None:
    assert vote(QUESTION, near(QUESTION, verdict), near("Darf ein Verein Autos kaufen?", verdict)) is verdict


def test_one_that_is_nearest_by_far_outvotes_many() -> None:
    far = [near("Muss das Amt Berichte schreiben?", NO, 0.3)] * 30
    assert vote(QUESTION, near(QUESTION, YES), *far) is YES
    assert vote(QUESTION, *far, near(QUESTION, YES)) is YES


def test_equally_near_questions_that_disagree_give_none() -> None:
    assert vote(QUESTION, near(QUESTION, YES), near(QUESTION, NO)) is None
    assert vote(QUESTION, *[near(QUESTION, YES)] * 9, near(QUESTION, NO)) is YES


def test_nothing_near_gives_none() -> None:
    assert vote(QUESTION) is None
    assert vote(QUESTION, near("Muss das Amt Berichte schreiben?", NO, 0.05)) is None


def test_a_question_without_a_known_verdict_has_no_vote() -> None:
    assert vote(QUESTION, near(QUESTION, None)) is None
    assert vote(QUESTION, near(QUESTION, None, 1.0), near("Darf ein Verein Autos kaufen?", NO)) is NO


@pytest.mark.parametrize("question", ["Wer darf Autos kaufen?", "Darf der Verein Autos oder Häuser kaufen?", "Autos"])
def test_what_does_not_ask_for_yes_or_no_gets_none(question: str) -> None:
    assert vote(question, near(question, YES, 1.0)) is None


@pytest.mark.parametrize(
    ("same", "other"),
    [
        ("Reichen für den Beirat 20 Mitglieder?", "Reichen für den Beirat 30 Mitglieder?"),
        ("Reichen für den Beirat zwei Mitglieder?", "Reichen für den Beirat drei Mitglieder?"),
        ("Reichen für den Beirat Mitglieder?", "Reichen für den Beirat zwölf Mitglieder?"),
    ],
)
def test_only_questions_with_the_same_numbers_vote(same: str, other: str) -> None:
    assert vote(same, near(other, YES, 1.0), near(same, NO, 0.6)) is NO
    assert vote(same, near(other, YES, 1.0)) is None


def test_the_number_of_a_norm_is_no_number_of_the_question() -> None:
    assert vote("Darf der Verein nach § 6 Abs. 2 KomIntAVO Autos kaufen?", near(QUESTION, YES)) is YES


@pytest.mark.parametrize(
    ("question", "turned"),
    [
        ("Dürfen nur Vereine ohne Antrag Autos kaufen?", "Dürfen Vereine Autos kaufen?"),
        ("Müssen Vereine Autos kaufen?", "Dürfen Vereine Autos kaufen?"),
        ("Kaufen nur Vereine Autos?", "Kaufen auch Vereine Autos?"),
        ("Ist es nicht erlaubt, dass Vereine Autos kaufen?", "Ist es erlaubt, dass Vereine Autos kaufen?"),
    ],
)
def test_a_word_that_turns_the_sense_outweighs_a_little_likeness(question: str, turned: str) -> None:
    assert vote(question, near(turned, YES, 0.95), near(question, NO, 0.9)) is NO
