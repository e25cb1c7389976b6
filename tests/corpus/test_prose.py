"""Press releases and guidance: what is text, what is letterhead."""

from pathlib import Path

import pytest

from corpus.documents import Kind
from corpus.sources.prose import Prose, parse_prose, prose_provisions

LETTER = """# Medieninformation

Landratsamt Musterkreis

**Ihre Ansprechpartnerin**
Erika Muster

Telefon +49 351 000 000
presse@muster.example\\*

03.05.2031

## Neues Haus für Vereine eröffnet

**Landrätin: »Hier trifft sich der Kreis«**

Am Montag hat der Kreis ein Haus eröffnet. Es steht allen Vereinen offen, die sich um
Geflüchtete kümmern. In den Räumen des Hauses

**Hausanschrift:**
**Landratsamt Musterkreis**
Musterweg 1
01234 Musterstadt

[www.muster.example](http://www.muster.example)

Zu erreichen mit den
Linien 1 und 2.

\\* Kein Zugang für verschlüsselte
Nachrichten.

sollen auch Kurse stattfinden.

»Das freut uns.«

Mehr steht hier:

<https://www.muster.example/haus>

Hintergrund:

Der Kreis zahlt z. B. Miete und Strom. Die Vereine planen selbst.
"""


@pytest.fixture(scope="module")
def letter() -> Prose:
    return parse_prose(LETTER)


def test_title_date_kind_and_publisher_are_read(letter: Prose) -> None:
    assert letter.title == "Neues Haus für Vereine eröffnet"
    assert letter.dated == "2031-05-03"
    assert letter.kind == Kind.PRESS
    assert letter.publisher == "Landratsamt Musterkreis"


def test_a_sentence_cut_by_an_address_block_is_joined(letter: Prose) -> None:
    (whole,) = [text for _, text in letter.paragraphs if "In den Räumen" in text]
    assert whole.endswith("In den Räumen des Hauses sollen auch Kurse stattfinden.")


def test_letterhead_and_addresses_are_left_out(letter: Prose) -> None:
    text = " ".join(text for _, text in letter.paragraphs)
    for furniture in ("Telefon", "@", "Musterweg", "01234", "Linien", "verschlüsselte", "https://", "Ansprechpartner"):
        assert furniture not in text
    assert letter.left_out >= 7


def test_a_quotation_is_a_paragraph(letter: Prose) -> None:
    assert "»Das freut uns.«" in [text for _, text in letter.paragraphs]


def test_a_label_is_the_heading_of_what_follows(letter: Prose) -> None:
    assert letter.paragraphs[-1] == (
        "Hintergrund:",
        "Der Kreis zahlt z. B. Miete und Strom. Die Vereine planen selbst.",
    )
    assert letter.paragraphs[0][0] == "Landrätin: »Hier trifft sich der Kreis«"


def test_a_provision_is_a_paragraph_and_a_unit_a_sentence(letter: Prose) -> None:
    provisions = prose_provisions("Haus 2031", letter.paragraphs)
    assert [p.key for p in provisions] == [f"haus-2031-{n}" for n in range(1, len(letter.paragraphs) + 1)]
    last = provisions[-1]
    assert [last.words(unit) for unit in last.units] == [
        "Der Kreis zahlt z. B. Miete und Strom.",
        "Die Vereine planen selbst.",
    ]


@pytest.mark.parametrize(
    ("text", "dated"),
    [
        ("Es begann am 3. Mai 2031.", "2031-05-03"),
        ("Stand 03.05.2031", "2031-05-03"),
        ("Stand 3. 5. 2031", "2031-05-03"),
        ("Am 31.02.2031 nicht, am 1.3.2031 wohl.", "2031-03-01"),
        ("Im Mai 2031.", None),
    ],
)
def test_the_first_possible_date_is_that_of_the_text(text: str, dated: str | None) -> None:
    assert parse_prose(text).dated == dated


def test_a_text_without_a_press_label_is_guidance() -> None:
    guidance = parse_prose("# Merkblatt\n\nVereine stellen Anträge bei der Stadt.\n\n- Sie nennen die Kosten")
    assert (guidance.kind, guidance.title, guidance.dated) == (Kind.GUIDANCE, "Merkblatt", None)
    assert [text for _, text in guidance.paragraphs] == [
        "Vereine stellen Anträge bei der Stadt.",
        "- Sie nennen die Kosten",
    ]


@pytest.mark.parametrize("text", ["", "   \n\n ", "01234 Musterstadt", "Telefon 0351"])
def test_a_text_of_nothing_but_furniture_has_no_paragraphs(text: str) -> None:
    assert parse_prose(text).paragraphs == ()


class TestPressReleaseOf2024:
    @pytest.fixture
    def release(self, shared: Path) -> Prose:
        (seed,) = (shared / "seeds").glob("*.txt")
        return parse_prose(seed.read_text(encoding="utf-8"))

    def test_title_date_kind_and_publisher_are_read(self, release: Prose) -> None:
        assert release.title.startswith("Neue Verordnung setzt Rahmen")
        assert release.title.endswith("Integrationsarbeit")
        assert release.dated == "2024-09-17"
        assert release.kind == Kind.PRESS
        assert release.publisher is not None
        assert release.publisher.startswith("Sächsisches Staatsministerium")

    def test_no_line_of_letterhead_or_address_is_left(self, release: Prose) -> None:
        text = " ".join(text for _, text in release.paragraphs)
        for furniture in ("Albertstraße", "01097", "Telefon", "@", "Carolaplatz", "eSignatur", "www.", "Morgenroth"):
            assert furniture not in text

    def test_the_sentence_cut_by_the_address_block_is_joined(self, release: Prose) -> None:
        assert any("Kreisfreien Städten sollen Integrations-Beratungszentren" in text for _, text in release.paragraphs)

    def test_every_paragraph_is_of_whole_sentences(self, release: Prose) -> None:
        assert len(release.paragraphs) == 8
        assert all(text[0].isupper() and text[-1] in ".:«" for _, text in release.paragraphs)
