"""From the text of a § to Absatz, Satz, Nummer, Buchstabe and Doppelbuchstabe."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.documents import Provision
from corpus.errors import StructureError
from corpus.normref import NormRef, clean
from corpus.sources.statute import parse_statute
from corpus.structure import parse_paragraf

PARAGRAF = NormRef("MusterVO", "7")

CLOSING = """(1) Jeder Verein hat einen Plan. Er legt ihn bis zum 31. Dezember 2030 (SächsGVBl. S. 161) vor.
(2) Der Plan enthält

1. die Ziele, 2. die Kosten a) der Räume und b) der Geräte sowie 3. die Termine. Die Termine sind mit der Stadt
abgestimmt.
(3) Betreuen dürfen nur ausgebildete Kräfte. Ungelernte dürfen helfen. Sie weisen ihre Eignung nach. Wer schon länger
dabei ist, für den gelten die Sätze 1 bis 3 nicht."""


def _words(provision: Provision, citation: str) -> str:
    unit = provision.find(NormRef.parse(f"{citation} MusterVO"))
    assert unit is not None, citation
    return provision.words(unit)


def _bare(text: str) -> str:
    return re.sub(r"\s", "", text)


def test_every_absatz_becomes_a_provision_with_its_label() -> None:
    provisions = parse_paragraf(replace(PARAGRAF, law="MusterVO"), "Pläne", CLOSING)
    assert [p.key for p in provisions] == ["mustervo-p7-a1", "mustervo-p7-a2", "mustervo-p7-a3"]
    assert {p.heading for p in provisions} == {"Pläne"}
    assert all(p.text.startswith(f"({number}) ") for number, p in enumerate(provisions, 1))


def test_a_closing_sentence_after_a_list_is_a_satz_of_its_own() -> None:
    plan = parse_paragraf(PARAGRAF, "Pläne", CLOSING)[1]
    assert _words(plan, "§ 7 Abs. 2 Satz 1") == "Der Plan enthält"
    assert _words(plan, "§ 7 Abs. 2 Satz 1 Nr. 2") == "2. die Kosten"
    assert _words(plan, "§ 7 Abs. 2 Satz 1 Nr. 2 Buchst. b") == "b) der Geräte sowie"
    assert _words(plan, "§ 7 Abs. 2 Satz 1 Nr. 3") == "3. die Termine."
    assert _words(plan, "§ 7 Abs. 2 Satz 2") == "Die Termine sind mit der Stadt abgestimmt."


def test_a_satz_may_speak_of_the_saetze_before_it() -> None:
    betreuung = parse_paragraf(PARAGRAF, "Pläne", CLOSING)[2]
    assert [unit.ref.satz for unit in betreuung.units if unit.ref] == ["1", "2", "3", "4"]
    assert _words(betreuung, "§ 7 Abs. 3 Satz 4").endswith("die Sätze 1 bis 3 nicht.")


def test_a_single_satz_carries_no_number() -> None:
    (only,) = parse_paragraf(PARAGRAF, "Plan", "Jeder Verein hat einen Plan.")
    assert (only.ref, [unit.ref for unit in only.units]) == (PARAGRAF, [PARAGRAF])


def test_each_list_entry_stands_on_a_line_of_its_own() -> None:
    plan = parse_paragraf(PARAGRAF, "Pläne", CLOSING)[1]
    assert plan.text.splitlines()[1:3] == ["1. die Ziele,", "2. die Kosten"]


def test_two_lists_in_one_absatz_belong_to_different_saetze() -> None:
    (p,) = parse_paragraf(PARAGRAF, "P", "Nötig sind:\n1. Rat,\n2. Tat. Erlaubt sind:\n1. Lob,\n2. Tadel,\n3. Dank.")
    labels = [(unit.ref.satz, unit.ref.nummer) for unit in p.units if unit.ref]
    assert labels == [("1", None), ("1", "1"), ("1", "2"), ("2", None), ("2", "1"), ("2", "2"), ("2", "3")]


def test_absaetze_with_letters_are_counted() -> None:
    provisions = parse_paragraf(PARAGRAF, "P", "(1) Eins.\n(1a) Eins a.\n(1b) Eins b.\n(2) Zwei.")
    assert [p.ref.absatz for p in provisions if p.ref] == ["1", "1a", "1b", "2"]


def test_a_reference_to_an_absatz_in_parentheses_opens_none() -> None:
    (first, second) = parse_paragraf(PARAGRAF, "P", "(1) Es gilt Absatz (2) und (3) sinngemäß. (2) Neues gilt.")
    assert first.text.endswith("Absatz (2) und (3) sinngemäß.")
    assert second.text == "(2) Neues gilt."


def test_dates_inside_a_list_are_no_entries() -> None:
    (p,) = parse_paragraf(PARAGRAF, "P", "Zu melden sind:\n1. der Stand zum\n3. März 2030,\n2. der Rest.")
    assert [unit.ref.nummer for unit in p.units if unit.ref] == [None, "1", "2"]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("(1) Eins.\n(3) Drei.", r"§ 7 MusterVO: Absatz \(3\) where \(2 or 1a\) was expected"),
        ("(1) Eins. (2) Zwei. (4) Vier.", r"§ 7 MusterVO: Absatz \(4\) where \(3 or 2a\) was expected"),
        ("(1) Eins.\n(2) Zwei.\n(2) Noch einmal zwei.", r"§ 7 MusterVO: Absatz \(2\) where"),
        ("(2) Zwei.\n(3) Drei.", "§ 7 MusterVO: text before Absatz 1"),
        ("Vorweg.\n(1) Eins.\n(2) Zwei.", "§ 7 MusterVO: text before Absatz 1"),
        ("(1) Eins.\n(2) Dazu gehören:\n1. a,\n3. b.", r"§ 7 Abs\. 2 MusterVO: Nr\. 3 follows Nr\. 1"),
        ("(1) Dazu gehören:\n1. a, 2. b und 4. c. (2) Zwei.", r"§ 7 Abs\. 1 MusterVO: Nr\. 4 follows Nr\. 2"),
    ],
)
def test_a_gap_in_the_numbering_fails_the_import_and_names_the_place(text: str, place: str) -> None:
    with pytest.raises(StructureError, match=place):
        parse_paragraf(PARAGRAF, "Pläne", text)


@pytest.mark.parametrize("text", ["(1)", "(1)das gilt. (1) Dies auch.", "(1)(1) Das gilt."])
def test_a_number_in_front_of_no_words_opens_no_absatz_and_loses_none(text: str) -> None:
    (only,) = parse_paragraf(PARAGRAF, "Pläne", text)
    assert only.ref == PARAGRAF
    assert _bare(only.text) == _bare(text)


# --- round trip of generated structures -------------------------------------------------------------------------


@dataclass(frozen=True)
class Entry:
    """A list entry: its words and its own entries."""

    words: str
    entries: tuple["Entry", ...] = ()


@dataclass(frozen=True)
class Satz:
    words: str
    entries: tuple[Entry, ...] = ()


_WORD = st.sampled_from(
    (
        "plan|verein|räume|und|kosten|§ 3 Absatz 2|am 31. Dezember 2030|(SächsGVBl. S. 161)|1 : 100|z. B. Kurse|Stadt|"
        "Nummer 3|Buchstabe c|20 Prozent|bzw. Geräte|der Abs. 2|zum 1. März|20 000 Personen|(§ 12)|im 2. Halbjahr|e. V."
    ).split("|")
)
_LENGTHS = ((2, 3, 11), (2, 3, 4), (2, 3))  # how long a list of each level may be


@st.composite
def _phrases(draw: st.DrawFn) -> str:
    return " ".join(["ein", *draw(st.lists(_WORD, max_size=3)), "ding"])


@st.composite
def _lists(draw: st.DrawFn, depth: int = 0) -> tuple[Entry, ...]:
    length = draw(st.sampled_from(_LENGTHS[depth]))
    parent = draw(st.integers(0, 2 * length)) if depth < 2 else length  # at most one entry has a list of its own
    phrases = [draw(_phrases()) for _ in range(length)]
    return tuple(
        Entry(phrase, draw(_lists(depth + 1)) if number == parent else ()) for number, phrase in enumerate(phrases)
    )


@st.composite
def _saetze(draw: st.DrawFn) -> list[Satz]:
    count = draw(st.integers(1, 3))
    return [Satz(f"Der Plan ist {draw(_phrases())}", draw(st.just(()) | _lists())) for _ in range(count)]


_ABSAETZE = st.lists(_saetze(), min_size=1, max_size=3) | st.just([[Satz("Der Plan ist ein ding")]] * 12)


def _label(depth: int, number: int) -> str:
    letter = "abcdefghijk"[number]
    return (f"{number + 1}.", f"{letter})", f"{letter}{letter})")[depth]


def _lines(entries: tuple[Entry, ...], end: str, depth: int = 0) -> Iterator[tuple[tuple[str, ...], str]]:
    """(labels from the outermost level in, own words) of each entry, with commas, "und" and the last full stop."""
    for number, entry in enumerate(entries):
        label = _label(depth, number)
        stop = end if number == len(entries) - 1 else " und" if number == len(entries) - 2 else ","
        yield (label,), f"{label} {entry.words}{'' if entry.entries else stop}"
        for labels, words in _lines(entry.entries, stop, depth + 1):
            yield (label, *labels), words


def _pieces(saetze: list[Satz]) -> Iterator[tuple[int, tuple[str, ...], str]]:
    """(number of the Satz, labels, own words) of every unit that the text must yield."""
    for number, satz in enumerate(saetze, 1):
        yield number, (), satz.words + ("" if satz.entries else ".")
        for labels, words in _lines(satz.entries, "."):
            yield number, labels, words


def _absatz_text(saetze: list[Satz], flattened: bool) -> str:
    text = ""
    for _, labels, words in _pieces(saetze):
        opens_list = labels == ("1.",)
        text += "" if not text else "\n\n" if opens_list else "\n" if labels and not flattened else " "
        text += words
    return text


@pytest.mark.parametrize("flattened", [False, True], ids=["clean", "flattened"])
@given(_ABSAETZE)
def test_any_structure_is_read_back_from_its_text(flattened: bool, absaetze: list[list[Satz]]) -> None:
    texts = [f"({n}) {_absatz_text(saetze, flattened)}" for n, saetze in enumerate(absaetze, 1)]
    text = (" " if flattened else "\n\n").join(texts)
    provisions = parse_paragraf(PARAGRAF, "Muster", text)
    assert [p.ref.absatz for p in provisions if p.ref] == [str(n) for n in range(1, len(absaetze) + 1)]
    for provision, saetze in zip(provisions, absaetze, strict=True):
        found = [(unit.ref, provision.words(unit)) for unit in provision.units]
        assert found == [(_ref(provision, saetze, *piece), words) for *piece, words in _pieces(saetze)]
    assert _bare("".join(p.text for p in provisions)) == _bare(text)


def _ref(provision: Provision, saetze: list[Satz], satz: int, labels: tuple[str, ...]) -> NormRef:
    assert provision.ref is not None
    levels = dict(zip(("nummer", "buchstabe", "doppelbuchstabe"), (label[:-1] for label in labels), strict=False))
    return replace(provision.ref, satz=str(satz) if len(saetze) > 1 else None, **levels)


# --- the official texts, where they are at hand -------------------------------------------------------------------


@pytest.mark.parametrize(("name", "count"), [("komintavo", 44), ("saechsintg", 71)])
class TestOfficialText:
    def test_it_has_its_number_of_absaetze(self, shared: Path, name: str, count: int) -> None:
        assert len(_official(shared, name)) == count

    def test_every_character_of_a_section_is_in_exactly_one_provision(
        self, shared: Path, name: str, count: int
    ) -> None:
        provisions = _official(shared, name)
        sections = re.split(
            r"^## .*(§ \d+|Präambel).*$", clean((shared / "official" / f"{name}.md").read_text()), flags=re.M
        )
        for label, body in zip(sections[1::2], sections[2::2], strict=True):
            inside = [p for p in provisions if p.ref and p.ref.paragraf == label.removeprefix("§ ")]
            assert _bare("".join(p.text for p in inside)) == _bare(body), label

    def test_the_units_of_a_provision_cover_its_text_in_order(self, shared: Path, name: str, count: int) -> None:
        for provision in _official(shared, name):
            label = f"({provision.ref.absatz})" if provision.ref and provision.ref.absatz else ""
            assert label + "".join(_bare(provision.words(unit)) for unit in provision.units) == _bare(provision.text)
            at = 0
            for unit in provision.units:
                assert at <= unit.start < unit.end <= len(provision.text), provision.key
                at = unit.end

    def test_every_unit_is_inside_its_provision_and_addressed_once(self, shared: Path, name: str, count: int) -> None:
        for provision in _official(shared, name):
            refs = [unit.ref for unit in provision.units]
            assert len(set(refs)) == len(refs), provision.key
            assert all(provision.ref and ref and provision.ref.contains(ref) for ref in refs)

    def test_no_heading_swallowed_the_text_below_it(self, shared: Path, name: str, count: int) -> None:
        assert max(len(provision.heading) for provision in _official(shared, name)) < 120


@pytest.mark.parametrize(
    ("name", "absatz", "saetze"),
    [
        ("komintavo", "§ 12 Abs. 4 KomIntAVO", 4),
        ("komintavo", "§ 12 Abs. 2 KomIntAVO", 2),
        ("komintavo", "§ 7 Abs. 2 KomIntAVO", 3),
        ("komintavo", "§ 14 Abs. 2 KomIntAVO", 2),
        ("saechsintg", "§ 18 Abs. 4 SächsIntG", 4),
        ("saechsintg", "§ 22 Abs. 1 SächsIntG", 6),
        ("saechsintg", "Präambel SächsIntG", 16),
    ],
)
def test_an_official_absatz_has_its_number_of_saetze(shared: Path, name: str, absatz: str, saetze: int) -> None:
    (provision,) = [p for p in _official(shared, name) if str(p.ref) == absatz]
    assert len({unit.ref.satz for unit in provision.units if unit.ref}) == saetze


def _official(shared: Path, name: str) -> tuple[Provision, ...]:
    return parse_statute((shared / "official" / f"{name}.md").read_text(encoding="utf-8")).provisions
