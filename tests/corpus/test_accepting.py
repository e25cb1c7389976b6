"""A new text of a law takes the place of the old one only if it is the right law, and whole."""

from dataclasses import replace
from pathlib import Path

import pytest

from corpus import catalog
from corpus.accepting import judged, take
from corpus.documents import Kind, Provision, Source, Unit
from corpus.normref import NormRef
from corpus.store import Document, Store


def _provision(paragraf: str, absatz: str, text: str = "Hier stehen genau sieben Wörter in einer Zeile.") -> Provision:
    ref = NormRef("MusterVO", paragraf, absatz)
    return Provision(ref.id, ref, "Muster", text, (Unit(ref, 0, len(text)),))


BEFORE = tuple(_provision(p, a) for p in ("1", "2", "2a", "3") for a in ("1", "2"))
SOURCE = Source("mustervo", Kind.OFFICIAL, "Muster", "Stadt", "2022-01-01", law="MusterVO", published="2020-05-01")
NEW = Document(SOURCE, BEFORE, "muster.html", "2022-01-02T00:00:00+00:00")


def _without(*keys: str) -> Document:
    return replace(NEW, provisions=tuple(p for p in BEFORE if p.key not in keys))


def test_the_same_text_in_a_later_version_is_accepted() -> None:
    assert judged(NEW, BEFORE, "2021-01-01") == NEW


def test_the_first_text_of_a_law_is_accepted() -> None:
    assert judged(NEW, (), None) == NEW


def test_a_paragraf_that_is_missing_is_a_doubt() -> None:
    new = judged(_without("mustervo-p2a-a1", "mustervo-p2a-a2"), BEFORE, "2021-01-01")
    assert new.doubts == ("§ 2a missing, and not said to be repealed",)


def test_a_paragraf_that_is_said_to_be_repealed_is_none() -> None:
    new = replace(_without("mustervo-p2a-a1", "mustervo-p2a-a2"), repealed=("2a",))
    assert judged(new, BEFORE, "2021-01-01") == new


@pytest.mark.parametrize(("was_of", "doubts"), [("2021-01-01", 0), ("2022-01-01", 1), ("2023-01-01", 1), (None, 0)])
def test_an_absatz_may_go_only_with_a_later_version(was_of: str | None, doubts: int) -> None:
    found = judged(_without("mustervo-p3-a2"), BEFORE, was_of).doubts
    assert len(found) == doubts
    assert not found or found[0] == "§ 3 Abs. 2 MusterVO missing, though no later version"


@pytest.mark.parametrize(("words", "doubts"), [(1.0, 0), (1.6, 0), (0.7, 0), (0.5, 1), (2.0, 1)])
def test_a_text_of_an_implausible_length_is_a_doubt(words: float, doubts: int) -> None:
    text = ("Ein Wort nach dem anderen. " * 40)[: int(47 * words)]
    new = replace(NEW, provisions=tuple(replace(p, text=text) for p in BEFORE))
    assert len(judged(new, BEFORE, "2021-01-01").doubts) == doubts


@pytest.mark.parametrize(("published", "doubts"), [("2024-08-29", 0), ("2024-08-28", 1), (None, 0)])
def test_another_day_of_enactment_is_another_law(published: str | None, doubts: int) -> None:
    entry = catalog.entry_of_law("KomIntAVO")
    assert entry is not None
    assert entry.published == "2024-08-29"
    new = replace(NEW, source=replace(SOURCE, law="KomIntAVO", published=published))
    assert len(judged(new, (), None).doubts) == doubts


def test_a_text_older_than_all_that_is_known_is_compared_with_the_first(data_dir: Path) -> None:
    store = Store(data_dir)
    store.add(NEW)
    cut = replace(_without("mustervo-p3-a1", "mustervo-p3-a2"), source=replace(SOURCE, stand="2020-05-01"))
    assert take(cut, store).doubts == ("§ 3 missing, and not said to be repealed",)


def test_a_cut_text_of_a_restated_law_is_kept_aside_whatever_its_day(data_dir: Path) -> None:
    source = replace(SOURCE, id="komintavo", law="KomIntAVO", stand="2024-08-29", published="2024-08-29")
    taken = take(replace(NEW, source=source), Store(data_dir))
    assert "missing, and not said to be repealed" in taken.doubts[0]
    assert Store(data_dir).held() == (taken,)


def test_what_its_reader_doubted_stays_a_doubt() -> None:
    doubted = replace(NEW, doubts=("no date on the page",))
    assert judged(doubted, BEFORE, "2021-01-01").doubts == ("no date on the page",)
