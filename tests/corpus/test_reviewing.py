"""Our own texts on an Absatz count as long as its official wording is the one that they were checked against."""

from dataclasses import replace
from pathlib import Path

import pytest

from corpus import reviewing
from corpus.documents import Provision, Unit
from corpus.errors import CorpusError, FormatError
from corpus.library import Library
from corpus.normref import NormRef
from corpus.reviewing import is_reviewed, mark, review
from corpus.sources.statute import parse_statute

REF = NormRef.parse("§ 6 Abs. 1 KomIntAVO")
TEXT = "(1) Die Stadt zahlt „bis“ zum 1. März, soweit sie kann:\n1. Miete,\n2. Personal."
PROVISION = Provision(REF.id, REF, "Weiterleitung", TEXT, (Unit(REF, 4, len(TEXT)),))


@pytest.mark.parametrize(
    "other", [TEXT.replace("\n", " "), TEXT.replace(" ", "\u00a0"), TEXT.replace("„bis“", '"bis"')]
)
def test_layout_does_not_change_the_mark(other: str) -> None:
    assert mark(replace(PROVISION, text=other)) == mark(PROVISION)


@pytest.mark.parametrize(
    ("old", "new"),
    [("1. März", "2. März"), ("kann", "muss"), ("1. Miete,\n", ""), ("ä", "a")],
)
def test_any_other_word_or_number_changes_the_mark(old: str, new: str) -> None:
    assert mark(replace(PROVISION, text=TEXT.replace(old, new))) != mark(PROVISION)


def test_every_restated_absatz_was_reviewed(bundled: Library) -> None:
    restated = [chunk.key for chunks in bundled.laws.values() for chunk in chunks]
    assert list(reviewing.marks()) == restated


@pytest.mark.parametrize("name", ["komintavo", "saechsintg"])
def test_the_official_texts_are_those_that_were_reviewed(shared: Path, name: str) -> None:
    text = (shared / "official" / f"{name}.md").read_text(encoding="utf-8")
    assert [p.key for p in parse_statute(text).provisions if not is_reviewed(p)] == []


def test_a_reviewed_absatz_is_written_down(bundled_copy: Path) -> None:
    before = reviewing.marks()
    assert not is_reviewed(PROVISION)
    assert review([REF], [PROVISION]) == 1
    assert is_reviewed(PROVISION)
    assert {key: value for key, value in reviewing.marks().items() if key != REF.id} == {
        key: value for key, value in before.items() if key != REF.id
    }


def test_a_norm_without_official_text_cannot_be_reviewed(bundled_copy: Path) -> None:
    with pytest.raises(CorpusError, match=r"no official text of § 7 KomIntAVO is loaded"):
        review([NormRef.parse("§ 7 KomIntAVO")], [PROVISION])


@pytest.mark.parametrize("line", ["komintavo-p1-a1", "komintavo-p1-a1\tabc", "komintavo-p1-a1\t387914c5631cc18a"])
def test_a_line_that_is_no_mark_is_told(bundled_copy: Path, line: str) -> None:
    with (bundled_copy / "reviewed.tsv").open("a", encoding="utf-8") as file:
        file.write(f"{line}\n")
    with pytest.raises(FormatError, match=r"reviewed\.tsv:117"):
        reviewing.marks()


def test_two_numbers_are_not_taken_for_one() -> None:
    one, two = (replace(PROVISION, text=f"(1) Absatz {numbers} gilt.") for numbers in ("1, 2", "12"))
    assert mark(one) != mark(two)
