"""The retrieval benchmark: what is measured of a system, its systems on a tiny library, and its report."""

import json
import lzma
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.library import Library
from corpus.normref import NormRef
from eval import bench
from eval.bench import Measured, measured
from eval.cases import Case
from eval.systems import SYSTEMS, Rank, System, haystack
from tests.assistant.fakes import law_chunk
from tests.eval.making import case

CARS = NormRef.parse("§ 3 KomIntAVO")
FILLER = (
    "Näheres bestimmt die zuständige Behörde nach eigenem Ermessen durch einen Bescheid, der zu begründen ist. " * 8
)
TEXTS = {
    "§ 3 KomIntAVO": "Fahrzeuge und Baumaßnahmen werden nicht gefördert.",
    "§ 7 KomIntAVO": "Unterlagen sind fünf Jahre lang aufzubewahren.",
    "§ 2 SächsIntG": "Teilhabe und Zusammenhalt der Menschen werden gestärkt.",
    "§ 9 SächsIntG": "Integrationsbeauftragte arbeiten hauptamtlich im Landkreis.",
}
LIBRARY = Library(tuple(law_chunk(ref, [("", f"{text} {FILLER}")], text.split()[0]) for ref, text in TEXTS.items()))
CASES = [case(ref, question=text) for ref, text in TEXTS.items()]


def always_cars(library: Library, folder: Path) -> Rank:
    """A system that finds § 3, whatever is asked; its index is a file."""
    (folder / "index").touch(exist_ok=False)
    return lambda case: [CARS]


