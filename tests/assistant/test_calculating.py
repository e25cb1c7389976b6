"""Questions with numbers: what is computed, what is left alone, and that a verdict is never the wrong way round."""

import re
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.calculating import RULES, Calculation, calculate
from assistant.calculating.dates import after, in_time, read_dates
from assistant.calculating.numbers import Kind, euros, german, read_numbers
from corpus.documents import Verdict
from corpus.library import Library, load_library
from corpus.normref import NormRef

ALL = [norm.provision for norm, _ in RULES]
JA, NEIN = Verdict.YES, Verdict.NO


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library()


def computed(question: str, norm: str) -> Calculation:
    result = calculate(question, [NormRef.parse(norm).provision])
    assert result is not None, question
    assert str(result.norm) == norm
    assert "berechnet)" in result.text
    return result


def check(question: str, norm: str, figure: str, verdict: Verdict | None) -> None:
    result = computed(question, norm)
    assert figure in result.text
    assert result.verdict == verdict
    everything = calculate(question, ALL)
    assert everything == result, "other rules keep out of it"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("39.000 Leute", "39000"),
        ("39 000 Leute", "39000"),
        ("39'000 Leute", "39000"),
        ("39000 Leute", "39000"),
        ("600tsd Leute", "600000"),
        ("600 Tsd. Leute", "600000"),
        ("200 Tausend", "200000"),
        ("1,2 Mio. Euro", "1200000"),
        ("260 T€", "260000"),
        ("500k", "500000"),
        ("eine Million Euro", "1000000"),
        ("zweieinhalb Stellen", "2.5"),
        ("2,5 Stellen", "2.5"),
        ("2.5 Stellen", "2.5"),
        ("2½ Stellen", "2.5"),
        ("fünfundzwanzig Personen", "25"),
        ("dreihundertzwanzig Personen", "320"),
        ("zwoelf Stellen", "12"),
        ("1.234,50 Euro", "1234.50"),
        ("500.000,- Euro", "500000"),
        ("500.00 Euro", None),
        ("500,000 Euro", None),
        ("1.234.56 Euro", None),
        ("15 bis 25 Prozent", None),
        ("15-25 %", None),
        ("über 100 Leute", None),
        ("knapp 20 %", None),
        ("-5 Prozent", None),
        ("1/2 Stelle", None),
        ("12345678901234567890 Euro", None),
    ],
)
def test_numbers_are_read_as_people_type_them(text: str, value: str | None) -> None:
    assert read_numbers(text)[0].value == (None if value is None else Decimal(value))


@pytest.mark.parametrize(
    "text",
    ["Tel. 0351 564-12345", "+49 351 5640", "0351/56412", "01067 Dresden", "Az. 123", "Abs. 3", "Nummer 7", "Satz 2"],
)
def test_phone_numbers_and_places_are_no_numbers(text: str) -> None:
    assert [n for n in read_numbers(text) if n.value is not None] == []


@pytest.mark.parametrize(
    ("text", "kind"), [("20%", Kind.PERCENT), ("20 v. H.", Kind.PERCENT), ("€ 20", Kind.EURO), ("20 eur", Kind.EURO)]
)
def test_units_are_read(text: str, kind: Kind) -> None:
    assert [n.kind for n in read_numbers(text)] == [kind]


@pytest.mark.parametrize(
    ("value", "text"), [("1234.5", "1.234,5"), ("26", "26"), ("21.666667", "rund 21,67"), ("1000000", "1.000.000")]
)
def test_numbers_are_written_in_german(value: str, text: str) -> None:
    assert german(Decimal(value)) == text


def test_euros_have_two_places_or_none() -> None:
    assert (euros(Decimal("1234.5")), euros(Decimal(500000))) == ("1.234,50 Euro", "500.000 Euro")


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("am 31.12.2025", [(2025, 12, 31)]),
        ("am 31. Dezember 2025, oder", [(2025, 12, 31)]),
        ("am 31.12.25", [(2025, 12, 31)]),
        ("2025-12-31", [(2025, 12, 31)]),
        ("Ende 2025", [(2025, 12, 31)]),
        ("Ende Juni 2026", [(2026, 6, 30)]),
        ("am 15.7 abgegeben", [(None, 7, 15)]),
        ("im Oktober 2026", [(2026, 10, None)]),
        ("19,5 Prozent und 2.5 Stellen", []),
        ("im Sommer", []),
        ("Maier und Augustin", []),
    ],
)
def test_dates_are_read(text: str, days: list[tuple[int | None, int, int | None]]) -> None:
    assert [(m.year, m.month, m.day) for m in read_dates(text).moments] == days


