"""The whole corpus: bundled texts with what the user added over them."""

from dataclasses import replace
from pathlib import Path

import pytest

from corpus.adding import Details, add_file
from corpus.documents import Face, Kind, Provision, Source, Unit
from corpus.library import Library, load_library
from corpus.normref import NormRef
from corpus.sources.statute import parse_statute
from corpus.store import Document, Store

REF = NormRef.parse("§ 6 Abs. 1 KomIntAVO")


def _added_text(ref: NormRef, text: str) -> Document:
    provision = Provision(ref.id, ref, "Weiterleitung", text, (Unit(ref, 4, len(text)),))
    source = Source("komintavo", Kind.OFFICIAL, "KomIntAVO", "Stadt", "2031-01-01", law=ref.law)
    return Document(source, (provision,), "komintavo.md", "2031-01-01T00:00:00+00:00")


def test_an_added_official_text_takes_the_place_of_the_restatement(data_dir: Path, bundled: Library) -> None:
    before = bundled.by_key[REF.id]
    Store(data_dir).add(_added_text(REF, "(1) Hier steht der Wortlaut."))
    chunk = load_library(data_dir).by_key[REF.id]
    assert (chunk.provision.text, chunk.source.kind) == ("(1) Hier steht der Wortlaut.", Kind.OFFICIAL)
    assert (chunk.questions, chunk.terms) == (before.questions, before.terms)
    assert chunk.restated == before.restated == (Face(before.provision.words(before.provision.units[0]), REF),)


def test_what_was_not_added_stays_a_restatement_in_its_place(data_dir: Path, bundled: Library) -> None:
    Store(data_dir).add(_added_text(REF, "(1) Hier steht der Wortlaut."))
    after = load_library(data_dir)
    assert [chunk.key for chunk in after.chunks] == [chunk.key for chunk in bundled.chunks]
    assert [c for c in after.chunks if c.key != REF.id] == [c for c in bundled.chunks if c.key != REF.id]
    assert (after.faq, after.topics) == (bundled.faq, bundled.topics)


def test_the_newest_added_version_counts(data_dir: Path) -> None:
    for text in ("(1) Die alte Fassung.", "(1) Die neue Fassung."):
        Store(data_dir).add(_added_text(REF, text))
    assert load_library(data_dir).by_key[REF.id].provision.text == "(1) Die neue Fassung."


def test_an_added_absatz_that_is_not_bundled_is_found(data_dir: Path) -> None:
    ref = replace(REF, absatz="9")
    Store(data_dir).add(_added_text(ref, "(9) Ganz neu."))
    library = load_library(data_dir)
    assert [chunk.provision.text for chunk in library.at(ref)] == ["(9) Ganz neu."]
    assert len(library.laws["KomIntAVO"]) == 45


def test_another_law_and_prose_stand_beside_the_bundled_texts(data_dir: Path, muster_law: Path, tmp_path: Path) -> None:
    add_file(muster_law, data_dir)
    note = tmp_path / "hinweis.txt"
    note.write_text("Die Stadt hilft bei der Integration und zahlt die Miete für das Haus.\n", encoding="utf-8")
    add_file(note, data_dir, Details(title="KomIntAVO"))
    library = load_library(data_dir)
    assert {law: len(chunks) for law, chunks in library.laws.items()} == {
        "KomIntAVO": 44,
        "SächsIntG": 71,
        "MusterVO": 3,
    }
    assert library.by_key["komintavo-eigen-1"].source.kind == Kind.GUIDANCE
    assert {c.source.kind for c in library.laws["KomIntAVO"]} == {Kind.RESTATEMENT}


@pytest.mark.parametrize(("name", "law"), [("komintavo", "KomIntAVO"), ("saechsintg", "SächsIntG")])
def test_the_official_file_replaces_every_absatz_and_every_question_keeps_its_place(
    shared: Path, data_dir: Path, name: str, law: str
) -> None:
    path = shared / "official" / f"{name}.md"
    source = add_file(path, data_dir).source
    assert (source.id, source.law, source.citation is not None) == (name, law, True)
    wording = {p.key: p.text for p in parse_statute(path.read_text(encoding="utf-8")).provisions}
    chunks = load_library(data_dir).laws[law]
    assert {chunk.key: chunk.provision.text for chunk in chunks} == wording
    for chunk in chunks:
        assert chunk.source.kind == Kind.OFFICIAL
        for face in (*chunk.questions, *chunk.restated):
            assert face.unit is None or chunk.provision.find(face.unit) is not None, (chunk.key, face)


# --- look-ups -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("norm", "count"),
    [
        ("§ 6 KomIntAVO", 2),
        ("§ 6 Abs. 1 KomIntAVO", 1),
        ("§ 7 Abs. 2 Satz 2 Nr. 3 KomIntAVO", 1),
        ("§ 7 Satz 3 KomIntAVO", 1),
        ("§ 3 Satz 2 KomIntAVO", 1),
        ("Präambel SächsIntG", 1),
        ("§ 6 Abs. 3 KomIntAVO", 0),
        ("§ 7 Abs. 2 Satz 9 KomIntAVO", 0),
        ("§ 15 KomIntAVO", 0),
        ("§ 6 AufenthG", 0),
        ("§ 6", 0),
    ],
)
def test_a_norm_leads_to_its_absaetze(bundled: Library, norm: str, count: int) -> None:
    assert len(bundled.at(NormRef.parse(norm))) == count


def test_every_unit_can_be_looked_up(bundled: Library) -> None:
    for chunk in bundled.chunks:
        for unit in chunk.provision.units if chunk.provision.ref else ():
            assert unit.ref is not None
            assert bundled.at(unit.ref) == (chunk,)


def test_every_key_is_unique(bundled: Library) -> None:
    assert len(bundled.by_key) == len(bundled.chunks)


def test_the_fingerprint_follows_every_word(bundled: Library) -> None:
    assert bundled.fingerprint == load_library().fingerprint
    first = bundled.chunks[0]
    for changed in (
        replace(first, questions=(*first.questions, Face("Neu?"))),
        replace(first, terms=(*first.terms, "neu")),
        replace(first, source=replace(first.source, stand="2031-01-01")),
        replace(first, provision=replace(first.provision, text=first.provision.text + " Neu.")),
    ):
        assert replace(bundled, chunks=(changed, *bundled.chunks[1:])).fingerprint != bundled.fingerprint
    assert replace(bundled, faq=bundled.faq[1:]).fingerprint != bundled.fingerprint
    assert replace(bundled, topics=bundled.topics[1:]).fingerprint != bundled.fingerprint
