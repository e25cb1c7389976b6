"""Questions and terms beside a text: their verdicts, and what of a record belongs to which paragraph."""

from pathlib import Path

import pytest

from corpus.documents import Face, Verdict
from corpus.normref import NormRef
from corpus.sources.questions import parse_questions, read_questions
from corpus.sources.records import read_records

NORM = "§ 6 Abs. 1 KomIntAVO"


@pytest.mark.parametrize(
    ("line", "face"),
    [
        ("- Wer?", Face("Wer?")),
        ("- (ja) Dürfen wir?", Face("Dürfen wir?", None, Verdict.YES)),
        ("- (bedingt) Dürfen wir?", Face("Dürfen wir?", None, Verdict.CONDITIONAL)),
        ("- [S. 2] (nein) Gilt das?", Face("Gilt das?", NormRef("KomIntAVO", "6", "1", "2"), Verdict.NO)),
        ("- [S. 1 Nr. 3] Was?", Face("Was?", NormRef("KomIntAVO", "6", "1", "1", "3"))),
        ("- Gilt das (nein) auch?", Face("Gilt das (nein) auch?")),
    ],
)
def test_a_question_has_its_place_and_its_verdict(line: str, face: Face) -> None:
    assert parse_questions(f"## {NORM}\n{line}", "q.md")["komintavo-p6-a1"].questions == [face]


def test_a_provision_that_opens_twice_keeps_what_it_had() -> None:
    text = f"## {NORM}\n- Wer?\nBegriffe: a\n\n## ein-hinweis\n- Was?\n\n## {NORM}\nBegriffe: b\n- Wann?"
    found = parse_questions(text, "q.md")
    assert list(found) == ["komintavo-p6-a1", "ein-hinweis"]
    first = found["komintavo-p6-a1"]
    assert [face.text for face in first.questions] == ["Wer?", "Wann?"]
    assert (first.terms, first.lines) == (["a", "b"], [2, 10])


def test_a_repeated_question_keeps_its_first_verdict(tmp_path: Path) -> None:
    paths = [tmp_path / "a.md", tmp_path / "b.md"]
    for path, verdict in zip(paths, ("ja", "nein"), strict=True):
        path.write_text(f"## {NORM}\n- ({verdict}) Dürfen wir?\n", encoding="utf-8")
    assert read_questions(paths)["komintavo-p6-a1"].questions == [Face("Dürfen wir?", None, Verdict.YES)]


def test_questions_and_terms_belong_to_each_paragraph_of_their_record(tmp_path: Path) -> None:
    path = tmp_path / "hinweise.md"
    path.write_text(
        "# Hinweise\n## Die-Quelle | Kopf\nErstens. Mehr.\n- Wer?\nZweitens.\n- Wann?\nBegriffe: a , ,b\n"
        "## andere |  Mit | Strich \nDrittens.\n## leer | Nichts\n- Was?\n",
        encoding="utf-8",
    )
    found = read_records(path)
    asked = (Face("Wer?"), Face("Wann?"))
    assert [(id_, p.key, p.heading, p.text, questions, terms) for id_, p, questions, terms in found] == [
        ("Die-Quelle", "die-quelle-1", "Kopf", "Erstens. Mehr.", asked, ("a", "b")),
        ("Die-Quelle", "die-quelle-2", "Kopf", "Zweitens.", asked, ("a", "b")),
        ("andere", "andere-1", "Mit | Strich", "Drittens.", (), ()),
    ]
    assert all(provision.ref is None for _, provision, *_ in found)
