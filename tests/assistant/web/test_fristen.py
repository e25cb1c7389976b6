from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar
from starlette.applications import Starlette
from starlette.testclient import TestClient

from assistant.calculating import calculate
from assistant.calculating.dates import after, german_date
from assistant.calculating.deadlines import CONCEPT, EVALUATION, LOCAL_REPORT, STATE_REPORT
from assistant.feedback import FeedbackStore
from assistant.settings import Language
from assistant.web.markup import norm_address
from assistant.web.views.routes import routes
from corpus.deadlines import FIRST_YEAR, LAST_YEAR, Deadline, Period, deadline_file, deadlines
from corpus.library import load_library
from corpus.normref import NormRef
from corpus.sources.deadlines import Role
from tests.assistant.web.kept import kept

LIBRARY = load_library()
STORE = FeedbackStore(Path("never-written"))
YEARS = range(FIRST_YEAR, LAST_YEAR + 1)


def client(language: Language = "de") -> TestClient:
    return TestClient(Starlette(routes=routes(kept(LIBRARY), language, STORE)))


def page(query: dict[str, str], status: int = 200, language: Language = "de") -> BeautifulSoup:
    response = client(language).get("/fristen", params=query)
    assert response.status_code == status
    return BeautifulSoup(response.text, "lxml")


def at(soup: Tag, selector: str) -> Tag:
    found = soup.select_one(selector)
    assert found is not None, selector
    return found


def value(soup: Tag, selector: str, name: str) -> str:
    return str(at(soup, selector).get(name))


def rows(soup: BeautifulSoup) -> list[Tag]:
    return soup.select("table.deadlines tbody tr")


def one(key: str, year: int) -> Deadline:
    return next(deadline for deadline in deadlines(Period(year, year)) if deadline.id == key)


def test_every_deadline_is_a_row_with_its_norm_as_a_link() -> None:
    found = deadlines(Period(2025, 2026), Role.RECIPIENT)
    listed = rows(page({"jahr": "2025/26", "rolle": "empfaenger"}))
    assert [value(row, "a.norm", "href") for row in listed] == [norm_address(d.norm) for d in found]
    assert [at(row, "a.norm").text for row in listed] == [str(d.norm) for d in found]


def test_the_link_of_every_norm_leads_to_a_place_in_its_law() -> None:
    for entry in deadline_file().deadline:
        address, _, place = norm_address(entry.norm).partition("#")
        assert f'id="{place}"' in client().get(address).text, entry.norm


def test_a_row_says_day_deed_and_who_and_what_the_day_rests_on() -> None:
    row = next(row for row in rows(page({"jahr": "2025"})) if "§ 7 Abs. 1 Satz 1 Nr. 1" in row.text)
    text = " ".join(row.text.split())
    assert value(row, "time", "datetime") == "2026-06-30"
    for part in ("Dienstag, 30.06.2026", "nachweisen", "Zuweisungsempfänger", "berechnet", "endet am 31. Dezember"):
        assert part in text


def test_a_period_without_a_date_says_so_in_words() -> None:
    row = next(row for row in rows(page({"jahr": "2025"})) if "§ 18 Abs. 4 Satz 3" in row.text)
    assert row.select_one("time") is None
    assert "ohne festes Datum" in row.text
    assert "innerhalb von drei Monaten" in at(row, "th").text


def test_the_tables_have_captions_and_scopes() -> None:
    soup = page({"jahr": "2025"})
    assert len(soup.select("h1")) == 1
    assert [caption.text for caption in soup.select("caption")] == ["Termine mit Datum", "Ohne festes Datum"]
    assert {head.get("scope") for head in soup.select("thead th")} == {"col"}
    assert {head.get("scope") for head in soup.select("tbody th")} == {"row"}
    assert value(soup, 'nav [aria-current="page"]', "href") == "/fristen"


def test_without_a_choice_the_current_year_is_shown() -> None:
    soup = page({})
    assert int(value(soup, "#jahr", "value")) in YEARS
    assert rows(soup)


def test_the_choice_stays_in_the_form() -> None:
    soup = page({"jahr": "2025/26", "rolle": "land"})
    assert value(soup, "#jahr", "value") == "2025/26"
    assert value(soup, "#rolle option[selected]", "value") == "land"


@pytest.mark.parametrize("year", ["", "2023", "morgen", "2025/2028", "<script>alert(1)</script>", "9" * 5000])
def test_a_year_that_makes_no_sense_gets_a_message_beside_its_field(year: str) -> None:
    soup = page({"jahr": year}, status=400)
    assert value(soup, "#jahr", "aria-invalid") == "true"
    message = at(soup, f"#{value(soup, '#jahr', 'aria-describedby').split()[-1]}")
    assert "Bitte ein Jahr von 2024 bis 2049 angeben" in message.text
    assert value(soup, "#jahr", "value") == year
    assert not soup.select("script")
    assert not rows(soup)


def test_an_unknown_role_gets_a_message_beside_its_field() -> None:
    soup = page({"jahr": "2025", "rolle": "koenig"}, status=400)
    assert value(soup, "#rolle", "aria-describedby") == "rolle-problem"
    assert "gibt es nicht" in at(soup, "#rolle-problem").text


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("year", ["2024", "2025", "2049", "2025/2026", "2048/2049"])
def test_every_role_gets_dates_or_periods(role: Role, year: str) -> None:
    assert rows(page({"jahr": year, "rolle": role}))


