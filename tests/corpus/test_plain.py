"""The Absätze in simple German."""

import pytest

from corpus.documents import Kind, Simple
from corpus.errors import FormatError
from corpus.library import load_library
from corpus.sources.plain import parse_plain

GOOD = "# Kopf\n## § 3 KomIntAVO\nTitel: Was wird bezahlt?\nKurz: Personal und Sachen.\n"


def test_a_block_is_a_norm_with_title_and_text() -> None:
    assert parse_plain(GOOD, "f") == {"komintavo-p3": Simple("Was wird bezahlt?", "Personal und Sachen.")}


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Titel: Verloren\n", 1),
        ("## § 3 KomIntAVO\nTitel: A\n", 1),
        ("## § 3 KomIntAVO\nKurz: A\n", 1),
        ("## § 3 KomIntAVO\nTitel: A\nTitel: B\nKurz: C\n", 3),
        ("## § 3 KomIntAVO\nTitel: A\nKurz: C\nnoch etwas\n", 4),
        ("## keine Norm\nTitel: A\nKurz: C\n", 1),
        (GOOD + "## § 3 KomIntAVO\n", 5),
    ],
)
def test_a_line_outside_the_format_is_named(text: str, line: int) -> None:
    with pytest.raises(FormatError, match=f"f.*{line}"):
        parse_plain(text, "f")


def test_every_absatz_of_both_laws_is_told_in_simple_german() -> None:
    chunks = [chunk for chunk in load_library().chunks if chunk.source.kind == Kind.RESTATEMENT]
    assert len(chunks) == 115
    assert [chunk.key for chunk in chunks if chunk.simple is None] == []
