"""The bundled records: press, guidance and calculated dates in our own words."""

from datetime import date
from pathlib import Path

import pytest

from corpus import catalog
from corpus.errors import FormatError
from corpus.sources.records import read_records

GOOD = """# Hinweise

## ein-hinweis | Was gilt
Es gilt dies. Es gilt z. B. auch das.
Ein zweiter Absatz.
- Was gilt?
Begriffe: Geltung, Regel

## ein-hinweis | Wann
Ab morgen.

## presse-2031 | Neues
Es gibt Neues.
"""


def _records(tmp_path: Path, text: str) -> list[tuple[str, str, str, int, int]]:
    path = tmp_path / "hinweise.md"
    path.write_text(text, encoding="utf-8")
    return [(id_, p.key, p.heading, len(questions), len(terms)) for id_, p, questions, terms in read_records(path)]


def test_each_paragraph_is_numbered_within_its_source(tmp_path: Path) -> None:
    assert _records(tmp_path, GOOD) == [
        ("ein-hinweis", "ein-hinweis-1", "Was gilt", 1, 2),
        ("ein-hinweis", "ein-hinweis-2", "Was gilt", 1, 2),
        ("ein-hinweis", "ein-hinweis-3", "Wann", 0, 0),
        ("presse-2031", "presse-2031-1", "Neues", 0, 0),
    ]


def test_a_unit_of_a_record_is_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "hinweise.md"
    path.write_text(GOOD, encoding="utf-8")
    first = read_records(path)[0][1]
    assert [first.words(unit) for unit in first.units] == ["Es gilt dies.", "Es gilt z. B. auch das."]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("# Hinweise\nZu früh.", r"hinweise\.md:2: text before the first"),
        ("## ohne-strich\nText.", r"hinweise\.md:1: expected '## source-id \| heading'"),
    ],
)
def test_a_mistake_names_file_and_line(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(FormatError, match=message):
        _records(tmp_path, text)


def test_every_bundled_source_says_something_and_every_record_has_a_source() -> None:
    told = {source_id for source_id, *_ in read_records(catalog.DATA / "hinweise.md")}
    assert told == {entry.id for entry in catalog.entries() if not entry.law}


def test_every_bundled_record_can_be_found_by_questions_and_terms() -> None:
    for _, provision, questions, terms in read_records(catalog.DATA / "hinweise.md"):
        assert questions, provision.key
        assert terms, provision.key


def test_calculated_dates_are_right() -> None:
    text = " ".join(p.text for id_, p, *_ in read_records(catalog.DATA / "hinweise.md") if id_ == "berechnete-daten")
    in_force = {entry.law: date.fromisoformat(str(entry.in_force)) for entry in catalog.entries() if entry.text}
    ordinance, act = in_force["KomIntAVO"], in_force["SächsIntG"]
    for day in (ordinance, ordinance.replace(year=2025), act, act.replace(year=2025), act.replace(year=2026)):
        assert _german(day) in text
    assert _german(act.replace(year=2027)) in text


def _german(day: date) -> str:
    months = "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split()
    return f"{day.day}. {months[day.month - 1]} {day.year}"
