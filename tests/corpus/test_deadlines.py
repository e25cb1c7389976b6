import re
from collections import Counter
from datetime import date

import pytest
from dateutil.relativedelta import relativedelta  # type: ignore[import-untyped]
from hypothesis import given
from hypothesis import strategies as st

from corpus import catalog
from corpus.checking_curated import unbacked
from corpus.curated import BackedText
from corpus.deadlines import FIRST_YEAR, LAST_YEAR, Deadline, Period, deadline_file, deadlines
from corpus.library import Library
from corpus.sources.deadlines import DateKind, Entry, InGrant, Role, Since

ENTRIES = deadline_file().deadline
MONTHS = "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split()
PERIODS = st.integers(FIRST_YEAR, LAST_YEAR).flatmap(
    lambda first: st.builds(
        Period, st.just(first), st.sampled_from([first] if first in (FIRST_YEAR, LAST_YEAR) else [first, first + 1])
    )
)
each_entry = pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.id)


def named(period: str, role: Role | None = None) -> dict[str, list[Deadline]]:
    found: dict[str, list[Deadline]] = {}
    for deadline in deadlines(Period.parse(period), role):
        found.setdefault(deadline.id, []).append(deadline)
    return found


def wording(entry: Entry, bundled: Library) -> str:
    provision = bundled.at(entry.norm)[0].provision
    unit = provision.find(entry.norm)
    assert unit is not None
    return provision.words(unit)


@each_entry
def test_the_norm_of_each_entry_exists_down_to_its_last_level(entry: Entry, bundled: Library) -> None:
    assert bundled.at(entry.norm)


@each_entry
def test_each_number_of_an_entry_stands_in_its_norm_or_is_marked_as_calculated(entry: Entry, bundled: Library) -> None:
    said = [entry.title, entry.who, entry.what, entry.span, entry.double]
    if entry.kind is DateKind.FIXED:
        said.append(entry.assumption)
    for words in filter(None, said):
        for text in (words.de, words.en):
            assert unbacked(BackedText(text, (entry.norm,)), bundled) == [], text


@each_entry
def test_numbers_in_the_notes_on_open_periods_stand_in_the_norm_or_in_a_record(entry: Entry, bundled: Library) -> None:
    if entry.kind is not DateKind.OPEN or entry.assumption is None:
        return
    records = " ".join(chunk.provision.text for chunk in bundled.chunks if chunk.provision.ref is None)
    text = entry.assumption.de
    for day in re.findall(rf"\d+\. (?:{'|'.join(MONTHS)}) \d{{4}}", text):
        assert day in records
        text = text.replace(day, "")
    assert unbacked(BackedText(text, (entry.norm,)), bundled) == []


@each_entry
def test_day_and_month_of_a_fixed_date_stand_in_its_norm(entry: Entry, bundled: Library) -> None:
    if entry.kind is DateKind.FIXED:
        day = entry.day.first if isinstance(entry.day, Since) else entry.day
        assert day is not None
        text = f"{day.day}. {MONTHS[day.month - 1]}"
        assert text in wording(entry, bundled)


@each_entry
def test_only_a_calculated_day_needs_an_assumption_and_only_an_open_period_lacks_a_day(entry: Entry) -> None:
    assert (entry.kind is DateKind.OPEN) == (entry.day is None) == (entry.span is not None)
    assert entry.assumption or entry.kind is not DateKind.CALCULATED


@each_entry
def test_an_entry_is_as_binding_as_its_norm(entry: Entry, bundled: Library) -> None:
    text, law = entry.what.de, wording(entry, bundled)
    assert bool(re.search(r"\bsoll(?:en)?\b", text)) == bool(re.search(r"\bsoll(?:en)?\b", law))
    assert ("soll" in entry.what.en) == bool(re.search(r"\bsoll(?:en)?\b", text))
    if re.search(r"\b(?:kann|können)\b", text):
        assert re.search(r"\b(?:kann|können|möglich)\b", law)
        assert " may " in entry.what.en
    if re.search(r"\b(?:muss|müssen)\b", text):
        assert " must " in entry.what.en
        assert not re.search(r"\b(?:kann|können|darf)\b", law)


@each_entry
def test_german_and_english_count_alike(entry: Entry) -> None:
    counted = {"zwei": "two", "drei": "three", "fünf": "five", "sechs": "six"}
    for words in filter(None, (entry.what, entry.span, entry.assumption, entry.double)):
        german = [counted[word] for word in re.findall(r"\w+", words.de.lower()) if word in counted]
        english = re.findall(r"\w+", words.en.lower().replace("two-year budget", "doppelhaushalt"))
        assert sorted(german) == sorted(word for word in english if word in counted.values())
        assert sorted(re.findall(r"\d+", words.de)) == sorted(re.findall(r"\d+", words.en))