def test_a_system_is_measured_on_each_split_and_timed_a_set_number_of_times(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def make(library: Library, folder: Path) -> Rank:
        assert library is LIBRARY
        assert list(folder.iterdir()) == []
        return lambda case: asked.append(case.question) or [CARS]  # type: ignore[func-returns-value]

    monkeypatch.setattr(bench, "_RUNS", 9)
    found = measured(System("Stub", make), LIBRARY, {"dev": CASES[:2], "test": CASES[2:]})
    assert found.name == "Stub"
    assert {split: [row.values for row in rows] for split, rows in found.rows.items()} == {
        "dev": [(1.0, 1.0, 1.0, 1.0), (0.0, 0.0, 0.0, 0.0)],
        "test": [(0.0, 0.0, 0.0, 0.0)] * 2,
    }
    assert len(found.times) == 9
    assert all(time >= 0 for time in found.times)
    assert found.built >= 0
    assert 0.001 < found.memory < 1000
    questions = [each.question for each in CASES]
    assert asked == [*questions, *questions, *questions, questions[0]]


# --- systems ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("system", [s for s in SYSTEMS if not s.name.startswith("peer")], ids=lambda s: s.name)
def test_every_system_finds_a_provision_by_its_own_words(system: System, tmp_path: Path) -> None:
    assert_own_words_come_first(system, tmp_path)


@pytest.mark.slow
def test_the_usual_pipeline_finds_a_provision_by_its_own_words(tmp_path: Path) -> None:
    (peer,) = (system for system in SYSTEMS if system.name.startswith("peer"))
    assert_own_words_come_first(peer, tmp_path)


@pytest.mark.slow
def test_a_piece_of_text_gives_the_provision_that_it_holds_most_of_first() -> None:
    from eval import peer

    short, long = (
        law_chunk(ref, [("", text)], "X") for ref, text in (("§ 1 KomIntAVO", "a"), ("§ 2 KomIntAVO", "b" * 50))
    )
    text, spans = peer._joined((short, long))
    refs = [chunk.provision.ref for chunk in (short, long)]
    assert [text[start:end].strip() for start, end, _ in spans] == ["X\na", f"X\n{'b' * 50}"]
    assert peer._overlapping(spans, 0, len(text)) == refs[::-1]
    assert peer._overlapping(spans, 0, 3) == refs[:1]


def assert_own_words_come_first(system: System, folder: Path) -> None:
    rank: Callable[[Case], list[NormRef]] = system.make(LIBRARY, folder)
    for each in CASES:
        ranked = rank(each)
        assert {ranked[0]} == each.gold[0], each.question
        assert len(ranked) == len(set(ranked)) <= 10


def test_the_systems_have_names_of_their_own() -> None:
    assert len({system.name for system in SYSTEMS}) == len(SYSTEMS)


# --- the haystack -------------------------------------------------------------------------------------------------


def shared_folder(folder: Path, *sections: tuple[str, str, str]) -> Path:
    (folder / "corpora").mkdir()
    with lzma.open(folder / "corpora" / "saxon-law.jsonl.xz", "wt", encoding="utf-8") as lines:
        for file, heading, text in sections:
            lines.write(json.dumps({"file": file, "heading": heading, "text": text}) + "\n")
    return folder


def test_the_haystack_holds_every_other_section_beside_ours(tmp_path: Path) -> None:
    folder = shared_folder(
        tmp_path,
        ("saechs_waldgesetz.md", "§ 1 Wald", "Der Wald ist grün."),
        ("integration_und_teilhabe_gesetz.md", "§ 2 Ziele", "Unser eigenes Gesetz."),
        ("saechs_fischereigesetz.md", "§ 3 Fische", "Die Fische schwimmen."),
    )
    large = haystack(LIBRARY, folder)
    assert large.chunks[: len(LIBRARY.chunks)] == LIBRARY.chunks
    others = large.chunks[len(LIBRARY.chunks) :]
    assert [(c.provision.heading, c.provision.text, c.provision.ref) for c in others] == [
        ("§ 1 Wald", "Der Wald ist grün.", None),
        ("§ 3 Fische", "Die Fische schwimmen.", None),
    ]
    assert len(large.by_key) == len(large.chunks)


def test_a_section_of_another_law_counts_as_no_provision_of_ours(tmp_path: Path) -> None:
    words = "Fahrzeuge und Baumaßnahmen werden nicht gefördert."
    large = haystack(LIBRARY, shared_folder(tmp_path, ("saechs_strassengesetz.md", "Fahrzeuge", words)))
    system = next(system for system in SYSTEMS if system.name == "BM25, text")
    first, second, *_ = system.make(large, tmp_path)(CASES[0])
    assert (first.law, second) == (None, CARS)


# --- the report ---------------------------------------------------------------------------------------------------


@pytest.fixture
def one_system(monkeypatch: pytest.MonkeyPatch) -> None:
    """A benchmark of one stub on the tiny library; the cases of the project are left alone."""
    monkeypatch.setattr(bench, "SYSTEMS", (System("Stub", always_cars),))
    monkeypatch.setattr(bench, "load_library", lambda: LIBRARY)
    monkeypatch.setattr(bench, "load_cases", lambda split: (*CASES[:2], case(status="smalltalk")))


def rows_of(report: str) -> list[list[str]]:
    return [line.split() for line in report.splitlines() if line.startswith(("Stub", "haystack"))]


@pytest.mark.usefixtures("one_system")
def test_the_report_says_so_where_the_shared_folder_is_missing(tmp_path: Path) -> None:
    report = bench.report(tmp_path / "nirgends")
    assert report.splitlines()[-1] == f"no haystack, no LegalQuAD: {tmp_path / 'nirgends'} is missing"
    assert [line[:3] for line in rows_of(report)] == [["Stub", "dev", "0.500"], ["Stub", "test", "0.500"]]


@pytest.mark.usefixtures("one_system")
def test_the_report_has_the_haystack_and_legalquad_where_there_is_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sizes: dict[str, int] = {}

    def apart(system: System, library: Library, cases: dict[str, list[Case]]) -> Measured:
        sizes[system.name] = len(library.chunks)
        return measured(system, library, cases)

    monkeypatch.setattr(bench, "_apart", apart)
    monkeypatch.setattr(bench, "HAYSTACK_SYSTEMS", (System("haystack", always_cars),))
    monkeypatch.setattr(bench, "legalquad", lambda path: f"quad of {path.relative_to(tmp_path)}")
    report = bench.report(shared_folder(tmp_path, ("wald.md", "Wald", "Grün."), ("see.md", "See", "Blau.")))
    assert sizes == {"Stub": len(LIBRARY.chunks), "haystack": len(LIBRARY.chunks) + 2}
    assert report.splitlines()[-1] == f"quad of {Path('benchmarks', 'LegalQuAD.json')}"
    assert len(rows_of(report)) == 4
    assert "missing" not in report
