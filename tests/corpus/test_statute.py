"""A law from a file: its name, its §§ and their headings."""

import pytest

from corpus.errors import FileRejectedError, StructureError
from corpus.sources.statute import looks_like_statute, parse_statute

NAMED = "# Vereinsverordnung\n(Vereinsverordnung – MusterVO)\n\n"


def _headings(text: str) -> dict[str, str]:
    return {str(p.ref).removesuffix(" MusterVO"): p.heading for p in parse_statute(text).provisions}


@pytest.mark.parametrize(
    ("text", "headings"),
    [
        (
            "## § 1 Zweck\n\n(1) Eins. (2) Zwei.\n\n## § 2 Ziel\n\nDrei.",
            {"§ 1 Abs. 1": "Zweck", "§ 1 Abs. 2": "Zweck", "§ 2": "Ziel"},
        ),
        (
            "## Vereinsverordnung § 1 Zweck\nEins.\n## Vereinsverordnung § 2 Ziel\nZwei.",
            {"§ 1": "Zweck", "§ 2": "Ziel"},
        ),
        ("**§ 1 Zweck**\nEins.\n\n**§ 2 Ziel**\nZwei.", {"§ 1": "Zweck", "§ 2": "Ziel"}),
        ("§ 1\nZweck\nDer Verein hilft.\n§ 2\nZiel\nDer Verein hilft gut.", {"§ 1": "Zweck", "§ 2": "Ziel"}),
        (
            "§ 1\nZweck\n(1) Eins.\n(2) Zwei.\n§ 2\nZiel\nDrei.",
            {"§ 1 Abs. 1": "Zweck", "§ 1 Abs. 2": "Zweck", "§ 2": "Ziel"},
        ),
        ("§ 1 Zweck\nNach\n§ 2 Abs. 1 und\n§ 2\nSatz 2 gilt das.\n§ 2 Ziel\nZwei.", {"§ 1": "Zweck", "§ 2": "Ziel"}),
        ("## § 1\n\n(1) Eins. (2) Zwei.\n\n## § 2\n\nDrei ist es.", {"§ 1 Abs. 1": "1", "§ 1 Abs. 2": "1", "§ 2": "2"}),
        (
            "## § 1 Zweck\nEins.\n## § 1a Mehr\nMehr.\n## § 2 Ziel\nZwei.",
            {"§ 1": "Zweck", "§ 1a": "Mehr", "§ 2": "Ziel"},
        ),
        ("## §\u00a01\u00a0Zweck\nEins.\n## §\u00a02 Ziel\nZwei.", {"§ 1": "Zweck", "§ 2": "Ziel"}),
        (
            "## Vereinsverordnung Präambel\n\nWir wollen das.\n\n## § 1 Zweck\nEins.\n## § 2 Ziel\nZwei.",
            {"Präambel": "Präambel", "§ 1": "Zweck", "§ 2": "Ziel"},
        ),
    ],
)
def test_paragrafe_are_found_in_every_layout(text: str, headings: dict[str, str]) -> None:
    assert looks_like_statute(NAMED + text)
    assert _headings(NAMED + text) == headings


def test_the_preamble_keeps_its_first_sentences() -> None:
    preamble = parse_statute(
        f"{NAMED}## Präambel\n\nWir wollen das. Wir können das.\n\n## § 1 Zweck\nEins.\n"
    ).provisions[0]
    assert (preamble.key, preamble.text) == ("mustervo-praeambel", "Wir wollen das. Wir können das.")


def test_the_word_preamble_inside_the_preamble_is_text() -> None:
    first, *_ = parse_statute(f"{NAMED}## Präambel\n\nWir wollen das.\n\nPräambel\n\n## § 1 Zweck\nEins.\n").provisions
    assert first.text == "Wir wollen das. Präambel"


@pytest.mark.parametrize("number", ["1" * 5_000, "٢"])
def test_a_number_that_no_paragraf_has_opens_none(number: str) -> None:
    (only,) = parse_statute(f"{NAMED}## § 1 Zweck\nEins.\n\n§ {number} Ziel").provisions
    assert only.text == f"Eins. § {number} Ziel"