def test_no_entry_stands_twice() -> None:
    assert max(Counter(entry.id for entry in ENTRIES).values()) == 1


@pytest.mark.parametrize(
    ("key", "law", "years", "every"),
    [
        ("integrationskonzept", "KomIntAVO", 1, 0),
        ("qualifikation-bestand", "KomIntAVO", 0, 0),
        ("erster-berichtszeitraum", "KomIntAVO", 0, 0),
        ("kommunaler-bericht", "SächsIntG", 1, 5),
        ("landesbericht", "SächsIntG", 2, 5),
        ("evaluation", "SächsIntG", 3, 0),
    ],
)
def test_what_is_counted_from_entry_into_force_agrees_with_the_sources(
    key: str, law: str, years: int, every: int
) -> None:
    rule = next(entry.day for entry in ENTRIES if entry.id == key)
    source = catalog.entry_of_law(law)
    assert source is not None
    assert source.in_force is not None
    assert rule == Since(first=date.fromisoformat(source.in_force) + relativedelta(years=years), every=every)


def test_one_financial_year_has_its_notice_its_instalments_and_its_proof_of_use() -> None:
    found = {key: [one.day for one in listed] for key, listed in named("2026", Role.RECIPIENT).items()}
    assert found["mitteilung"] == [date(2025, 11, 1)]
    assert (found["rate-maerz"], found["rate-juli"]) == ([date(2026, 3, 1)], [date(2026, 7, 1)])
    assert found["verwendungsnachweis"] == [date(2027, 6, 30)]


def test_a_two_year_budget_has_one_notice_and_one_proof_but_instalments_in_both_years() -> None:
    found = {key: [one.day for one in listed] for key, listed in named("2025/2026", Role.RECIPIENT).items()}
    assert found["mitteilung"] == [date(2024, 11, 1)]
    assert found["rate-maerz"] == [date(2025, 3, 1), date(2026, 3, 1)]
    assert found["verwendungsnachweis"] == [date(2027, 6, 30)]
    assert "bewilligung" not in found
    whole = named("2025/2026")["bewilligung-doppelhaushalt"][0]
    assert (whole.day, whole.until) == (date(2025, 1, 1), date(2026, 12, 31))


def test_a_note_on_two_years_is_left_out_for_one() -> None:
    assert len(named("2025/2026")["verwendungsnachweis"][0].notes) == 2
    assert len(named("2025")["verwendungsnachweis"][0].notes) == 1


def test_reports_come_back_in_their_years_only() -> None:
    years = [year for year in range(FIRST_YEAR, LAST_YEAR + 1) if "kommunaler-bericht" in named(str(year))]
    assert years == [2025, 2030, 2035, 2040, 2045]
    assert "bericht-beauftragte" not in named("2027")
    assert named("2028")["bericht-beauftragte"][0].day == date(2028, 9, 30)


def test_before_the_first_grant_no_date_belongs_to_a_grant() -> None:
    grants = {entry.id for entry in ENTRIES if isinstance(entry.day, InGrant)}
    assert not grants & named("2024").keys()


@given(PERIODS, st.sampled_from([None, *Role]))
def test_every_period_and_role_has_a_result_in_order(period: Period, role: Role | None) -> None:
    found = deadlines(period, role)
    dated = [one for one in found if one.day]
    assert found[: len(dated)] == tuple(dated)
    assert [one.day for one in dated] == sorted(one.day for one in dated if one.day)
    assert all(period.first - 1 <= one.day.year <= period.last + 1 for one in dated if one.day)
    assert all(one.until is None or (one.day and one.day < one.until) for one in found)
    assert len({(one.id, one.day) for one in found}) == len(found) > 0
    assert set(found) <= set(deadlines(period))


@given(PERIODS)
def test_a_period_is_read_as_it_is_written(period: Period) -> None:
    assert Period.parse(str(period)) == period


@pytest.mark.parametrize("text", ["2025/26", " 2025/2026 ", "2025-2026", "2025–2026", "2025 / 2026"])
def test_two_years_are_read_in_the_usual_spellings(text: str) -> None:
    assert Period.parse(text) == Period(2025, 2026)


@pytest.mark.parametrize(
    "text",
    ["", "26", "2023", "2050", "2025/2027", "2026/2025", "2025/2025", "2024/2025", "2049/2050", "２０２６", "2026;"],
)
def test_other_years_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"year|period|grant"):
        Period.parse(text)
