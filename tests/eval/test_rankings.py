"""Rankings beside the perfect one: it alone scores 1, and every step away from it costs."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.normref import NormRef
from eval.metrics import accuracy_at_1, ndcg, recall_at, reciprocal_rank

REFS = [NormRef("KomIntAVO", str(number)) for number in range(1, 15)]
A, B, C, D, E = REFS[:5]


@st.composite
def perfect(draw: st.DrawFn) -> tuple[list[NormRef], list[frozenset[NormRef]]]:
    """Gold groups that share no provision, and a ranking with one of each in front, in any order."""
    refs = draw(st.permutations(REFS))
    sizes = draw(st.lists(st.integers(1, 2), min_size=1, max_size=4))
    gold, rest = [], list(refs)
    for size in sizes:
        gold.append(frozenset(rest[:size]))
        rest = rest[size:]
    front = draw(st.permutations([draw(st.sampled_from(sorted(group, key=str))) for group in gold]))
    return [*front, *rest], gold


@given(perfect())
def test_a_perfect_ranking_scores_one(made: tuple[list[NormRef], list[frozenset[NormRef]]]) -> None:
    ranked, gold = made
    assert accuracy_at_1(ranked, gold) == recall_at(ranked, gold, 4) == reciprocal_rank(ranked, gold) == 1.0
    assert ndcg(ranked, gold) == pytest.approx(1.0)
    assert ndcg(ranked, gold, len(gold)) == pytest.approx(1.0)


@given(perfect(), st.integers(0, 3))
def test_a_gold_passage_that_changes_places_with_a_later_wrong_one_costs(
    made: tuple[list[NormRef], list[frozenset[NormRef]]], at: int
) -> None:
    ranked, gold = made
    at %= len(gold)
    worse = list(ranked)
    worse[at], worse[len(gold)] = worse[len(gold)], worse[at]
    assert ndcg(worse, gold) < ndcg(ranked, gold)
    assert reciprocal_rank(worse, gold) == (1.0 if at else 0.5)
    assert recall_at(worse, gold, len(gold)) == (len(gold) - 1) / len(gold)


@pytest.mark.parametrize(
    ("ranked", "k", "gain"),
    [
        ([A, B, C], 2, 1.0),  # no more than k can be found
        ([D, A, B, C], 2, (1 / math.log2(3)) / (1 + 1 / math.log2(3))),
        ([D, E, C], 3, 0.5 / (1 + 1 / math.log2(3) + 0.5)),
        ([A, A, A], 3, 1 / (1 + 1 / math.log2(3) + 0.5)),
    ],
)
def test_gain_worked_out_by_hand(ranked: list[NormRef], k: int, gain: float) -> None:
    assert ndcg(ranked, [frozenset({A}), frozenset({B}), frozenset({C})], k) == pytest.approx(gain)


def test_the_tenth_passage_counts_and_the_eleventh_does_not() -> None:
    gold = [frozenset({A})]
    others = REFS[1:]
    assert reciprocal_rank([*others[:9], A], gold) == 0.1
    assert ndcg([*others[:9], A], gold) == pytest.approx(1 / math.log2(11))
    assert reciprocal_rank([*others[:10], A], gold) == ndcg([*others[:10], A], gold) == 0.0
