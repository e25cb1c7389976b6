"""Metrics of the field: values worked out by hand, and bounds that hold for every ranking."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.normref import NormRef
from eval.metrics import accuracy_at_1, interval, ndcg, recall_at, reciprocal_rank

A, B, C, D, E = (NormRef("KomIntAVO", str(number)) for number in range(1, 6))
AB, C_ONLY = frozenset({A, B}), frozenset({C})
REFS = st.sampled_from([NormRef("KomIntAVO", str(number)) for number in range(1, 9)])
RANKINGS = st.lists(REFS, unique=True, max_size=8)
GOLD = st.lists(st.frozensets(REFS, min_size=1, max_size=3), min_size=1, max_size=4)


@pytest.mark.parametrize(
    ("ranked", "accuracy", "recall", "reciprocal", "gain"),
    [
        ([A, C], 1.0, 1.0, 1.0, 1.0),
        ([C, B], 1.0, 1.0, 1.0, 1.0),
        ([D, B, C], 0.0, 1.0, 1 / 2, (1 / math.log2(3) + 1 / 2) / (1 + 1 / math.log2(3))),
        ([A, B, D], 1.0, 1 / 2, 1.0, 1 / (1 + 1 / math.log2(3))),
        ([D, E, A], 0.0, 1 / 2, 1 / 3, (1 / 2) / (1 + 1 / math.log2(3))),
        ([D, E], 0.0, 0.0, 0.0, 0.0),
        ([], 0.0, 0.0, 0.0, 0.0),
    ],
)
def test_values_worked_out_by_hand(
    ranked: list[NormRef], accuracy: float, recall: float, reciprocal: float, gain: float
) -> None:
    gold = [AB, C_ONLY]
    assert accuracy_at_1(ranked, gold) == accuracy
    assert recall_at(ranked, gold, 5) == recall
    assert reciprocal_rank(ranked, gold) == pytest.approx(reciprocal)
    assert ndcg(ranked, gold) == pytest.approx(gain)


def test_what_stands_behind_k_does_not_count() -> None:
    ranked = [D, E, A]
    assert recall_at(ranked, [AB], 2) == reciprocal_rank(ranked, [AB], 2) == ndcg(ranked, [AB], 2) == 0.0
    assert recall_at(ranked, [AB], 3) == 1.0


@given(RANKINGS, GOLD)
def test_every_value_is_a_share(ranked: list[NormRef], gold: list[frozenset[NormRef]]) -> None:
    values = (
        accuracy_at_1(ranked, gold),
        recall_at(ranked, gold, 5),
        reciprocal_rank(ranked, gold),
        ndcg(ranked, gold),
    )
    assert all(0.0 <= value <= 1.0 + 1e-12 for value in values)
    assert accuracy_at_1(ranked, gold) <= reciprocal_rank(ranked, gold)


@given(RANKINGS, GOLD)
def test_a_gold_passage_in_front_never_lowers_a_value(ranked: list[NormRef], gold: list[frozenset[NormRef]]) -> None:
    best = min(gold[0], key=lambda ref: ref.paragraf)
    raised = [best, *(ref for ref in ranked if ref != best)]
    assert accuracy_at_1(raised, gold) == reciprocal_rank(raised, gold) == 1.0
    assert recall_at(raised, gold, 8) >= recall_at(ranked, gold, 8)


@given(RANKINGS, GOLD, st.integers(1, 7))
def test_recall_never_falls_with_k(ranked: list[NormRef], gold: list[frozenset[NormRef]], k: int) -> None:
    assert recall_at(ranked, gold, k) <= recall_at(ranked, gold, k + 1)


# --- confidence intervals -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("values", [[1.0] * 20, [0.0], [0.25] * 3])
def test_equal_values_have_an_interval_of_no_width(values: list[float]) -> None:
    assert interval(values) == pytest.approx((values[0],) * 3)


def test_an_interval_is_as_wide_as_theory_says() -> None:
    mean, low, high = interval([1.0, 0.0] * 200)
    half = 1.96 * math.sqrt(0.25 / 400)
    assert mean == 0.5
    assert (mean - low, high - mean) == pytest.approx((half, half), rel=0.15)


def test_no_values_have_no_mean() -> None:
    assert all(math.isnan(value) for value in interval([]))


@given(st.lists(st.floats(0, 1), min_size=1, max_size=30))
def test_an_interval_is_reproducible_and_holds_its_mean(values: list[float]) -> None:
    mean, low, high = interval(values)
    assert interval(values) == (mean, low, high)
    assert min(values) - 1e-9 <= low <= high <= max(values) + 1e-9
    assert mean == pytest.approx(sum(values) / len(values))
