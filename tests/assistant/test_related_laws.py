"""Related laws are quoted where a question names them; no search finds them unless the catalog says so."""

from dataclasses import replace
from pathlib import Path

import pytest

from assistant.answer import Status
from assistant.ask import Assistant
from assistant.build import build_assistant
from assistant.settings import Settings
from corpus import catalog
from corpus.documents import Kind, Provision, Source, Unit
from corpus.library import load_library
from corpus.normref import NormRef
from corpus.store import Document, Store

TEXT = "Ein Regenschirm kann auf Antrag am Bahnhof ausgeliehen werden."


def _document(law: str, paragraf: str) -> Document:
    ref = NormRef(law, paragraf)
    entry = catalog.entry_of_law(law)
    assert entry is not None
    source = Source(entry.id, Kind.OFFICIAL, entry.title, entry.publisher, "2021-01-01", law=law)
    provisions = (Provision(ref.id, ref, "Leihe", TEXT, (Unit(ref, 0, len(TEXT)),)),)
    return Document(source, provisions, "x.zip", "2021-01-01T00:00:00+00:00")


@pytest.fixture(scope="module")
def related(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder = tmp_path_factory.mktemp("related")
    Store(folder).add(_document("AufenthG", "60a"))
    return build_assistant(Settings(data_dir=folder))


@pytest.mark.parametrize("question", ["Was steht in § 60a AufenthG?", "Wer leiht nach § 60a AufenthG Schirme aus?"])
def test_a_related_law_that_is_named_is_quoted(related: Assistant, question: str) -> None:
    answer = related.ask(question)
    assert answer.status is Status.ANSWERED
    assert [citation.ref for citation in answer.citations] == ["§ 60a AufenthG"]


def test_no_search_finds_it_and_nothing_else_ranks_otherwise(related: Assistant, assistant: Assistant) -> None:
    for question in ("Kann ich am Bahnhof einen Regenschirm ausleihen?", "Wer darf die Zuweisung weiterleiten?"):
        with_it, without = related.ask(question), assistant.ask(question)
        assert (with_it.status, with_it.text) == (without.status, without.text)
        assert not any(passage.chunk.provision.ref == NormRef("AufenthG", "60a") for passage in with_it.passages)


@pytest.mark.parametrize(
    ("question", "status"),
    [("Was regelt § 61 AufenthG?", Status.OUT_OF_SCOPE), ("Was steht in § 60a?", Status.NO_SUCH_NORM)],
)
def test_what_is_not_loaded_of_it_and_a_norm_without_law_are_not_taken_for_it(
    related: Assistant, question: str, status: Status
) -> None:
    assert related.ask(question).status is status


def test_a_law_that_the_catalog_has_searched_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Store(tmp_path).add(_document("AufenthG", "60a"))
    assert "AufenthG" not in load_library(tmp_path).laws
    entries = tuple(
        entry.model_copy(update={"searched": True}) if entry.law == "AufenthG" else entry for entry in catalog.entries()
    )
    monkeypatch.setattr(catalog, "entries", lambda: entries)
    library = load_library(tmp_path)
    assert library.laws["AufenthG"] == library.every_law["AufenthG"]
    small = replace(library, chunks=library.laws["AufenthG"], faq=(), topics=())
    assert small.related == ()
