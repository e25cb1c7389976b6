"""Enough evidence or not: decided on found values made by hand, far from any threshold."""

import pytest

from assistant import gate
from assistant.answer import Passage, Status
from assistant.ask import Assistant
from assistant.finding import Found
from assistant.index import FaceHit
from assistant.notices import refusal
from assistant.question import understand
from assistant.retrieval import Hit
from corpus.curated import BackedText, FaqEntry, Topic
from corpus.documents import Chunk, Face
from corpus.library import Library
from corpus.normref import NormRef
from tests.assistant.fakes import law_chunk

PAYING = law_chunk("§ 5 Abs. 1 KomIntAVO", [("Satz 1", "Gezahlt wird in Raten.")], "Auszahlung")
PASSING = law_chunk("§ 6 Abs. 1 KomIntAVO", [("Satz 1", "Die Weiterleitung ist erlaubt.")], "Weiterleitung")
REPORTING = law_chunk("§ 9 KomIntAVO", [("", "Berichtet wird jährlich.")], "Bericht")
LIBRARY = Library((PAYING, PASSING, REPORTING))
HIGH, LOW = 10_000.0, -10_000.0
QUESTION = "Wie wird die Zuweisung ausgezahlt?"


def decide(found: Found, question: str = QUESTION) -> gate.Decision:
    return gate.decide(understand(question), found, LIBRARY)


def passages(*scored: tuple[Chunk, float]) -> tuple[Passage, ...]:
    return tuple(Passage(chunk, score) for chunk, score in scored)


def entry(ref: NormRef | None, key: str = "muster") -> FaqEntry:
    assert ref is not None
    text = BackedText("In Raten.", (ref,))
    return FaqEntry(key, "Gruppe", None, QUESTION, (), (text,), text, text)


def near(key: str, score: float, similarity: float = 1.0, face: str = QUESTION) -> Hit:
    return Hit(key, score, (FaceHit(key, Face(face), similarity),))


def topic(status: str) -> Topic:
    return Topic("thema", status, "Thema", "Dazu sagt der Text nichts.", (NormRef("KomIntAVO", "5", "1"),), ("Wie?",))


# --- answers ------------------------------------------------------------------------------------------------------


def test_strong_evidence_is_answered_from_the_best_passages() -> None:
    decision = decide(Found(passages((PAYING, HIGH), (PASSING, HIGH - 0.1), (REPORTING, LOW)), (), ()))
    assert (decision.status, decision.entry, decision.topic) == (Status.ANSWERED, None, None)
    assert [passage.chunk for passage in decision.passages] == [PAYING, PASSING]


def test_passages_far_behind_the_best_are_left_out() -> None:
    decision = decide(Found(passages((PAYING, HIGH), (PASSING, HIGH / 1000), (REPORTING, 0.0)), (), ()))
    assert [passage.chunk for passage in decision.passages] == [PAYING]


def test_an_answer_rests_on_few_passages() -> None:
    decision = decide(Found(passages(*[(PAYING, HIGH)] * 10), (), ()))
    assert 1 <= len(decision.passages) <= 3


@pytest.mark.parametrize("found", [Found((), (), ()), Found(passages((PAYING, LOW)), (), ())])
def test_nothing_or_too_little_is_out_of_scope(found: Found) -> None:
    decision = decide(found)
    assert (decision.status, decision.passages, decision.entry) == (Status.OUT_OF_SCOPE, (), None)


# --- curated answers ----------------------------------------------------------------------------------------------


def test_a_curated_answer_to_this_very_question_is_taken() -> None:
    fitting = entry(PAYING.provision.ref)
    found = Found(passages((PAYING, HIGH)), ((fitting, near("muster", HIGH)),), ())
    assert decide(found).entry == fitting
    assert decide(found).status == Status.ANSWERED


