"""Enough evidence or not: decided on found values made by hand, far from any threshold."""

from dataclasses import replace

import pytest

from assistant import gate
from assistant.answer import Passage, Status, Voice
from assistant.ask import Assistant
from assistant.finding import Found
from assistant.index import FaceHit
from assistant.notices import refusal
from assistant.question import understand
from assistant.retrieval import Hit
from corpus.curated import BackedText, FaqEntry, Topic
from corpus.documents import Chunk, Face, Verdict
from corpus.library import Library
from corpus.normref import NormRef
from tests.assistant.fakes import law_chunk

PAYING = law_chunk("§ 5 Abs. 1 KomIntAVO", [("Satz 1", "Gezahlt wird in Raten.")], "Auszahlung")
PASSING = law_chunk("§ 6 Abs. 1 KomIntAVO", [("Satz 1", "Die Weiterleitung ist erlaubt.")], "Weiterleitung")
REPORTING = law_chunk("§ 9 KomIntAVO", [("", "Berichtet wird jährlich.")], "Bericht")
LIBRARY = Library((PAYING, PASSING, REPORTING))
HIGH, LOW = 10_000.0, -10_000.0
QUESTION = "Wie wird die Zuweisung ausgezahlt?"


def decide(found: Found, question: str = QUESTION, wording: gate.Wording = gate.Wording()) -> gate.Decision:
    return gate.decide(understand(question), found, LIBRARY, wording)


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


# --- how much -----------------------------------------------------------------------------------------------------


def paying(*saetze: str) -> Chunk:
    return law_chunk("§ 5 Abs. 1 KomIntAVO", [(f"Satz {n}", text) for n, text in enumerate(saetze, 1)], "Auszahlung")


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Gezahlt wird in Raten.", Status.NOT_REGULATED),
        ("Gezahlt wird nach § 4 Abs. 2 Satz 3.", Status.NOT_REGULATED),
        ("Gezahlt wird in zwei Raten.", Status.ANSWERED),
        ("Gezahlt werden 20 Prozent.", Status.ANSWERED),
        ("Gezahlt wird jährlich.", Status.ANSWERED),
        ("Gezahlt wird einen Monat lang.", Status.ANSWERED),
        ("Gezahlt wird die Hälfte.", Status.ANSWERED),
    ],
)
def test_a_question_for_a_measure_is_answered_only_by_a_measure(text: str, status: Status) -> None:
    found = Found(passages((paying(text), HIGH)), (), ())
    assert decide(found, "Wie viele Raten gibt es?").status is status
    assert decide(found, "Wie wird gezahlt?").status is Status.ANSWERED


def test_the_measure_must_stand_in_the_satz_that_speaks() -> None:
    chunk = paying("Gezahlt wird in Raten.", "Der Bericht kommt nach zwei Jahren.")
    (passage,) = passages((chunk, HIGH))
    first, second = ((unit,) for unit in chunk.provision.units)
    statuses = [
        decide(Found((replace(passage, units=units),), (), ()), "Wie viele Raten gibt es?").status
        for units in (first, second, ())
    ]
    assert statuses == [Status.NOT_REGULATED, Status.ANSWERED, Status.ANSWERED]


def test_a_measure_asked_for_in_a_question_nearby_will_do() -> None:
    (passage,) = passages((PAYING, HIGH))
    found = Found((replace(passage, asked_for_number=True),), (), ())
    assert decide(found, "Wie viele Raten gibt es?").status is Status.ANSWERED


def test_a_curated_answer_may_say_how_much_where_its_provision_does_not() -> None:
    found = Found(
        passages((PAYING, HIGH)), ((entry(PAYING.provision.ref), near("muster", HIGH, face="Zahl der Raten?")),), ()
    )
    assert decide(found, "Wie viele Raten gibt es?").status is Status.ANSWERED


def test_an_entry_that_wants_another_kind_of_answer_is_not_the_question() -> None:
    found = Found(passages((PAYING, HIGH)), ((entry(PAYING.provision.ref), near("muster", HIGH, face=QUESTION)),), ())
    assert decide(found, "Wie wird die Zuweisung überwiesen?").entry is not None
    assert decide(found, "Wann wird die Zuweisung ausgezahlt?").entry is None


# --- advice -------------------------------------------------------------------------------------------------------


def test_advice_is_never_given_however_much_was_found() -> None:
    found = Found(passages((PAYING, HIGH)), ((entry(PAYING.provision.ref), near("muster", HIGH)),), ())
    decision = decide(found, wording=gate.Wording(individual=0.9))
    assert (decision.status, decision.passages, decision.entry) == (Status.INDIVIDUAL_CASE, (), None)
    assert refusal(decision, found).startswith("Zu Ihrem Einzelfall")


def test_advice_has_the_text_of_its_own_topic() -> None:
    own, other = replace(topic("individual_case"), key="eigen"), topic("not_regulated")
    found = Found(passages((PAYING, HIGH)), (), ((other, near("thema", HIGH)), (own, near("eigen", HIGH))))
    assert decide(found, wording=gate.Wording(individual=0.9)).topic == own


def test_a_topic_that_is_far_from_the_question_lends_no_words_to_a_refusal() -> None:
    found = Found(passages((PAYING, HIGH)), (), ((topic("individual_case"), near("thema", LOW)),))
    assert decide(found, wording=gate.Wording(individual=0.9)).topic is None


def test_on_foreign_law_less_is_enough_for_an_individual_case() -> None:
    found = Found((), (), ((topic("out_of_scope"), near("thema", HIGH)),))
    assert decide(found, wording=gate.Wording(individual=0.3)).status is Status.INDIVIDUAL_CASE
    assert decide(found, wording=gate.Wording(individual=0.1)).status is Status.OUT_OF_SCOPE


