"""The curated FAQ: its format, and what a mistake in it is told as."""

from pathlib import Path

import pytest

from corpus.curated import BackedText, FaqEntry
from corpus.documents import Verdict
from corpus.errors import FormatError
from corpus.normref import NormRef
from corpus.sources.faq import parse_faq, read_faq

GOOD = """# Häufige Fragen

## autos
Gruppe: Kämmerei
Urteil: nein
Frage: Dürfen wir Autos kaufen?
- Zahlt das Land Autos?
- wagen kaufen
Antwort: Nein: Autos zählen nicht dazu. {§ 3 Satz 2 KomIntAVO}
Antwort: Räder auch nicht. {§ 3 Satz 2 KomIntAVO; § 6 Abs. 1 KomIntAVO}
Einfach: Kein Auto. { § 3 Satz 2 KomIntAVO ;§ 1 Abs. 2 KomIntAVO }
English: No cars. {§ 3 Satz 2 KomIntAVO}

## zweck
Gruppe: Rat
Urteil: -
Frage: Wozu?
Antwort: Dazu. {Präambel SächsIntG}
Einfach: Dazu. {§ 1 SächsIntG}
English: For that. {§ 1 SächsIntG}
"""


def backed(text: str, *norms: str) -> BackedText:
    return BackedText(text, tuple(NormRef.parse(norm) for norm in norms))


def test_every_part_of_an_entry_is_read(tmp_path: Path) -> None:
    autos, zweck = parse_faq(GOOD, "faq.md")
    assert autos == FaqEntry(
        key="autos",
        group="Kämmerei",
        verdict=Verdict.NO,
        question="Dürfen wir Autos kaufen?",
        variants=("Zahlt das Land Autos?", "wagen kaufen"),
        answer=(
            backed("Nein: Autos zählen nicht dazu.", "§ 3 Satz 2 KomIntAVO"),
            backed("Räder auch nicht.", "§ 3 Satz 2 KomIntAVO", "§ 6 Abs. 1 KomIntAVO"),
        ),
        simple=backed("Kein Auto.", "§ 3 Satz 2 KomIntAVO", "§ 1 Abs. 2 KomIntAVO"),
        english=backed("No cars.", "§ 3 Satz 2 KomIntAVO"),
    )
    assert (zweck.verdict, zweck.variants) == (None, ())
    assert zweck.answer == (backed("Dazu.", "Präambel SächsIntG"),)
    path = tmp_path / "faq.md"
    path.write_text(GOOD, encoding="utf-8")
    assert read_faq(path) == (autos, zweck)


@pytest.mark.parametrize("verdict", Verdict)
def test_every_verdict_has_its_word(verdict: Verdict) -> None:
    assert parse_faq(GOOD.replace("Urteil: nein", f"Urteil: {verdict}"), "faq.md")[0].verdict is verdict


def test_an_empty_file_has_no_entries() -> None:
    assert parse_faq("# Häufige Fragen\n\n", "faq.md") == ()


@pytest.mark.parametrize(
    ("old", "new", "line", "problem"),
    [
        ("## autos", "- Autos?", 3, "text before the first '## key'"),
        ("## autos", "Gruppe: Rat", 3, "text before the first '## key'"),
        ("Gruppe: Kämmerei", "Gruppe Kämmerei", 4, "expected one of Gruppe, Urteil"),
        ("Gruppe: Kämmerei", "Kreis: Kämmerei", 4, "expected one of Gruppe, Urteil"),
        ("Gruppe: Kämmerei", "gruppe: Kämmerei", 4, "expected one of Gruppe, Urteil"),
        ("- wagen kaufen", "wagen kaufen", 8, "expected one of Gruppe, Urteil"),
        ("Urteil: nein", "Urteil: Nein", 5, "Urteil is ja, nein, bedingt, ungeregelt or -"),
        (" {§ 3 Satz 2 KomIntAVO}\nAntwort", "\nAntwort", 9, "expected 'text {§ n Abs. n LAW; …}'"),
        ("Räder auch nicht. {", "{", 10, "expected 'text {§ n Abs. n LAW; …}'"),
        ("§ 6 Abs. 1 KomIntAVO}", "§ 6 Abs. 1 KomIntAVO} bald", 10, "expected 'text {§ n Abs. n LAW; …}'"),
        ("§ 6 Abs. 1 KomIntAVO}", "Abs. 1}", 10, "not one norm reference: 'Abs. 1'"),
        ("§ 6 Abs. 1 KomIntAVO}", "§ 6 und § 7 KomIntAVO}", 10, "not one norm reference"),
        ("§ 6 Abs. 1 KomIntAVO}", "}", 10, "not one norm reference: ''"),
        ("English: No cars. {§ 3 Satz 2 KomIntAVO}", "English: No cars.", 12, "expected 'text {§ n Abs. n LAW; …}'"),
        ("## zweck", "## autos", 3, "the key autos stands here twice"),
        ("Urteil: -\nFrage: Wozu?\n", "", 14, "zweck: no Urteil, Frage"),
        *[
            (f"{name}: Dazu. {{{norm} SächsIntG}}\n", "", 14, f"zweck: no {name}")
            for name, norm in (("Antwort", "Präambel"), ("Einfach", "§ 1"))
        ],
        ("English: For that. {§ 1 SächsIntG}\n", "", 14, "zweck: no English"),
        ("Gruppe: Rat\n", "", 14, "zweck: no Gruppe"),
    ],
)
def test_a_mistake_names_file_and_line(old: str, new: str, line: int, problem: str) -> None:
    assert GOOD.count(old) >= 1
    with pytest.raises(FormatError) as caught:
        parse_faq(GOOD.replace(old, new, 1), "faq.md")
    assert (caught.value.file, caught.value.line) == ("faq.md", line)
    assert caught.value.problem.startswith(problem)
