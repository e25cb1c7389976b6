"""What a chat model is shown, and which places the names mean that it cites."""

import pytest

from assistant.ask import Assistant
from assistant.chat.evidence import Evidence, claim_of, evidence_of
from corpus.normref import NormRef


@pytest.fixture(scope="module")
def evidence(assistant: Assistant) -> Evidence:
    norms = ["§ 7 Abs. 1 KomIntAVO", "§ 6 Abs. 1 KomIntAVO", "§ 6 Abs. 2 KomIntAVO", "§ 6 SächsIntG"]
    chunks = [chunk for norm in norms for chunk in assistant.library.at(NormRef.parse(norm))]
    return evidence_of([*chunks, assistant.library.by_key["begriffe-1"]])


@pytest.mark.parametrize(
    ("key", "places"),
    [
        ("§ 6 Abs. 1 KomIntAVO", ["§ 6 Abs. 1 KomIntAVO"]),
        ("§ 6 Abs. 1 Satz 1 KomIntAVO", ["§ 6 Abs. 1 KomIntAVO"]),
        ("§6 I KomIntAVO", ["§ 6 Abs. 1 KomIntAVO"]),
        ("§ 7 Absatz 1 Satz 2", ["§ 7 Abs. 1 Satz 2 KomIntAVO"]),
        ("§ 7 Abs. 1 KomIntAVO", ["§ 7 Abs. 1 Satz 1 KomIntAVO", "§ 7 Abs. 1 Satz 2 KomIntAVO"]),
        ("§ 7 Abs. 1 Nr. 2 KomIntAVO", ["§ 7 Abs. 1 Satz 1 Nr. 2 KomIntAVO"]),
        ("§ 7 Abs. 1 Satz 1 Nr. 2 KomIntAVO", ["§ 7 Abs. 1 Satz 1 Nr. 2 KomIntAVO"]),
        ("§ 6 Abs. 1 und 2 KomIntAVO", ["§ 6 Abs. 1 KomIntAVO", "§ 6 Abs. 2 KomIntAVO"]),
        ("§ 6 Abs. 1 KomIntAVO, § 99 KomIntAVO", []),
        ("§ 6 Abs. 1", []),
        ("begriffe-1 Satz 2", ["begriffe-1 Satz 2"]),
        ("§ 8 KomIntAVO", []),
        ("Satz 1", []),
    ],
)
def test_a_name_in_any_spelling_means_the_places_shown(key: str, places: list[str], evidence: Evidence) -> None:
    claim = claim_of("Ein Satz.", [key], evidence)
    assert [place.key for place in claim.places] == places
    assert list(claim.keys) == (places or [key])


def test_a_list_entry_is_told_with_the_satz_that_it_completes(evidence: Evidence) -> None:
    whole, entry = (
        next(place for place in evidence.places if place.key == f"§ 7 Abs. 1 Satz 1{inner} KomIntAVO")
        for inner in ("", " Nr. 1")
    )
    assert "er hat:" in entry.words
    assert "fünf Jahre" not in entry.words
    assert "fünf Jahre" in whole.words


def test_every_place_is_shown_under_its_key(evidence: Evidence) -> None:
    for place in evidence.places:
        text = place.quote.chunk.provision.text
        assert f"{place.key}: " in evidence.text
        assert text[place.quote.start : place.quote.end]


def test_a_list_entry_is_shown_without_its_number(evidence: Evidence) -> None:
    assert "§ 7 Abs. 1 Satz 1 Nr. 1 KomIntAVO: der Bewilligungsstelle" in evidence.text


def test_the_evidence_fits_a_small_model(assistant: Assistant) -> None:
    shown = evidence_of(assistant.library.chunks)
    assert 4000 < len(shown.text) <= 8000
    long = max(assistant.library.chunks, key=lambda chunk: len(chunk.provision.text))
    assert {place.quote.chunk for place in evidence_of([long, long]).places} == {long}
