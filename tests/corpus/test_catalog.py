"""sources.toml: what is bundled, by whom and of what date; and the check of all bundled files."""

from datetime import date
from pathlib import Path

import pydantic
import pytest

from corpus import catalog
from corpus.checking import check_bundled
from corpus.documents import Kind
from corpus.library import Library


def test_the_bundled_corpus_is_sound() -> None:
    assert [str(problem) for problem in check_bundled()] == []


def test_the_bundled_corpus_has_every_absatz_of_both_laws(bundled: Library) -> None:
    assert {law: len(chunks) for law, chunks in bundled.laws.items()} == {"KomIntAVO": 44, "SächsIntG": 71}


def test_a_bundled_law_is_never_called_official() -> None:
    for entry in catalog.entries():
        if entry.stand:
            assert entry.source.kind != Kind.OFFICIAL
            assert (entry.source.kind == Kind.RESTATEMENT) == bool(entry.law)


def test_every_source_has_an_id_of_its_own_and_a_date() -> None:
    ids = [entry.id for entry in catalog.entries()]
    assert len(set(ids)) == len(ids)
    for entry in catalog.entries():
        assert (entry.stand or "2024")[:4].isdigit()
        assert entry.stand or (entry.law and entry.origin)
        for day in (entry.published, entry.in_force, entry.stand if len(entry.stand or "") > 4 else None):
            assert day is None or date.fromisoformat(day)
        assert entry.url is None or entry.url.startswith("https://")


def test_a_law_is_found_by_its_short_name_only() -> None:
    entry = catalog.entry_of_law("SächsIntG")
    assert entry is not None
    assert entry.id == "saechsintg"
    assert catalog.entry_of_law("SITG") is None


def test_an_unknown_key_in_the_catalog_is_refused(bundled_copy: Path) -> None:
    _edit(bundled_copy / "sources.toml", 'id = "begriffe"', 'id = "begriffe"\nverlag = "x"')
    with pytest.raises(pydantic.ValidationError, match="verlag"):
        catalog.entries()


@pytest.mark.parametrize(
    ("file", "old", "new", "finding"),
    [
        ("komintavo.md", "## Förderfähige Ausgaben (§ 3)", "## Förderfähige Ausgaben (§ 33)", "komintavo.md:"),
        ("komintavo.md", "nach § 4 Absatz 3 mitgeteilt", "nach § 44 Absatz 3 mitgeteilt", "which does not exist"),
        ("saechsintg.md", "[2] Die zunehmende", "[9] Die zunehmende", "Satz [9] where [2] was expected"),
        ("fragen-komintavo.md", "## § 1 Abs. 1 KomIntAVO", "## § 1 Abs. 9 KomIntAVO", "no provision komintavo-p1-a9"),
        ("fragen-saechsintg.md", "Begriffe:", "Begriff:", "fragen-saechsintg.md:"),
        ("hinweise.md", "## begriffe |", "## unbekannt |", "no source 'unbekannt' in sources.toml"),
        ("hinweise.md", "## begriffe |", "## begriffe", "hinweise.md:"),
    ],
)
def test_a_slip_in_any_bundled_file_is_found(bundled_copy: Path, file: str, old: str, new: str, finding: str) -> None:
    _edit(bundled_copy / file, old, new)
    assert any(finding in str(problem) for problem in check_bundled())


def _edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{path.name} no longer has {old!r}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
