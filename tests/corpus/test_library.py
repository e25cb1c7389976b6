"""The whole corpus: bundled texts with what the user added over them."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from corpus import catalog, reviewing
from corpus.adding import Details, add_file
from corpus.documents import Face, Kind, Provision, Source, Unit
from corpus.library import Library, load_library
from corpus.normref import NormRef
from corpus.reviewing import mark
from corpus.sources.statute import parse_statute
from corpus.store import Document, Store

REF = NormRef.parse("§ 6 Abs. 1 KomIntAVO")


def _official(library: Library, stand: str = "2025-01-01", **texts: str | None) -> Document:
    """An official text of the KomIntAVO: our own words, but for the Absätze in `texts` (by key; None: not in it)."""
    words = {key.replace("_", "-"): text for key, text in texts.items()}
    provisions = []
    for chunk in library.laws["KomIntAVO"]:
        own = chunk.provision
        text = words.get(own.key, own.text)
        if text is not None:
            provisions.append(
                own if text == own.text else replace(own, text=text, units=(Unit(own.ref, 4, len(text)),))
            )
    source = Source("komintavo", Kind.OFFICIAL, "KomIntAVO", "Stadt", stand, law="KomIntAVO")
    return Document(source, tuple(provisions), "komintavo.md", "2025-02-01T00:00:00+00:00")


@pytest.fixture
def all_reviewed(bundled: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """As if our own words had been the official ones when the corpus was reviewed."""
    marks = {chunk.key: mark(chunk.provision) for chunk in bundled.chunks}
    monkeypatch.setattr(reviewing, "marks", lambda: marks)


def test_an_official_text_takes_the_place_of_the_restatement(
    data_dir: Path, bundled: Library, all_reviewed: None
) -> None:
    Store(data_dir).add(_official(bundled))
    library = load_library(data_dir)
    assert {chunk.source.kind for chunk in library.laws["KomIntAVO"]} == {Kind.OFFICIAL}
    after, before = library.by_key[REF.id], bundled.by_key[REF.id]
    assert (after.questions, after.restated, after.terms) == (before.questions, before.restated, before.terms)
    assert [chunk.key for chunk in library.chunks] == [chunk.key for chunk in bundled.chunks]
    assert (library.faq, library.topics, library.stale) == (bundled.faq, bundled.topics, ())


def test_a_changed_absatz_is_quoted_alone_until_our_own_texts_on_it_are_reviewed(
    data_dir: Path, bundled: Library, all_reviewed: None
) -> None:
    Store(data_dir).add(_official(bundled, komintavo_p6_a1="(1) Hier steht etwas anderes."))
    library = load_library(data_dir)
    changed, before = library.by_key[REF.id], bundled.by_key[REF.id]
    assert (changed.provision.text, changed.to_review) == ("(1) Hier steht etwas anderes.", True)
    assert changed.simple is None
    assert changed.questions == tuple(Face(face.text) for face in before.questions)
    assert library.stale == (REF,)
    assert [chunk.key for chunk in library.chunks if chunk.to_review] == [REF.id]
    dropped = {entry.key for entry in bundled.faq} - {entry.key for entry in library.faq}
    norms = {e.key: {n.provision for text in e.answer for n in text.norms} for e in bundled.faq}
    assert dropped >= {key for key, on in norms.items() if REF in on} != set()
    assert not any(REF in norms[entry.key] for entry in library.faq)


def test_a_topic_and_a_note_of_ours_on_a_changed_absatz_are_left_out(
    data_dir: Path, bundled: Library, all_reviewed: None
) -> None:
    concept = NormRef.parse("§ 10 Abs. 3 KomIntAVO")
    Store(data_dir).add(_official(bundled, komintavo_p10_a3="(3) Ganz anders."))
    library = load_library(data_dir)
    assert {topic.key for topic in bundled.topics} > {topic.key for topic in library.topics}
    assert not any(norm.contains(concept) for topic in library.topics for norm in topic.norms)
    left_out = {chunk.key for chunk in bundled.chunks} - {chunk.key for chunk in library.chunks}
    assert "berechnete-daten-2" in left_out
    assert all("§ 10" in bundled.by_key[key].provision.text for key in left_out)


def test_an_absatz_that_the_official_text_has_no_longer_is_gone_with_all_that_rests_on_it(
    data_dir: Path, bundled: Library, all_reviewed: None
) -> None:
    Store(data_dir).add(_official(bundled, komintavo_p6_a2=None))
    library = load_library(data_dir)
    gone = replace(REF, absatz="2")
    assert (library.at(gone), library.gone) == ((), (gone,))
    assert library.is_stale(gone)
    assert library.is_stale(replace(REF, absatz=None))
    assert not library.is_stale(REF)
    assert not any(gone.contains(n) for entry in library.faq for text in entry.answer for n in text.norms)


def test_an_absatz_that_is_not_restated_is_found(data_dir: Path, bundled: Library, all_reviewed: None) -> None:
    document = _official(bundled)
    ref = replace(REF, absatz="9")
    new = Provision(ref.id, ref, "Weiterleitung", "(9) Ganz neu.", (Unit(ref, 4, 13),))
    Store(data_dir).add(replace(document, provisions=(*document.provisions, new)))
    library = load_library(data_dir)
    assert [(chunk.provision.text, chunk.to_review) for chunk in library.at(ref)] == [("(9) Ganz neu.", True)]
    assert len(library.laws["KomIntAVO"]) == 45


@pytest.mark.parametrize(
    ("day", "words"),
    [("2024-12-31", "eigene Zusammenfassung"), ("2025-01-01", "(1) Alt."), ("2026-05-01", "(1) Neu.")],
)
def test_a_day_has_the_text_that_was_in_force(data_dir: Path, bundled: Library, day: str, words: str) -> None:
    store = Store(data_dir)
    for stand, text in (("2025-01-01", "(1) Alt."), ("2026-05-01", "(1) Neu.")):
        store.add(_official(bundled, stand, komintavo_p6_a1=text))
    chunk = load_library(data_dir, date.fromisoformat(day)).by_key[REF.id]
    assert words in (chunk.provision.text, chunk.source.kind)


@pytest.mark.parametrize(
    ("day", "laws"),
    [("2024-06-28", []), ("2024-06-29", ["SächsIntG"]), ("2024-09-18", ["KomIntAVO", "SächsIntG"])],
)
def test_a_law_is_not_there_before_it_was_in_force(day: str, laws: list[str]) -> None:
    library = load_library(None, date.fromisoformat(day))
    assert list(library.laws) == laws
    assert all(chunk.source.stand <= day for chunk in library.chunks)
    assert all(library.at(norm) for entry in library.faq for text in entry.answer for norm in text.norms)


def test_of_a_related_law_only_the_paragrafen_of_the_catalog_are_used(
    data_dir: Path, bundled: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = catalog.Entry(id="x", kind="Gesetz", law="KomIntAVO", title="X", publisher="X", paragrafen=frozenset("67"))
    Store(data_dir).add(_official(bundled))
    with monkeypatch.context() as patch:
        patch.setattr(catalog, "entry_of_law", lambda _: entry)
        library = load_library(data_dir)
    assert {c.provision.ref.paragraf for c in library.every_law["KomIntAVO"] if c.provision.ref} == {"6", "7"}


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
        replace(first, source=replace(first.source, stand="2021-01-01")),
        replace(first, provision=replace(first.provision, text=first.provision.text + " Neu.")),
    ):
        assert replace(bundled, chunks=(changed, *bundled.chunks[1:])).fingerprint != bundled.fingerprint
    assert replace(bundled, faq=bundled.faq[1:]).fingerprint != bundled.fingerprint
    assert replace(bundled, topics=bundled.topics[1:]).fingerprint != bundled.fingerprint