@pytest.mark.parametrize("text", ["31.02.2026", "30. Februar", "45.13.2026"])
def test_a_day_that_does_not_exist_is_noticed(text: str) -> None:
    assert read_dates(text).broken


@pytest.mark.parametrize(
    ("start", "counted", "following"),
    [
        (date(2025, 12, 31), date(2026, 6, 30), date(2026, 6, 30)),
        (date(2026, 8, 31), date(2027, 2, 28), date(2027, 2, 28)),
        (date(2027, 8, 31), date(2028, 2, 29), date(2028, 2, 29)),
        (date(2028, 2, 29), date(2028, 8, 29), date(2028, 8, 31)),
        (date(2026, 6, 30), date(2026, 12, 30), date(2026, 12, 31)),
        (date(2026, 6, 15), date(2026, 12, 15), date(2026, 12, 15)),
    ],
)
def test_six_months_at_the_ends_of_months(start: date, counted: date, following: date) -> None:
    assert after(start, 6) == (counted, following)


def test_the_day_after_a_weekend_is_left_open() -> None:
    saturday, monday, tuesday = date(2029, 6, 30), date(2029, 7, 2), date(2029, 7, 3)
    assert [in_time((day, day), saturday) for day in (saturday, monday, tuesday)] == [True, None, False]


@pytest.mark.parametrize(
    ("question", "figure", "verdict"),
    [
        ("Von 500.000 Euro FSA-Geld gehen 130.000 Euro in die Verwaltung, ist das zu viel?", "26 Prozent", JA),
        ("Wir haben 30.000 von 100.000 Euro für Verwaltung ausgegeben, okay?", "30 Prozent", NEIN),
        ("Verwaltung 120000 von 500000 Euro ok?", "24 Prozent", NEIN),
        ("Von 1,2 Mio. Euro FSA-Mitteln gehen 260 T€ in die Verwaltung, ist das zu hoch?", "rund 21,67 Prozent", JA),
        ("100 000 € Zuweisung, davon 20 000 € Verwaltung: Liegen wir im Rahmen?", "20 Prozent (berechnet)", JA),
        ("100.000 Euro Zuweisung, davon 20.001 Euro Verwaltung: Liegen wir im Rahmen?", "rund 20 Prozent", NEIN),
        ("Von 100.000 Euro Mitteln 20.000 Euro für Verwaltung: Ist das zu viel?", "20 Prozent", NEIN),
        ("Wir geben 26% für Verwaltung in der FSA aus. Ist das erlaubt?", "6 Prozentpunkte", NEIN),
        ("Dürfen wir 20 Prozent für Verwaltung nehmen?", "genau an der", JA),
        ("Dürfen wir 20,5 Prozent für Verwaltung nehmen?", "0,5 Prozentpunkte", NEIN),
        ("Sind zwanzig Prozent Overhead in der FSA zu viel?", "genau an der", NEIN),
        ("15 Prozent Verwaltung bei 200.000 Euro FSA-Mitteln, in Ordnung?", "höchstens 40.000 Euro", JA),
        ("Wir bekommen 500.000 € für FSA. Wie viel davon darf in die Verwaltung?", "100.000 Euro", None),
        ("zuweisung 333.333 euro wieviel darf davon maximal in verwaltung", "66.666,60 Euro", None),
        ("Rund 30 Prozent Verwaltung in der FSA, ist das zu viel?", "10 Prozentpunkte", None),
        ("Wir haben 26 % Verwaltungskosten in der FSA. Darf das Land kürzen?", "6 Prozentpunkte", None),
        ("Ist das nicht zu viel, 26 Prozent Verwaltung?", "6 Prozentpunkte", None),
    ],
)
def test_the_share_of_administration(question: str, figure: str, verdict: Verdict | None) -> None:
    check(question, "§ 12 Abs. 3 Nr. 3 KomIntAVO", figure, verdict)


