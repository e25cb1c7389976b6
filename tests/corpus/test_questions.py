"""Everyday questions and lay terms: their format, and that every Absatz has some."""

from pathlib import Path

import pytest

from corpus.errors import FormatError
from corpus.library import Library
from corpus.normref import NormRef
from corpus.sources.questions import check_questions, parse_questions, read_questions
from corpus.sources.restatement import parse_restatement

GOOD = """# Alltagsfragen
<!-- ein Hinweis -->

## § 1 Abs. 1 MusterVO
- Wer zahlt das?
- [S. 1 Nr. 2] Zahlt die Stadt?
Begriffe: Geld, Zuschuss , ,Topf

## Präambel MusterVO
- [Satz 2] Warum das alles?

## ein-hinweis
- Und das?
"""
LAW = """## Präambel
[1] Wir wollen.
[2] Wir können.
## Geld (§ 1)
(1)
[1] Es zahlen:
1. Land,
2. Stadt.
[2] Sofort.
"""


def test_questions_places_and_terms_are_read() -> None:
    found = parse_questions(GOOD, "fragen.md")
    assert list(found) == ["mustervo-p1-a1", "mustervo-praeambel", "ein-hinweis"]
    first = found["mustervo-p1-a1"]
    assert [face.text for face in first.questions] == ["Wer zahlt das?", "Zahlt die Stadt?"]
    assert [face.unit for face in first.questions] == [None, NormRef("MusterVO", "1", "1", "1", "2")]
    assert first.terms == ["Geld", "Zuschuss", "Topf"]
    assert first.lines == [5, 6]
    assert found["mustervo-praeambel"].questions[0].unit == NormRef("MusterVO", "Präambel", satz="2")


@pytest.mark.parametrize(
    ("old", "new", "line", "problem"),
    [
        ("<!-- ein Hinweis -->", "- Wer?", 2, "text before the first"),
        ("- Wer zahlt das?", "Wer zahlt das?", 5, "expected '## …'"),
        ("- Wer zahlt das?", "-", 5, "expected '## …'"),
        ("[S. 1 Nr. 2]", "[oben]", 6, r"unreadable place \[oben\]"),
        ("- Und das?", "- [Satz 1] Und das?", 13, "a place needs a norm"),
    ],
)
def test_a_mistake_names_file_and_line(old: str, new: str, line: int, problem: str) -> None:
    with pytest.raises(FormatError, match=rf"^fragen\.md:{line}: {problem}"):
        parse_questions(GOOD.replace(old, new), "fragen.md")


def test_files_are_joined_and_a_repeated_question_counts_once(tmp_path: Path) -> None:
    one, two = tmp_path / "a.md", tmp_path / "b.md"
    one.write_text("## § 1 MusterVO\n- Wer?\nBegriffe: a, b\n", encoding="utf-8")
    two.write_text("## § 1 MusterVO\n- Wer?\n- Was?\nBegriffe: b, c\n", encoding="utf-8")
    joined = read_questions([one, two])["mustervo-p1"]
    assert [face.text for face in joined.questions] == ["Wer?", "Was?"]
    assert joined.terms == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("## § 9 Abs. 1 MusterVO\n- Wer?", r"q\.md:1: no provision mustervo-p9-a1"),
        ("## Unsinn\n- Wer?", r"q\.md:1: no provision Unsinn"),
        ("## § 1 Abs. 1 MusterVO\n- [S. 1 Nr. 3] Wer?", r"q\.md:2: § 1 Abs\. 1 Satz 1 Nr\. 3 MusterVO does not exist"),
        ("## § 1 Abs. 1 MusterVO\n- Wer?\n- wer?", r"q\.md:3: this question stands here twice"),
        ("## § 1 Abs. 1 MusterVO\n- Wer?\n## Präambel MusterVO\n- Wer?", r"q\.md:4: this question stands here twice"),
    ],
)
def test_a_question_without_a_place_that_exists_is_found(tmp_path: Path, line: str, problem: str) -> None:
    provisions = {p.key: p for p in parse_restatement(LAW, "MusterVO", "muster.md")}
    path = tmp_path / "q.md"
    path.write_text(line, encoding="utf-8")
    (found,) = check_questions(path, provisions)
    assert str(found).startswith(problem.replace("\\", ""))


def test_sound_questions_have_no_findings(tmp_path: Path) -> None:
    provisions = {p.key: p for p in parse_restatement(LAW, "MusterVO", "muster.md")}
    path = tmp_path / "q.md"
    path.write_text(
        "## § 1 Abs. 1 MusterVO\n- Wer?\n- [S. 1 Nr. 2] Auch die Stadt?\n- [Satz 2] Wann?\n", encoding="utf-8"
    )
    assert check_questions(path, provisions) == []


def test_every_absatz_of_both_laws_has_questions_and_terms(bundled: Library) -> None:
    for chunks in bundled.laws.values():
        for chunk in chunks:
            assert chunk.questions, chunk.key
            assert chunk.terms, chunk.key


def test_a_question_is_asked_of_one_absatz_only(bundled: Library) -> None:
    seen: dict[str, str] = {}
    for chunks in bundled.laws.values():
        for chunk in chunks:
            for face in chunk.questions:
                other = seen.setdefault(face.text.casefold(), chunk.key)
                assert other == chunk.key, f"{face.text!r} stands at {other} and {chunk.key}"