def test_an_independent_provider_reads_that_no_deadline_is_set_for_it() -> None:
    assert "richten die beiden Vorschriften keine eigene Abgabefrist" in page({"jahr": "2025", "rolle": "traeger"}).text


def test_the_page_says_that_weekends_are_not_considered_and_that_two_years_are_assumed_as_one_grant() -> None:
    text = page({"jahr": "2025/2026"}).text
    assert "Wochenende" in text
    assert "für beide Jahre zusammen bewilligt" in text


def test_in_english_nothing_but_the_law_is_german() -> None:
    soup = page({"jahr": "2025/2026"}, language="en")
    for norm in soup.select('[lang="de"]'):
        norm.decompose()
    assert "Proof of use" in soup.text
    for german in ("Zuweisungsempfänger", "Mitteilung", "berechnet", "Datum", "innerhalb"):
        assert german not in soup.text


@given(st.sampled_from(YEARS), st.sampled_from([None, *Role]), st.booleans())
def test_the_calendar_file_has_an_event_for_each_date_and_can_be_read_again(
    year: int, role: Role | None, double: bool
) -> None:
    period = Period(year, year + 1) if double and FIRST_YEAR < year < LAST_YEAR else Period(year, year)
    response = client().get("/fristen.ics", params={"jahr": str(period), "rolle": role or ""})
    assert response.headers["content-type"].startswith("text/calendar")
    events = Calendar.from_ical(response.content).events
    dated = [(d.day, d.until or d.day, d.norm) for d in deadlines(period, role) if d.day]
    assert [(e.start, e.end) for e in events] == [(day, last + timedelta(days=1)) for day, last, _ in dated]
    assert all(str(norm) in e.summary for (_, _, norm), e in zip(dated, events, strict=True))
    assert len({e.uid for e in events}) == len(events)


def test_an_event_says_that_its_day_is_calculated_and_when_the_data_were_checked() -> None:
    response = client().get("/fristen.ics", params={"jahr": "2025", "rolle": "empfaenger"})
    assert response.headers["content-disposition"] == 'attachment; filename="fristen-2025-empfaenger.ics"'
    events = {str(event.uid): event for event in Calendar.from_ical(response.content).events}
    proof = events["verwendungsnachweis-20260630@komintavo-assistent"]
    assert "Der Tag ist berechnet." in proof.description
    assert "endet am 31. Dezember" in proof.description
    assert "berechnet" not in events["rate-maerz-20250301@komintavo-assistent"].description
    checked = deadline_file().checked
    assert proof.stamp == datetime(checked.year, checked.month, checked.day, tzinfo=UTC)


def test_the_same_choice_gives_the_same_calendar_file() -> None:
    query = {"jahr": "2025/2026"}
    assert client().get("/fristen.ics", params=query).content == client().get("/fristen.ics", params=query).content


@pytest.mark.parametrize("query", [{"jahr": "1"}, {"jahr": "2025", "rolle": "koenig"}])
def test_a_calendar_file_of_nothing_is_refused_in_words(query: dict[str, str]) -> None:
    response = client().get("/fristen.ics", params=query)
    assert response.status_code == 400
    assert "itte" in response.text


@pytest.mark.parametrize("year", range(2025, LAST_YEAR))
def test_the_dates_agree_with_those_the_assistant_computes(year: int) -> None:
    questions = {
        "rate-maerz": f"Wann ist die erste Rate für {year} fällig?",
        "rate-juli": f"Wann ist die zweite Rate für {year} fällig?",
        "mitteilung": f"Bis wann muss die Mitteilung über die voraussichtliche Höhe für {year} kommen?",
        "verwendungsnachweis": f"Bis wann ist der Verwendungsnachweis für {year} einzureichen?",
    }
    for key, question in questions.items():
        deadline = one(key, year)
        result = calculate(question, [NormRef.parse(str(deadline.norm))])
        assert deadline.day is not None
        assert result is not None, question
        assert german_date(deadline.day) in result.text
    assert after(date(year, 12, 31), 6) == (one("verwendungsnachweis", year).day,) * 2


@pytest.mark.parametrize(
    ("key", "computed"),
    [
        ("integrationskonzept", CONCEPT),
        ("kommunaler-bericht", LOCAL_REPORT),
        ("landesbericht", STATE_REPORT),
        ("evaluation", EVALUATION),
    ],
)
def test_the_dates_counted_from_entry_into_force_agree_with_the_assistant(key: str, computed: object) -> None:
    assert isinstance(computed, type(CONCEPT))
    rule = next(entry.day for entry in deadline_file().deadline if entry.id == key)
    assert (getattr(rule, "first", None), getattr(rule, "every", None)) == (computed.first, computed.every)


def test_reports_and_periods_of_the_past_agree_with_the_assistant() -> None:
    report = calculate("Wann erstattet die Beauftragte den ersten Bericht?", [NormRef.parse("§ 22 Abs. 2 SächsIntG")])
    period = calculate("Wie lang war der erste Berichtszeitraum?", [NormRef.parse("§ 14 Abs. 3 KomIntAVO")])
    assert report is not None
    assert period is not None
    for year in (2026, 2028):
        day = one("bericht-beauftragte", year).day
        assert day is not None
        assert german_date(day) in report.text
    first = one("erster-berichtszeitraum", 2024)
    assert first.day is not None
    assert first.until is not None
    assert f"{german_date(first.day)} bis {german_date(first.until)}" in period.text