@pytest.mark.parametrize(
    "question",
    [
        "Was sagt § 12 Abs. 3 Nr. 3 zur Verwaltung?",
        "Liegt die Obergrenze für Verwaltung bei 25 Prozent?",
        "Ist die 20-Prozent-Grenze für Verwaltung fest?",
        "Müssen mindestens 20 Prozent in die Verwaltung fließen?",
        "Dürfen auch weniger als 20 Prozent in die Verwaltung gehen?",
        "Dürfen 15 bis 25 Prozent in die Verwaltung gehen?",
        "Von 100.000 Euro gehen 70.000 Euro in Personal und der Rest in Verwaltung, zu viel?",
        "Dürfen wir 90.000 Euro für die Verwaltung ausgeben?",
        "Wie hoch muss die Zuweisung sein, damit 90.000 Euro für Verwaltung passen?",
        "500.00 Euro FSA-Mittel, wie viel davon maximal für Verwaltung?",
        "500,000 Euro Mittel, wie viel maximal für Verwaltung?",
        "Dürfen wir 2025 für Verwaltung von 2026 ausgeben?",
        "Die Verwaltung erreichen Sie unter 0351 564-12345, wie viel Prozent?",
        "30 Prozent Verwaltungskosten in der Integrationsberatung, okay?",
        "Die Verwaltung bekommt 20 Prozent mehr Stellen, okay?",
        "0 Euro von 0 Euro Zuweisung für Verwaltung, okay?",
        "120 Prozent Verwaltung, okay?",
        "Von 80.000 Euro Mitteln gehen 10.000 Euro in Verwaltung und 5.000 Euro in Reisen, okay?",
    ],
)
def test_no_share_of_administration_without_safe_numbers(question: str) -> None:
    assert calculate(question, ALL) is None


@pytest.mark.parametrize(
    ("question", "figure", "verdict"),
    [
        ("3 VZÄ und 430 Geflüchtete, halten wir den Betreuungsschlüssel ein?", "rund 1 : 143,33 (berechnet)", NEIN),
        ("wir haben 4 Sozialarbeiterinnen für 400 Flüchtlinge halten wir den schlüssel ein", "1 : 100 (berechnet)", JA),
        ("Vier Vollzeitkräfte für 401 Personen: Ist der Schlüssel eingehalten?", "1 : 100,25", NEIN),
        ("2.5 Stellen für 250 Flüchtlinge, passt das zum Schlüssel?", "1 : 100", JA),
        ("Für 250 Flüchtlinge haben wir zweieinhalb Stellen. Passt das zum Richtwert?", "1 : 100", JA),
        ("Reichen 5 Vollzeitkräfte für 400 Geflüchtete?", "1 : 80", JA),
        ("Reichen 2,5 Stellen für 300 Flüchtlinge?", "1 : 120", None),
        ("Dürfen wir mit 2 Kräften 300 Flüchtlinge betreuen?", "1 : 150", None),
        ("Ist es verboten, 300 Flüchtlinge mit einer Fachkraft zu betreuen?", "1 : 300", None),
        ("Liegt eine Kraft mit 180 Klienten über dem Richtwert?", "1 : 180", JA),
        ("Wie viele Stellen brauchen wir für 450 Asylbewerber?", "4,5 Stellen (berechnet)", None),
        ("5 Kräfte für 400 Flüchtlinge: Entspricht das dem Richtwert?", "1 : 80", None),
    ],
)
def test_the_staff_ratio(question: str, figure: str, verdict: Verdict | None) -> None:
    check(question, "§ 12 Abs. 5 Satz 2 KomIntAVO", figure, verdict)
    assert "sollte grundsätzlich" in computed(question, "§ 12 Abs. 5 Satz 2 KomIntAVO").text