def test_a_repealed_paragraf_leaves_no_gap_and_no_provision() -> None:
    for word in ("aufgehoben", "weggefallen"):
        assert _headings(f"{NAMED}## § 1 Zweck\nEins.\n## § 2 ({word})\n\n## § 3 Ziel\nDrei.") == {
            "§ 1": "Zweck",
            "§ 3": "Ziel",
        }


def test_a_reference_at_the_start_of_a_line_is_no_heading() -> None:
    text = f"{NAMED}## § 1 Zweck\nEs gilt\n§ 2 Absatz 3 oder\n§ 2 (neu) oder\n§ 2, soweit nötig.\n## § 2 Ziel\nZwei."
    first = parse_statute(text).provisions[0]
    assert first.text == "Es gilt § 2 Absatz 3 oder § 2 (neu) oder § 2, soweit nötig."


@pytest.mark.parametrize(
    ("labels", "place"),
    [
        (["2", "3"], "MusterVO: § 1 is missing"),
        (["1", "3"], "MusterVO: § 3 follows § 1"),
        (["1", "2", "2"], "MusterVO: § 2 follows § 2"),
        (["1", "2", "1"], "MusterVO: § 1 follows § 2"),
        (["1", "1a", "1"], "MusterVO: § 1 follows § 1a"),
        (["1", "1b", "1a"], "MusterVO: § 1a follows § 1b"),
        (["1", "01"], "MusterVO: § 01 follows § 1"),
    ],
)
def test_a_lost_paragraf_fails_the_import(labels: list[str], place: str) -> None:
    with pytest.raises(StructureError, match=place):
        parse_statute(NAMED + "".join(f"## § {label} Zweck\nEs gilt.\n" for label in labels))


_EMPOWERED = "Auf Grund des § 17 Absatz 5 des Sächsischen Integrations- und Teilhabegesetzes wird verordnet:\n\n"


@pytest.mark.parametrize(
    ("head", "law"),
    [
        ("# Kommunalintegrationsarbeitsverordnung", "KomIntAVO"),
        ("Verordnung zur Arbeit\n(Kommunalintegrationsarbeitsverordnung – KomIntAVO)\nvom 1. Mai", "KomIntAVO"),
        ("# Sächsisches Integrations- und Teilhabegesetz", "SächsIntG"),
        ("Gesetz zur Teilhabe\n(Teilhabegesetz –SächsIntG)", "SächsIntG"),
        ("# Aufnahmegesetz (Sächsisches Flüchtlingsaufnahmegesetz - SächsFlüAG)", "SächsFlüAG"),
        (f"Verordnung zum Beirat\n(Beiratsverordnung – BeirVO)\n{_EMPOWERED}", "BeirVO"),
        (f"Kommunalintegrationsarbeitsverordnung\n{_EMPOWERED}", "KomIntAVO"),
        ("Beirat nach dem SächsIntG\n(Beiratsverordnung – BeirVO)", "BeirVO"),
    ],
)
def test_a_law_is_known_by_the_name_before_its_first_paragraf(head: str, law: str) -> None:
    statute = parse_statute(f"{head}\n\n## § 1 Zweck\nEs gilt.\n## § 2 Ziel\nEs gilt auch.\n")
    assert statute.law == law
    assert statute.provisions[0].ref is not None
    assert statute.provisions[0].ref.law == law


@pytest.mark.parametrize("head", ["# Vereinsordnung", f"# Beiratsverordnung\n{_EMPOWERED}", ""])
def test_a_law_without_a_known_short_name_is_refused(head: str) -> None:
    with pytest.raises(FileRejectedError, match="short name was not found") as caught:
        parse_statute(f"{head}\n\n## § 1 Zweck\nEs gilt.\n## § 2 Ziel\nEs gilt auch.\n")
    assert caught.value.reason == "unknown-law"


@pytest.mark.parametrize("text", ["", "Ein Brief zu § 5.\n§ 6 gilt.", "## § 1 Zweck\nNur einer.", "# Titel\n\nText."])
def test_a_text_that_only_names_norms_is_no_law(text: str) -> None:
    assert not looks_like_statute(text)
