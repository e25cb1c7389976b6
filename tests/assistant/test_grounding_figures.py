import pytest

from assistant.grounding.comparing import unbacked
from assistant.grounding.figures import figures


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("sechs Monate", "6 Monate"),
        ("ein halbes Jahr", "sechs Monate"),
        ("eine sechsmonatige Frist", "6 Monate"),
        ("14 Tage", "zwei Wochen"),
        ("1:100", "1 : 100"),
        ("1 zu 100", "1 : 100"),
        ("31.3.", "31. März"),
        ("50.000 Menschen", "50 000 Menschen"),
        ("20 %", "zwanzig Prozent"),
        ("die Hälfte", "50 Prozent"),
        ("alle zwei Jahre", "zweijährlich"),
        ("im März", "zum 1. März"),
    ],
)
def test_two_ways_to_say_a_figure_are_equal(one: str, other: str) -> None:
    assert figures(one)
    assert unbacked(one, other) == []


@pytest.mark.parametrize(
    ("claimed", "cited"),
    [
        ("drei Monate", "drei Jahre"),
        ("20 Euro", "20 Prozent"),
        ("alle zwei Jahre", "zwei Jahre nach Inkrafttreten, danach alle fünf Jahre"),
        ("1. Juli", "1. Juni"),
        ("das laufende Jahr: im laufenden Haushaltsjahr", "zum 31. Dezember des Vorjahres"),
        ("1 : 110", "1 : 100"),
    ],
)
def test_another_number_unit_or_rhythm_is_not_backed(claimed: str, cited: str) -> None:
    assert unbacked(claimed, cited)


def test_the_number_of_a_norm_is_no_figure() -> None:
    assert figures("Nach § 7 Abs. 1 Satz 1 Nr. 2 KomIntAVO und Absatz 3 gilt das.") == ()


def test_a_count_of_what_the_claim_or_the_place_lists_is_backed() -> None:
    assert unbacked("Ausgeschlossen sind drei Dinge: Bauen, Immobilien und Fahrzeuge.", "Bauen, Immobilien") == []
    assert unbacked("Es gibt drei Teile.", "Teile sind:\n– ein Bericht,\n– ein Nachweis,\n– eine Erklärung.") == []