@pytest.mark.parametrize(
    "question",
    [
        "Liegt der Betreuungsschlüssel bei 1 zu 150?",
        "2 halbe Stellen für 300 Flüchtlinge, halten wir den Schlüssel ein?",
        "3 Sozialarbeiter in Teilzeit für 300 Flüchtlinge, halten wir den Schlüssel ein?",
        "3 Kräfte für 200 bis 300 Flüchtlinge, halten wir den Schlüssel ein?",
        "2 Sozialarbeiter und 1 Betreuer für 300 Flüchtlinge, passt das?",
        "Ist für ein IBZ vorgeschrieben, dass eine Beraterin auf 100 Ratsuchende kommt?",
        "Meint 1 zu 100, dass auf einen Flüchtling hundert Sozialarbeiter kommen?",
        "Wie viele Stunden arbeiten 3 Kräfte?",
        "0 Stellen für 100 Flüchtlinge, halten wir den Schlüssel ein?",
        "Was gilt nach § 12 Abs. 5 für 2025?",
    ],
)
def test_no_staff_ratio_without_safe_numbers(question: str) -> None:
    assert calculate(question, ALL) is None


@pytest.mark.parametrize(
    ("question", "figure", "verdict"),
    [
        (
            "Unser Bewilligungszeitraum endet am 31.12.2025. Wann ist der Verwendungsnachweis fällig?",
            "30. Juni 2026",
            None,
        ),
        ("Bewilligungszeitraum bis 31. Dezember 2025, Frist für den Nachweis?", "30. Juni 2026 (berechnet)", None),
        ("Bis wann müssen wir den Nachweis für 2026 abgeben?", "30. Juni 2027 (berechnet)", None),
        ("vn 2025 abgabe datum??", "30. Juni 2026", None),
        ("Bewilligungszeitraum bis 31.08.2026, wann ist der Nachweis fällig?", "28. Februar 2027", None),
        ("Bewilligungszeitraum endet am 29.02.2028, Frist Verwendungsnachweis?", "29. August 2028 oder", None),
        ("Wann muss der Nachweis für 2025/26 da sein?", "30. Juni 2027", None),
        ("Bewilligung für 2025 und 2026 zusammen: Wann ist der Nachweis fällig?", "30. Juni 2027", None),
        ("Bewilligungszeitraum vom 01.01.2025 bis 31.12.2026, wann Verwendungsnachweis?", "30. Juni 2027", None),
        ("Nachweis für 2025 am 15. Juli abgegeben, zu spät?", "15. Juli 2026 ist zu spät", JA),
        ("VN 2025 eingereicht am 30.06.2026, noch fristgerecht?", "ist rechtzeitig", JA),
        ("VN für 2025 eingereicht am 01.07.2026, noch fristgerecht?", "ist zu spät", NEIN),
        ("Bewilligungszeitraum bis 31.12.2025, Nachweis am 1. Mai 2026 verspätet?", "ist rechtzeitig", NEIN),
        ("Der Nachweis für 2028 kommt am 2. Juli 2029, ist das zu spät?", "30. Juni 2029 (ein Samstag)", None),
        (
            "Der Bewilligungszeitraum endete im Dezember 2025. Ist ein Nachweis im Oktober 2026 noch rechtzeitig?",
            "zu spät",
            NEIN,
        ),
        ("Bescheid vom 12.03.2026, wann ist der Nachweis für 2025 fällig?", "30. Juni 2026", None),
    ],
)
def test_the_proof_of_use(question: str, figure: str, verdict: Verdict | None) -> None:
    check(question, "§ 7 Abs. 1 Satz 1 Nr. 1 KomIntAVO", figure, verdict)


def test_an_assumed_end_of_year_is_said() -> None:
    year, day = (
        computed(f"Wann ist der Nachweis fällig? {when}", "§ 7 Abs. 1 Satz 1 Nr. 1 KomIntAVO").text
        for when in ("Es geht um das Haushaltsjahr 2025.", "Bewilligungszeitraum bis 31.12.2025.")
    )
    assert "angenommen" in year
    assert "angenommen" not in day


