"""What changed between two texts of a law."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from corpus.comparing import Mark, Words, changes
from corpus.documents import Provision, Unit
from corpus.normref import NormRef


def _provision(absatz: str, text: str) -> Provision:
    ref = NormRef("MusterVO", "1", absatz)
    return Provision(ref.id, ref, "Zweck", text, (Unit(ref, 0, len(text)),))


OLD = (_provision("1", "(1) Die Stadt zahlt bis zum 1. März."), _provision("2", "(2) Sie kann zahlen."))


def test_equal_texts_have_no_changes() -> None:
    assert changes(OLD, OLD) == ()


def test_other_blanks_are_no_change() -> None:
    assert changes(OLD, (replace(OLD[0], text=OLD[0].text.replace(" ", "\n")), OLD[1])) == ()


def test_the_words_that_went_and_came_are_marked() -> None:
    (change,) = changes(OLD, (_provision("1", "(1) Die Stadt zahlt bis zum 1. Juli."), OLD[1]))
    assert change.title == "§ 1 Abs. 1 MusterVO"
    assert change.words[-2:] == (Words(Mark.OLD, "März."), Words(Mark.NEW, "Juli."))
    assert {words.mark for words in change.words[:-2]} == {Mark.SAME}


def test_a_provision_that_came_stands_in_its_place_and_one_that_went_is_last() -> None:
    found = changes(OLD, (OLD[0], _provision("1a", "(1a) Neu.")))
    assert [(change.key, {words.mark for words in change.words}) for change in found] == [
        ("mustervo-p1-a1a", {Mark.NEW}),
        ("mustervo-p1-a2", {Mark.OLD}),
    ]


TEXTS = st.lists(st.sampled_from(["a", "b", "c", "d"]), min_size=1, max_size=12).map(" ".join)


@given(TEXTS, TEXTS)
def test_both_texts_can_be_read_out_of_a_change(old: str, new: str) -> None:
    for change in changes((_provision("1", old),), (_provision("1", new),)):
        for text, gone in ((old, Mark.NEW), (new, Mark.OLD)):
            kept = " ".join(words.text for words in change.words if words.mark is not gone)
            assert kept == f"Zweck · {text}"
