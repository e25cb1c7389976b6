"""NormRef: the address of a provision, its citation, its key and what lies inside it."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.normref import INNER_LEVELS, LAW_NAMES, PREAMBLE, NormRef, clean, slug

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_NUMBERS = st.builds("{}{}".format, st.integers(1, 199), st.sampled_from(["", "", "", "a", "b", "z"]))
_OPTIONAL = st.none() | _NUMBERS
REFS = st.builds(
    NormRef,
    law=st.sampled_from([None, *LAW_NAMES]),
    paragraf=_NUMBERS | st.just(PREAMBLE),
    absatz=_OPTIONAL,
    satz=_OPTIONAL,
    nummer=_OPTIONAL,
    buchstabe=st.none() | st.sampled_from(_LETTERS),
    doppelbuchstabe=st.none() | st.sampled_from(_LETTERS).map(lambda letter: 2 * letter),
)


@given(REFS)
def test_a_citation_is_read_back_as_the_reference_it_was_written_from(ref: NormRef) -> None:
    assert NormRef.parse(str(ref)) == ref


@pytest.mark.parametrize(
    ("ref", "citation", "key"),
    [
        (NormRef("KomIntAVO", "4", "3", "2"), "§ 4 Abs. 3 Satz 2 KomIntAVO", "komintavo-p4-a3-s2"),
        (NormRef("SächsIntG", PREAMBLE, satz="3"), "Präambel Satz 3 SächsIntG", "saechsintg-praeambel-s3"),
        (NormRef(None, "3a"), "§ 3a", "norm-p3a"),
        (
            NormRef("KomIntAVO", "14", "2", "1", "2", "f", "aa"),
            "§ 14 Abs. 2 Satz 1 Nr. 2 Buchst. f Doppelbuchst. aa KomIntAVO",
            "komintavo-p14-a2-s1-n2-bf-daa",
        ),
    ],
)
def test_citation_and_key_are_written_as_lawyers_expect(ref: NormRef, citation: str, key: str) -> None:
    assert (str(ref), ref.id) == (citation, key)


@given(REFS, REFS)
def test_different_references_have_different_plain_keys(one: NormRef, other: NormRef) -> None:
    assert re.fullmatch(r"[a-z0-9-]+", one.id)
    assert (one.id == other.id) == (one == other)


@given(REFS, st.sets(st.sampled_from(INNER_LEVELS)))
def test_leaving_levels_out_widens_a_reference(ref: NormRef, left_out: set[str]) -> None:
    wider = replace(ref, **dict.fromkeys(left_out))
    assert wider.contains(ref)
    assert ref.contains(wider) == (wider == ref)
    assert ref.provision.contains(ref)


@given(REFS, REFS, REFS)
def test_containing_is_transitive_and_only_mutual_for_equals(a: NormRef, b: NormRef, c: NormRef) -> None:
    related = [replace(a, satz=b.satz), replace(a, satz=None), replace(a, satz=None, absatz=None), b, c]
    for x in related:
        for y in related:
            assert (x.contains(y) and y.contains(x)) == (x == y)
            assert all(x.contains(z) for z in related if x.contains(y) and y.contains(z))


@pytest.mark.parametrize(
    ("outer", "inner", "expected"),
    [
        ("§ 4 Abs. 3 KomIntAVO", "§ 4 Abs. 3 Satz 2 KomIntAVO", True),
        ("§ 4 KomIntAVO", "§ 4 Abs. 3 Satz 2 KomIntAVO", True),
        ("§ 4 Abs. 3 Satz 2 KomIntAVO", "§ 4 Abs. 3 KomIntAVO", False),
        ("§ 4 Abs. 3 KomIntAVO", "§ 4 Abs. 3 SächsIntG", False),
        ("§ 4 Abs. 3 KomIntAVO", "§ 4 Abs. 2 Satz 2 KomIntAVO", False),
        ("§ 1 KomIntAVO", "§ 10 Abs. 1 KomIntAVO", False),
        ("§ 14 Nr. 2 KomIntAVO", "§ 14 Abs. 2 Satz 1 Nr. 2 Buchst. f KomIntAVO", True),
    ],
)
def test_a_provision_contains_what_lies_inside_it(outer: str, inner: str, expected: bool) -> None:
    assert NormRef.parse(outer).contains(NormRef.parse(inner)) is expected


@pytest.mark.parametrize("text", ["", "§", "KomIntAVO", "§ 4 und § 5", "§§ 9 bis 14", "Siehe § 4", "§ 4 Abs. 3 heute"])
def test_anything_but_exactly_one_reference_is_no_reference(text: str) -> None:
    with pytest.raises(ValueError, match="not one norm reference"):
        NormRef.parse(text)


def test_a_key_of_a_name_writes_umlauts_out() -> None:
    assert slug(" Änderung: Größe & Maß (2024) ") == "aenderung-groesse-mass-2024"
    assert slug("A\u0308nderung") == "aenderung"
    assert slug("§ – …") == ""


def test_cleaning_normalises_blanks_and_drops_invisible_characters() -> None:
    assert clean("§\u00a05\u202fAbs.\u20092 Ko\u00adpie\u200b, a\u0308") == "§ 5 Abs. 2 Kopie, ä"