@pytest.mark.parametrize(
    "question",
    [
        "Wann ist der Nachweis nach § 7 Abs. 3 fällig?",
        "Wir haben den Nachweis am 15.7.2026 abgegeben, zu spät?",
        "Wann ist der Nachweis für 2024 fällig?",
        "Wann ist der Nachweis für 2025 und 2026 fällig?",
        "Gilt der 31.02.2026 als Frist für den Nachweis für 2025?",
        "Wie lange müssen wir die Nachweise für 2025 aufbewahren?",
        "Wann kommt die Rate, wenn der Nachweis für 2025 fehlt?",
        "Wann ist der Nachweis über 2025 Euro fällig?",
    ],
)
def test_no_proof_of_use_without_the_end_of_the_period(question: str) -> None:
    assert calculate(question, ALL) is None


@pytest.mark.parametrize(
    ("question", "figure", "norm", "verdict"),
    [
        ("Die erste Rate kam am 20. März, ist das zu spät?", "1. März", "§ 5 Abs. 1 Satz 1 KomIntAVO", JA),
        ("Ist die erste Rate am 1. März noch rechtzeitig?", "ist rechtzeitig", "§ 5 Abs. 1 Satz 1 KomIntAVO", JA),
        ("Die zweite Rate kommt am 15.08.2026, ist das zu spät?", "1. Juli 2026", "§ 5 Abs. 1 Satz 1 KomIntAVO", JA),
        ("Wäre die 2. Rate im Juni pünktlich?", "im Juni ist rechtzeitig", "§ 5 Abs. 1 Satz 1 KomIntAVO", JA),
        ("Wann kommt die erste Rate für 2027 spätestens?", "1. März 2027", "§ 5 Abs. 1 Satz 1 KomIntAVO", None),
        (
            "Die Vorabzahl für 2027 kam am 25. November 2026. Rechtzeitig?",
            "zu spät",
            "§ 4 Abs. 3 Satz 2 KomIntAVO",
            NEIN,
        ),
        (
            "Die Mitteilung für 2028 kam am 1. November 2027. Rechtzeitig?",
            "rechtzeitig",
            "§ 4 Abs. 3 Satz 2 KomIntAVO",
            JA,
        ),
        (
            "Bis wann muss die Mitteilung zur Höhe für 2027 da sein?",
            "1. November 2026",
            "§ 4 Abs. 3 Satz 2 KomIntAVO",
            None,
        ),
        (
            "Der Bescheid ist seit dem 10.03.2025 bestandskräftig. Wie lange Unterlagen aufbewahren?",
            "10. März 2030",
            "§ 7 Abs. 1 Satz 1 Nr. 2 KomIntAVO",
            None,
        ),
        (
            "Wir legen das Konzept am 1. Oktober 2025 vor, rechtzeitig?",
            "18. September 2025",
            "§ 10 Abs. 3 KomIntAVO",
            NEIN,
        ),
        ("Wann war das Integrationskonzept vorzulegen?", "18. September 2025", "§ 10 Abs. 3 KomIntAVO", None),
        ("Von wann bis wann geht der erste Berichtszeitraum?", "105 Tage", "§ 14 Abs. 3 KomIntAVO", None),
        (
            "Antrag auf den Beirat am 30.11.2026 eingegangen, bis wann entscheidet der Rat?",
            "28. Februar 2027",
            "§ 18 Abs. 4 Satz 3 SächsIntG",
            None,
        ),
        (
            "Der Antrag ging am 2. Mai ein, der Rat entschied am 15. September. War das rechtzeitig?",
            "2. August",
            "§ 18 Abs. 4 Satz 3 SächsIntG",
            NEIN,
        ),
        ("Wann ist die Evaluation des SächsIntG?", "29. Juni 2027", "§ 28 SächsIntG", None),
        ("Wann kommt der erste Bericht der Staatsregierung?", "29. Juni 2026", "§ 25 Satz 1 SächsIntG", None),
        ("Wann muss unser Landkreis den Teilhabebericht abgeben?", "29. Juni 2025", "§ 26 SächsIntG", None),
        (
            "Wann berichtet die Landesbeauftragte, wann ist ihr Bericht fällig?",
            "30. September 2026",
            "§ 22 Abs. 2 Satz 1 SächsIntG",
            None,
        ),
    ],
)
def test_fixed_dates(question: str, figure: str, norm: str, verdict: Verdict | None) -> None:
    check(question, norm, figure, verdict)