@pytest.mark.parametrize(
    ("passage", "hit", "question"),
    [
        (PASSING, near("muster", HIGH), QUESTION),
        (PAYING, near("muster", HIGH, similarity=0.01), QUESTION),
        (PAYING, near("muster", HIGH, face="Müssen wir den Bericht vorlegen?"), "Dürfen wir den Bericht vorlegen?"),
    ],
    ids=["another provision", "another wording", "may, not must"],
)
def test_a_curated_answer_to_another_question_is_not_taken(passage: Chunk, hit: Hit, question: str) -> None:
    found = Found(passages((passage, HIGH)), ((entry(PAYING.provision.ref), hit),), ())
    assert decide(found, question).entry is None


def test_of_two_curated_answers_that_fit_equally_none_is_taken() -> None:
    one, other = entry(PAYING.provision.ref, "eins"), entry(PAYING.provision.ref, "zwei")
    found = Found(passages((PAYING, HIGH)), ((one, near("eins", HIGH)), (other, near("zwei", HIGH))), ())
    assert decide(found).entry is None
    ahead = Found(passages((PAYING, HIGH)), ((one, near("eins", HIGH)), (other, near("zwei", LOW))), ())
    assert decide(ahead).entry == one


# --- topics -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", ["not_regulated", "out_of_scope", "unclear", "individual_case", "smalltalk"])
def test_a_topic_far_ahead_is_the_answer_and_nothing_is_quoted(status: str) -> None:
    found = Found(passages((PAYING, 1.0)), (), ((topic(status), near("thema", HIGH)),))
    decision = decide(found)
    foreign = {"out_of_scope", "individual_case"}
    assert decision.status in (foreign if status in foreign else {status})
    assert (decision.passages, decision.entry) == ((), None)
    assert "Dazu sagt der Text nichts." in refusal(decision, found)


@pytest.mark.parametrize("status", ["not_regulated", "out_of_scope", "unclear", "individual_case", "smalltalk"])
def test_a_topic_far_behind_does_not_stop_an_answer(status: str) -> None:
    found = Found(passages((PAYING, HIGH)), (), ((topic(status), near("thema", LOW)),))
    decision = decide(found)
    assert (decision.status, decision.topic) == (Status.ANSWERED, None)


def test_what_is_not_regulated_names_the_nearest_rule() -> None:
    found = Found(passages((PAYING, 1.0)), (), ((topic("not_regulated"), near("thema", HIGH)),))
    assert "§ 5 Abs. 1 KomIntAVO" in refusal(decide(found), found)


def test_what_is_out_of_scope_names_the_nearest_rules_or_none() -> None:
    found = Found(passages((PAYING, LOW)), (), ())
    assert "§ 5 Abs. 1 KomIntAVO (Auszahlung)" in refusal(decide(found), found)
    empty = Found((), (), ())
    assert "§" not in refusal(decide(empty), empty)


# --- norms that do not exist --------------------------------------------------------------------------------------


@pytest.mark.parametrize("question", ["Was steht in § 31 KomIntAVO?", "Wie zahlt § 6 Abs. 7 KomIntAVO aus?"])
def test_a_missing_norm_is_never_answered_from_what_looks_alike(question: str) -> None:
    found = Found(passages((PAYING, HIGH)), ((entry(PAYING.provision.ref), near("muster", HIGH)),), ())
    decision = decide(found, question)
    assert (decision.status, decision.passages, decision.entry) == (Status.NO_SUCH_NORM, (), None)
    assert "gibt es nicht" in refusal(decision, found)


def test_every_norm_of_the_corpus_exists(assistant: Assistant) -> None:
    for chunk in assistant.library.chunks:
        refs = [unit.ref for unit in chunk.provision.units] + [chunk.provision.ref]
        for ref in filter(None, refs):
            assert gate.missing_norm(understand(f"Was bedeutet {ref}?"), assistant.library) is None, ref


@pytest.mark.parametrize("question", ["Was steht in § 44 SäHO?", "Was heißt das?", "Gilt § 25 Abs. 5 AufenthG?"])
def test_a_question_that_names_no_norm_of_ours_misses_none(assistant: Assistant, question: str) -> None:
    assert gate.missing_norm(understand(question), assistant.library) is None
