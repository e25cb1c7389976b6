"""The boundary topics: their format, and what a mistake in it is told as."""

from pathlib import Path

import pytest

from corpus.curated import Topic
from corpus.errors import FormatError
from corpus.normref import NormRef
from corpus.sources.topics import STATUSES, parse_topics, read_topics

GOOD = """# Abgrenzung

## not_regulated | Höhe der Löhne
Antwort: Das steht nicht darin: § 3 nennt nur Personal.
Norm: § 3 Satz 2 KomIntAVO, § 12 Abs. 1 SächsIntG
- Was verdient man?
- Welche Entgeltgruppe?

## smalltalk | Gruß
Antwort: Guten Tag.
Norm: -
- Hallo

## unclear | Ohne Norm
Antwort: Was meinen Sie?
- Wie bitte?
"""


def test_every_part_of_a_topic_is_read(tmp_path: Path) -> None:
    topics = parse_topics(GOOD, "abgrenzung.md")
    assert topics[0] == Topic(
        key="not-regulated-hoehe-der-loehne",
        status="not_regulated",
        title="Höhe der Löhne",
        answer="Das steht nicht darin: § 3 nennt nur Personal.",
        norms=(NormRef("KomIntAVO", "3", satz="2"), NormRef("SächsIntG", "12", "1")),
        questions=("Was verdient man?", "Welche Entgeltgruppe?"),
    )
    assert [(topic.status, topic.norms) for topic in topics[1:]] == [("smalltalk", ()), ("unclear", ())]
    path = tmp_path / "abgrenzung.md"
    path.write_text(GOOD, encoding="utf-8")
    assert read_topics(path) == topics


@pytest.mark.parametrize("status", STATUSES)
def test_every_status_is_read(status: str) -> None:
    (topic,) = parse_topics(f"## {status} | Titel\nAntwort: So.\n- Wie?", "abgrenzung.md")
    assert topic.status == status


@pytest.mark.parametrize(
    ("old", "new", "line", "problem"),
    [
        ("## not_regulated | Höhe der Löhne", "- Wer?", 3, "text before the first '## status | title'"),
        ("## smalltalk | Gruß", "## smalltalk Gruß", 9, "expected '## status | title' with a status of not_regulated"),
        ("## smalltalk | Gruß", "## plausch | Gruß", 9, "expected '## status | title' with a status of not_regulated"),
        ("- Hallo", "Hallo", 12, "expected 'Antwort: …', 'Norm: …' or '- question'"),
        ("Norm: -", "Normen: -", 11, "expected 'Antwort: …', 'Norm: …' or '- question'"),
        ("Antwort: Guten Tag.", "Antwort:", 10, "expected 'Antwort: …', 'Norm: …' or '- question'"),
        ("Antwort: Guten Tag.\n", "", 9, "Gruß: no answer or no questions"),
        ("Antwort: Guten Tag.", "Antwort: ", 9, "Gruß: no answer or no questions"),
        ("- Hallo\n", "", 9, "Gruß: no answer or no questions"),
    ],
)
def test_a_mistake_names_file_and_line(old: str, new: str, line: int, problem: str) -> None:
    assert GOOD.count(old) == 1
    with pytest.raises(FormatError) as caught:
        parse_topics(GOOD.replace(old, new), "abgrenzung.md")
    assert (caught.value.file, caught.value.line) == ("abgrenzung.md", line)
    assert caught.value.problem.startswith(problem)