@pytest.mark.parametrize(
    "question",
    [
        "Kommt die Rate am 1. April?",
        "Die dritte Rate kam am 1. September, zu spät?",
        "Die erste Rate kam am 2. März, ist das zu spät?",  # a weekend may lie between
        "Ist der 1. April der späteste Termin für die erste Rate?",
        "Die Mitteilung kam am 20. Oktober, am 29. Oktober antwortet der Landkreis. Ist die Frist gewahrt?",
        "Die Mitteilung kam am 15. Januar, ist das zu spät?",
        "Das Ministerium schrieb am 20.10.2026 die erwartete Summe, rechtzeitig?",  # for which year?
        "Der Bescheid vom 10.03.2025 ist bestandskräftig. Wie lange Unterlagen aufbewahren?",
        "Bis wann müssen wir zur Petition vom 10.03.2026 Stellung nehmen?",
        "Gibt es eine Frist für das Konzept?",
    ],
)
def test_no_date_where_something_is_open(question: str) -> None:
    assert calculate(question, ALL) is None


@pytest.mark.parametrize(
    ("population", "needed", "nummer"),
    [
        ("20.000", "200", "1"),
        ("20 001", "500", "2"),
        ("39.000", "500", "2"),
        ("39 000", "500", "2"),
        ("39\u202f000", "500", "2"),
        ("50000", "500", "2"),
        ("50.001", "2.000", "3"),
        ("200 Tausend", "2.000", "3"),
        ("200.001", "2.500", "4"),
        ("600tsd", "2.500", "4"),
        ("0,6 Mio.", "2.500", "4"),
    ],
)
def test_the_number_of_applicants(population: str, needed: str, nummer: str) -> None:
    norm = NormRef.parse(f"§ 18 Abs. 4 Satz 2 Nr. {nummer} SächsIntG")
    for question in (
        f"Wie viele Unterschriften braucht eine Stadt mit {population} Einwohnern für den Beirat?",
        f"unsere stadt hat {population} leute, wieviele müssen den antrag auf einen beirat stellen",
        f"Gemeinde mit {population}: wie viele Antragsteller für den Beirat?",
    ):
        result = calculate(question, ALL)
        assert result is not None, question
        assert result.norm == norm
        assert f"von {needed} Menschen" in result.text


@pytest.mark.parametrize(
    ("question", "figure", "verdict"),
    [
        ("Stadt mit 38.000 Einwohnern, 450 Unterschriften: Reicht das für den Beirat?", "fehlen 50 (berechnet)", NEIN),
        ("Stadt mit 200 Tausend Leuten und 2000 Unterschriften, reicht das für den Antrag?", "2.000 genügen", JA),
        ("Sind 300 Antragsteller bei 28 000 Einwohnern zu wenig für den Beirat?", "fehlen 200", JA),
        ("8 000 Einwohner und 120 Migranten haben den Antrag gestellt. Ist die Zahl erreicht?", "fehlen 80", NEIN),
        ("Rund 20.000 Einwohner, 210 Unterschriften für den Beirat, reicht das?", "210 genügen", None),
        ("Rund 39.000 Einwohner, 510 Unterschriften für den Beirat, reicht das?", "510 genügen", JA),
        ("39.000 Einwohner, davon 4.500 Migranten. Wie viele für den Beirat?", "von 500 Menschen", None),
    ],
)
def test_the_number_of_signatures(question: str, figure: str, verdict: Verdict | None) -> None:
    result = calculate(question, ALL)
    assert result is not None
    assert figure in result.text
    assert result.verdict == verdict


@pytest.mark.parametrize(
    "question",
    [
        "Wie viele Unterschriften brauchen wir in Leipzig für den Beirat?",
        "Landkreis mit 300.000 Einwohnern, wie viele Unterschriften für einen Beirat?",
        "Zwischen 20.000 und 50.000 Einwohnern: wie viele Unterschriften für den Beirat?",
        "39.00 Einwohner, wie viele Unterschriften für den Beirat?",
        "Wie viele Unterschriften für den Beirat nach § 18 Abs. 4?",
        "Wie viele Einwohner braucht ein Beirat mit 500 Unterschriften?",
    ],
)
def test_no_applicants_without_a_population(question: str) -> None:
    assert calculate(question, ALL) is None


