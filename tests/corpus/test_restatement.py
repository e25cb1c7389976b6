"""The bundled restatement: its format, and that it says no other numbers than the official text."""

import re
from pathlib import Path

import pytest

from corpus import catalog
from corpus.documents import Provision
from corpus.errors import FormatError
from corpus.normref import LAW_NAMES
from corpus.sources.restatement import parse_restatement, read_restatement
from corpus.sources.statute import parse_statute

GOOD = """# Muster (MusterVO)

## Präambel

[1] Wir wollen das.

## Zweck (§ 1)

(1)
[1] Es gilt dies:
1. erstens,
a) hier,
aa) ganz hier,
bb) oder dort,
b) da,
2. zweitens.
[2] Es gilt auch das.

(1a)
[1] Eingefügt.

(2)
[1] Zweitens.

## Ende (§ 1a)

[1] Schluss.

## Dank (§ 2)

[1] Danke.
"""


def test_every_level_of_the_format_is_read() -> None:
    provisions = parse_restatement(GOOD, "MusterVO", "muster.md")
    assert [p.key.removeprefix("mustervo-") for p in provisions] == [
        "praeambel",
        "p1-a1",
        "p1-a1a",
        "p1-a2",
        "p1a",
        "p2",
    ]
    first = provisions[1]
    assert [unit.ref.id.removeprefix("mustervo-p1-a1-") for unit in first.units if unit.ref] == [
        *("s1", "s1-n1", "s1-n1-ba", "s1-n1-ba-daa", "s1-n1-ba-dbb", "s1-n1-bb", "s1-n2", "s2")
    ]
    assert first.text.startswith("(1) Es gilt dies:\n1. erstens,\na) hier,\naa) ganz hier,")
    assert first.heading == "Zweck"


@pytest.mark.parametrize(
    ("old", "new", "line", "problem"),
    [
        ("## Präambel", "Vorweg\n## Präambel", 3, "text before the first '## Heading"),
        ("## Zweck (§ 1)", "## Zweck", 7, "expected '## Heading"),
        ("## Zweck (§ 1)", "## Zweck (§ 3)", 9, "does not follow"),
        ("(2)\n", "(3)\n", 22, r"§ 1 Abs\. 3 MusterVO does not follow § 1 Abs\. 1a"),
        ("(1)\n", "(2)\n", 9, r"§ 1 Abs\. 2 MusterVO does not follow"),
        ("[2] Es gilt", "[3] Es gilt", 17, r"Satz \[3\] where \[2\] was expected"),
        ("[2] Es gilt", "Es gilt", 17, "expected"),
        ("[2] Es gilt", f"[{'2' * 5_000}] Es gilt", 17, "expected"),
        ("2. zweitens", f"{'2' * 5_000}. zweitens", 16, "expected"),
        ("2. zweitens", "3. zweitens", 16, r"list entry 3\. does not follow"),
        ("b) da", "c) da", 15, r"list entry c\) does not follow"),
        ("bb) oder", "cc) oder", 14, r"list entry cc\) does not follow"),
        ("[1] Zweitens.", "1. Zweitens.", 23, "expected"),
        ("## Dank (§ 2)", "## Dank (§ 1a)", 29, "does not follow"),
        ("## Dank (§ 2)", "## Dank (§ 3)", 29, "does not follow"),
    ],
)
def test_a_mistake_names_file_and_line(old: str, new: str, line: int, problem: str) -> None:
    assert GOOD.count(old) == 1
    with pytest.raises(FormatError, match=rf"^muster\.md:{line}: .*{problem}") as caught:
        parse_restatement(GOOD.replace(old, new), "MusterVO", "muster.md")
    assert (caught.value.file, caught.value.line) == ("muster.md", line)


@pytest.mark.parametrize(("law", "count"), [("KomIntAVO", 44), ("SächsIntG", 71)])
def test_the_bundled_restatement_has_every_absatz(law: str, count: int) -> None:
    assert len(_restated(law)) == count


@pytest.mark.parametrize("law", LAW_NAMES)
def test_the_bundled_restatement_has_exactly_the_units_of_the_official_text(shared: Path, law: str) -> None:
    restated, official = _restated(law), _official(shared, law)
    assert [p.ref for p in restated] == [p.ref for p in official]
    assert [p.heading for p in restated] == [p.heading for p in official]
    for ours, theirs in zip(restated, official, strict=True):
        assert [unit.ref for unit in ours.units] == [unit.ref for unit in theirs.units], ours.key


# A number that a restated Satz has beside the official one, and why that is right.
ADDED = {
    "komintavo-p12-a4-s2": {"1"},  # "davon" is spelled out as the Satz that it points to
}
_MONTHS = "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split()
_WORDS = "zwei drei vier fünf sechs sieben acht neun zehn elf zwölf".split()
_DATE = re.compile(rf"\b(\d{{1,2}})\.\s?(?:(\d{{1,2}})\.|({'|'.join(_MONTHS)}))\s?(\d{{4}})?")


def numbers(text: str) -> set[str]:
    """Every number and date of a text, each in one spelling."""
    found = set()
    for day, month, name, year in _DATE.findall(text):
        found.add(f"{int(day)}.{month.lstrip('0') or _MONTHS.index(name) + 1}.{year}")
    rest = re.sub(r"(?<=\d) (?=\d{3}\b)", "", _DATE.sub(" ", text))
    return found | set(re.findall(r"\d+[a-z]?", rest)) | set(re.findall(rf"\b(?:{'|'.join(_WORDS)})\b", rest.lower()))


def test_numbers_are_compared_whatever_their_spelling() -> None:
    assert numbers("am 19. Juni 2003 (S. 161)") == numbers("19.06.2003, S. 161") == {"19.6.2003", "161"}
    assert numbers("bis zum 1. November, 20 000 Personen, Sechs Monate") == {"1.11.", "20000", "sechs"}
    assert numbers("§ 60a") == {"60a"}


@pytest.mark.parametrize("law", LAW_NAMES)
def test_every_number_and_date_is_that_of_the_official_satz(shared: Path, law: str) -> None:
    for ours, theirs in zip(_restated(law), _official(shared, law), strict=True):
        restated, official = _saetze(ours), _saetze(theirs)
        assert restated.keys() == official.keys()
        own_place = {ours.ref.paragraf, ours.ref.absatz} if ours.ref else set()  # "Absatz 3" restated as "§ 4 Absatz 3"
        for key, text in official.items():
            assert numbers(text) <= numbers(restated[key]), f"{key} lost a number"
            assert numbers(restated[key]) - numbers(text) - own_place == ADDED.get(key, set()), f"{key} adds a number"


def _saetze(provision: Provision) -> dict[str, str]:
    """The words of each Satz, lists included, by its key."""
    found: dict[str, str] = {}
    for unit in provision.units:
        assert provision.ref is not None
        assert unit.ref is not None
        key = provision.ref.id + (f"-s{unit.ref.satz}" if unit.ref.satz else "")
        found[key] = f"{found.get(key, '')} {provision.words(unit)}"
    return found


def _restated(law: str) -> tuple[Provision, ...]:
    entry = catalog.entry_of_law(law)
    assert entry is not None
    return read_restatement(catalog.DATA / str(entry.text), law)


def _official(shared: Path, law: str) -> tuple[Provision, ...]:
    name = {"KomIntAVO": "komintavo", "SächsIntG": "saechsintg"}[law]
    return parse_statute((shared / "official" / f"{name}.md").read_text(encoding="utf-8")).provisions