def test_wording_without_a_subject_is_asked_back_unless_a_conversation_or_a_norm_gives_one() -> None:
    found, unclear = Found(passages((PAYING, HIGH)), (), ()), gate.Wording(unclear=0.9)
    assert decide(found, wording=unclear).status is Status.UNCLEAR
    assert decide(found, "Was sagt § 5 KomIntAVO dazu?", unclear).status is Status.ANSWERED


# --- what a curated answer says -----------------------------------------------------------------------------------


def with_entry(
    verdict: Verdict | None, question: str, face: str | None = None, provision_says: Verdict | None = None
) -> gate.Decision:
    """The decision where an entry with that verdict is the nearest, asked as `face`."""
    fitting = replace(entry(PAYING.provision.ref), verdict=verdict)
    passage = replace(passages((PAYING, HIGH))[0], verdict=provision_says)
    return decide(Found((passage,), ((fitting, near("muster", HIGH, face=face or question)),), ()), question)


def test_what_is_silent_says_so_but_a_reason_is_told() -> None:
    asked, why = (
        with_entry(Verdict.SILENT, text) for text in ("Wird die Rate verzinst?", "Warum wird sie nicht verzinst?")
    )
    assert (asked.status, why.status) == (Status.NOT_REGULATED, Status.ANSWERED)
    assert asked.entry is not None
    assert asked.entry == why.entry
    assert asked.passages


@pytest.mark.parametrize("verdict", [Verdict.YES, Verdict.CONDITIONAL])
@pytest.mark.parametrize("word", ["nur", "immer", "automatisch"])
def test_a_yes_is_not_said_to_what_allows_no_exception(verdict: Verdict, word: str) -> None:
    plain, absolute = "Bekommen Vereine Geld?", f"Bekommen {word} Vereine Geld?"
    assert with_entry(verdict, absolute, plain).entry is None
    assert with_entry(verdict, absolute, absolute).entry is not None
    assert with_entry(verdict, plain, plain).entry is not None
    assert with_entry(Verdict.NO, absolute, plain).entry is not None


@pytest.mark.parametrize(
    ("verdict", "provision_says", "used"),
    [
        (Verdict.YES, Verdict.NO, False),
        (Verdict.NO, Verdict.YES, False),
        (Verdict.YES, Verdict.YES, True),
        (Verdict.NO, Verdict.NO, True),
        (Verdict.CONDITIONAL, Verdict.NO, True),
        (Verdict.YES, Verdict.CONDITIONAL, True),
        (Verdict.YES, None, True),
        (None, Verdict.NO, True),
    ],
)
def test_an_entry_that_the_provision_contradicts_is_not_used(
    verdict: Verdict | None, provision_says: Verdict | None, used: bool
) -> None:
    decision = with_entry(verdict, "Bekommen Vereine Geld?", None, provision_says)
    assert (decision.entry is not None) is used
    assert decision.status is Status.ANSWERED


@pytest.mark.parametrize("verdict", [Verdict.YES, Verdict.NO, Verdict.CONDITIONAL])
def test_a_verdict_is_not_said_to_an_open_question(verdict: Verdict) -> None:
    assert with_entry(verdict, "Wer bekommt Geld?").entry is None
    assert with_entry(None, "Wer bekommt Geld?").entry is not None


def test_what_the_press_says_is_not_taken_from_a_curated_answer() -> None:
    assert with_entry(None, "Was sagt die Pressemitteilung?").entry is None


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


def test_a_missing_norm_of_a_law_that_is_named_beats_every_topic() -> None:
    found = Found(passages((PAYING, 1.0)), (), ((topic("not_regulated"), near("thema", HIGH)),))
    assert decide(found, "Was sagt § 31 KomIntAVO zur Verzinsung?").status is Status.NO_SUCH_NORM
    assert decide(found, "Was sagt § 31 zur Verzinsung?").status is Status.NOT_REGULATED
    assert decide(found, "Was sagt § 9 KomIntAVO zur Verzinsung?").status is Status.NOT_REGULATED


def test_every_norm_of_the_corpus_exists(assistant: Assistant) -> None:
    for chunk in assistant.library.chunks:
        refs = [unit.ref for unit in chunk.provision.units] + [chunk.provision.ref]
        for ref in filter(None, refs):
            assert gate.missing_norm(understand(f"Was bedeutet {ref}?"), assistant.library) is None, ref


@pytest.mark.parametrize("question", ["Was steht in § 44 SäHO?", "Was heißt das?", "Gilt § 25 Abs. 5 AufenthG?"])
def test_a_question_that_names_no_norm_of_ours_misses_none(assistant: Assistant, question: str) -> None:
    assert gate.missing_norm(understand(question), assistant.library) is None


# --- in English ---------------------------------------------------------------------------------------------------

REFUSALS = [status for status in Status if status not in (Status.ANSWERED, Status.INVALID, Status.ERROR)]


@pytest.mark.parametrize("status", REFUSALS)
def test_an_english_refusal_says_in_english_which_kind_it_is_and_then_the_german(status: Status) -> None:
    found = Found(passages((PAYING, HIGH)), (), ())
    for decision in (gate.Decision(status), gate.Decision(status, notice="§ 31 gibt es nicht.")):
        german, english = refusal(decision, found), refusal(decision, found, Voice.ENGLISH)
        opening, _, rest = english.partition(" In German: ")
        assert rest == german
        assert understand(opening).english
        assert refusal(decision, found, Voice.SIMPLE) == german


def test_no_two_kinds_of_refusal_say_the_same_in_english() -> None:
    found = Found((), (), ())
    openings = {refusal(gate.Decision(s), found, Voice.ENGLISH).partition(" In German: ")[0] for s in REFUSALS}
    assert len(openings) == len(REFUSALS)