@pytest.mark.parametrize(
    ("question", "figure", "norm", "verdict"),
    [
        ("Der Landtag hat 120 Mitglieder: Reichen 60 Stimmen für die Wahl?", "fehlen 1", "§ 21 Abs. 1 SächsIntG", NEIN),
        ("Der Landtag hat 120 Mitglieder: Reichen 61 Stimmen für die Wahl?", "61 reichen", "§ 21 Abs. 1 SächsIntG", JA),
        ("Landtag 119 Abgeordnete, wie viele Stimmen für die Wahl?", "60 Stimmen", "§ 21 Abs. 1 SächsIntG", None),
        (
            "120 Mitglieder, 90 anwesend, 55 Ja-Stimmen und 35 Nein-Stimmen. Reicht das?",
            "61",
            "§ 21 Abs. 1 SächsIntG",
            NEIN,
        ),
        (
            "Landtag mit 120 Sitzen: Reichen 62 Stimmen für die Abberufung?",
            "62 reichen",
            "§ 21 Abs. 2 Satz 2 SächsIntG",
            JA,
        ),
    ],
)
def test_the_majority_is_that_of_all_members(question: str, figure: str, norm: str, verdict: Verdict | None) -> None:
    check(question, norm, figure, verdict)


@pytest.mark.parametrize(
    "question",
    [
        "Reichen 61 Stimmen für die Wahl?",
        "90 Abgeordnete anwesend, wie viele Stimmen für die Wahl?",
        "Stadtrat mit 40 Mitgliedern, wie viele Stimmen?",
        "Von 100 abgegebenen Stimmen bei 120 Mitgliedern, reichen 51 Stimmen?",
        "120 Mitglieder, reichen 130 Stimmen?",
    ],
)
def test_no_majority_without_the_members(question: str) -> None:
    assert calculate(question, ALL) is None


@pytest.mark.parametrize(
    ("question", "figure", "verdict"),
    [
        ("Wir haben 5 Prozent der Einwohner, im Topf sind 10 Mio. Euro. Wie viel bekommen wir?", "500.000 Euro", None),
        (
            "Unser Kreis hat 250.000 von insgesamt 4.000.000 Einwohnern, im Topf sind 40 Mio. Euro. Wie viel?",
            "2.500.000 Euro",
            None,
        ),
        ("300.000 Einwohner von 4,1 Mio. Einwohnern, Topf 10 Mio. Euro?", "rund 731.707,32 Euro", None),
        ("4 Prozent der Einwohner, Topf 20 Millionen. Sind das 800.000 Euro für uns?", "800.000 Euro", JA),
        ("4 Prozent der Einwohner, Topf 20 Millionen. Sind das 900.000 Euro für uns?", "800.000 Euro", NEIN),
    ],
)
def test_the_share_of_the_money(question: str, figure: str, verdict: Verdict | None) -> None:
    check(question, "§ 1 Abs. 2 KomIntAVO", figure, verdict)


@pytest.mark.parametrize(
    "question",
    [
        "Wir haben 250.000 Einwohner. Wie viel bekommen wir aus dem Topf?",
        "Im Topf sind 40 Mio. Euro, wie viel bekommen wir je Einwohner?",
        "Unser Kreis hat 5 Prozent mehr Einwohner, Topf 10 Mio. Euro?",
        "Steht in der Verordnung, dass 30 Millionen Euro für alle Einwohner zu verteilen sind?",
    ],
)
def test_no_share_without_all_three_numbers(question: str) -> None:
    assert calculate(question, ALL) is None


