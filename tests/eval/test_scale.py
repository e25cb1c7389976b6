"""The test of scale: invented sections with bad ones among them, and a sample of the real ones where it is at hand."""

import json
import lzma
import random
from pathlib import Path

import pytest

from corpus.documents import Provision
from corpus.library import Library
from corpus.normref import NormRef
from corpus.structure import parse_paragraf
from eval import scale
from eval.bench import Measured
from eval.cases import Case
from eval.saxon import Section, read_sections
from eval.systems import System
from tests.eval.making import case

ROWS = (
    ("waldg.md", "§ 1 Wald", "(1) Der Wald ist grün. Er wächst. (2) Er braucht\n\n1. Licht 2. Wasser."),
    ("waldg.md", "Anlage 1 Karte", "Die Karte zeigt den Wald."),
    ("waldg.md", "§ 2 a Pflege", "Gepflegt wird im Herbst."),
    ("wegeg.md", "§ 1 Wege", "(1) Wege sind frei.\n(3) Wer sie sperrt, zahlt."),
    ("wegeg.md", "§ 2 Mittel", "Nötig sind:\n\n1. Sand,\n4. Kies."),
    ("wegeg.md", "§ 3 Maß", "Nötig sind:\n\n1. Sand,\n2. Kies,\n9. Teer."),
    ("seeg.md", "§ 1 Seen", "Der See ist blau."),
    ("seeg.md", "", "Ohne Überschrift."),
    ("seeg.md", "III. Schluss", "Das war es."),
    ("integration_und_teilhabe_g.md", "§ 1 Ziel", "Unser eigenes Gesetz."),
)
SECTIONS = tuple(Section(number, *row) for number, row in enumerate(ROWS))


def test_a_bad_section_is_counted_under_its_cause_and_does_not_stop_the_rest() -> None:
    tally = scale.import_sections(SECTIONS)
    assert {cause: len(places) for cause, places in tally.failures.items()} == {
        "Absatz (n) where (n or n) was expected": 1,
        "Nr. n follows Nr. n": 2,
    }
    assert tally.failures["Nr. n follows Nr. n"][0] == "§ 2 wegeg: Nr. 4 follows Nr. 1"
    assert [str(provision.ref) for _, provision in tally.provisions] == [
        *("§ 1 Abs. 1 waldg", "§ 1 Abs. 2 waldg", "§ 2a waldg", "§ 1 seeg", "§ 1 integration_und_teilhabe_g"),
    ]
    assert (tally.structured, tally.share) == (4, 4 / 7)


def test_a_section_without_a_paragraf_is_counted_by_its_kind() -> None:
    assert scale.import_sections(SECTIONS).other == {"Anlage": 1, "no heading": 1, "Roman number": 1}


def test_no_section_at_all_is_no_success() -> None:
    assert scale.import_sections([]).share == 0


def _forgetful(ref: NormRef, heading: str, text: str) -> tuple[Provision, ...]:
    return parse_paragraf(ref, heading, text.replace("blau", "") if "See" in text else text)


def _stammering(ref: NormRef, heading: str, text: str) -> tuple[Provision, ...]:
    (first, *others) = parse_paragraf(ref, heading, text)
    twice = Provision(first.key, first.ref, heading, first.text, (*first.units, *first.units))
    return (twice if "See" in text else first, *others)


@pytest.mark.parametrize(
    ("parser", "cause"),
    [(_forgetful, "text lost or moved between Absätze"), (_stammering, "text lost or moved inside an Absatz")],
)
def test_a_parser_that_loses_or_doubles_words_is_found_out(
    parser: object, cause: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scale, "parse_paragraf", parser)
    assert scale.import_sections(SECTIONS).failures[cause] == [f"§ 1 seeg: {cause}"]


def test_a_bad_document_does_not_stop_the_others() -> None:
    errors = scale.import_documents(SECTIONS)
    assert {file: error is None for file, error in errors.items()} == {
        "waldg.md": True,
        "wegeg.md": False,
        "seeg.md": True,
        "integration_und_teilhabe_g.md": True,
    }
    assert "Absatz (3)" in str(errors["wegeg.md"])


def test_the_report_tells_of_sections_documents_and_search(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    searched: list[str] = []

    def measured(_: System, library: Library, cases: dict[str, list[Case]]) -> Measured:
        assert [each.id for each in cases["dev"]] == ["c-1"]
        searched.extend(chunk.provision.text for chunk in library.by_key.values())
        return Measured("Stub", {}, 2.0, [1.0, 3.0], 0.5)

    monkeypatch.setattr(scale, "measured", measured)
    monkeypatch.setattr(scale, "load_library", lambda: Library(()))
    monkeypatch.setattr(scale, "load_cases", lambda split: (case("§ 1 SächsIntG"), case(status="smalltalk")))
    (tmp_path / "corpora").mkdir()
    with lzma.open(tmp_path / "corpora" / "saxon-law.jsonl.xz", "wt", encoding="utf-8") as lines:
        for file, heading, text in ROWS:
            lines.write(json.dumps({"file": file, "heading": heading, "text": text}) + "\n")
    report = scale.report(tmp_path).splitlines()
    assert report[0] == "4 §§ structured, 57.14% of all §§"
    assert report[1] == "5 Absätze, 6 Sätze, 2 Nummern"
    assert report[2] == "2 failed: Nr. n follows Nr. n"
    assert any(line.startswith("3 of 4 documents") for line in report)
    assert any(line.startswith("  wegeg.md: § 1") for line in report)
    assert report[-1].endswith("2 questions (1 different): p50 2.0 ms, p95 2.9 ms")
    assert len(searched) == 4
    assert "Unser eigenes Gesetz." not in searched


def test_of_the_real_sections_nearly_all_are_structured(shared: Path) -> None:
    if not (shared / "corpora" / "saxon-law.jsonl.xz").is_file():
        pytest.skip(f"needs corpora/saxon-law.jsonl.xz in {shared}")
    paragrafe = [section for section in read_sections(shared) if section.paragraf]
    tally = scale.import_sections(random.Random(1500).sample(paragrafe, 1500))
    assert sum(len(places) for places in tally.failures.values()) + tally.structured == 1500
    assert tally.share >= 0.95, tally.failures