@pytest.mark.parametrize(
    "question",
    [
        "Sind 5 Prozent Verwaltung zu wenig?",
        "Wir bekommen 100.000 Euro Mittel, 15.000 Euro gehen in die Verwaltung. Reicht das Geld?",
        "Kann der Träger 19 Prozent für Verwaltung abrechnen, ohne dass es zu viel ist?",
        "Sind 50 Flüchtlinge für eine Kraft zu wenige?",
        "Sind 5 Stellen für 300 Flüchtlinge zu viele?",
        "Sind 700 Unterschriften bei 39.000 Einwohnern zu viele?",
        "Reichen 700 Unterschriften in einer Stadt mit 39.000 Einwohnern? Was kostet das?",
        "Sind 62 Stimmen bei 120 Mitgliedern zu viele?",
        "Nachweis für 2025 am 15.5.2026 abgegeben: zu früh?",
        "Müssen wir zahlen, weil der Nachweis für 2025 am 15.7.2026 zu spät kam?",
        "Darf die SAB kürzen, weil der Nachweis für 2025 am 15.7.2026 zu spät kam?",
        "Dürfen wir den Nachweis für 2025 am 15.7.2026 abgeben?",
    ],
)
def test_no_verdict_where_the_question_asks_for_something_else(question: str) -> None:
    result = calculate(question, ALL)
    assert result is not None
    assert result.verdict is None


@pytest.mark.parametrize(
    "question",
    [
        "Zahlen vom 31.12.2025 im Nachweis, abgegeben 15.7.2026, Bewilligungszeitraum 2024, zu spät?",
        "Der Bevölkerungsstand zum 31.12.2025 ist bekannt. Wann ist der Nachweis fällig?",
        "Dürfen wir von 100.000 Euro FSA-Geld 15.000 Euro oder 25.000 Euro für Verwaltung nehmen?",
    ],
)
def test_numbers_that_play_another_part_are_left_alone(question: str) -> None:
    assert calculate(question, ALL) is None


def test_a_rule_needs_its_provision_among_those_found() -> None:
    question = "Dürfen wir 26 Prozent für Verwaltung nehmen?"
    assert calculate(question, []) is None
    assert calculate(question, [NormRef.parse("§ 12 Abs. 5 KomIntAVO")]) is None
    assert calculate(question, {NormRef.parse("§ 12 Abs. 3 KomIntAVO")}) is not None


def test_every_rule_points_at_a_place_in_the_law(library: Library) -> None:
    for norm, _ in RULES:
        (chunk,) = library.at(norm.provision)
        assert norm == norm.provision or chunk.provision.find(norm), norm


def test_no_verdict_contradicts_those_of_the_bundled_questions(library: Library) -> None:
    told = 0
    for chunk in (chunk for chunks in library.laws.values() for chunk in chunks):
        for face in chunk.questions:
            ref = chunk.provision.ref
            result = calculate(face.text, [ref] if ref else [])
            if result and result.verdict and face.verdict:
                told += 1
                assert result.verdict == face.verdict, face.text
    assert told >= 40


_PIECES = st.sampled_from(
    "500.000 Euro|20 %|Verwaltung|Mittel|davon|zu viel?|31.12.2025|29.02.|Nachweis|Bewilligungszeitraum bis|für 2025|"
    "erste Rate|1. November|Mitteilung|3 VZÄ|400 Flüchtlinge|Stellen|Schlüssel|Einwohner|39 000|Unterschriften|Beirat|"
    "120 Mitglieder|61 Stimmen|Topf|0|-|"
    "99999999999999999999|ein|tausend|Mio|reicht das?|wann|Konzept|2025/26|§ 7 Abs. 3|"
    "bestandskräftig|aufbewahren|Antrag eingegangen am|"
    "30. November|12.12.2099|1 : 100|Ende 2099|Prozent|999 Mrd Euro".split("|")
)


@given(st.text(max_size=300))
@settings(max_examples=300)
def test_no_text_makes_it_fail(text: str) -> None:
    assert calculate(text, ALL) is None or re.search(r"berechnet\)", calculate(text, ALL).text)  # type: ignore[union-attr]


@given(st.lists(_PIECES, max_size=12).map(" ".join))
@settings(max_examples=1000)
def test_no_words_of_the_rules_make_it_fail(text: str) -> None:
    for ref in ALL:
        result = calculate(text, [ref])
        assert result is None or "berechnet)" in result.text
