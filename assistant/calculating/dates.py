"""Days, months and years in everyday German ("31.12.2025", "20. Juli", "2025/26"), read, compared and written."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta  # type: ignore[import-untyped]

_NAMES = "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split()
_SHORT = {name[:3].lower(): n for n, name in enumerate(_NAMES, 1)}
_SHORT |= {"jän": 1, "mar": 3, "mae": 3, "may": 5, "oct": 10, "dec": 12}
_LONG_MONTH = r"januar|jänner|februar|märz|maerz|april|mai|juni|juli|august|september|oktober|november|dezember"
_MONTH = (
    rf"{_LONG_MONTH}|january|february|march|may|june|july|october|december|"
    r"jan|feb|mär|apr|jun|jul|aug|sept?|okt|nov|dez"
)
_DAY = re.compile(
    r"(?<![\w.,/])(?:(?P<iy>20[0-9]{2})-(?P<im>[0-9]{2})-(?P<id>[0-9]{2})(?!\w)"
    r"|(?P<d>[0-9]{1,2})\s?\.\s?(?P<m>[0-9]{1,2})\s?\.(?:\s?(?P<y>[0-9]{4}|[0-9]{2})(?![0-9]))?(?!\s?[0-9])"
    rf"|(?P<nd>[0-9]{{1,2}})\.?\s?(?P<nm>{_MONTH})\b\.?(?:\s?(?P<ny>20[0-9]{{2}})(?![0-9]|[.,][0-9]))?"
    rf"|(?P<part>ende|anfang|mitte)?\s*\b(?P<mm>{_LONG_MONTH})(?:rate)?\b(?:\s?(?P<my>20[0-9]{{2}})(?![0-9]|[.,][0-9]))?"
    r"|(?:\bende|\bjahresende)(?:\s+(?:von|des\s+(?:haushalts)?jahres))?\s+(?P<yy>20[0-9]{2})(?![\w.,]?[0-9/]))"
    r"|(?:(?<=\bam )|(?<=\bzum ))(?P<sd>[0-9]{1,2})\.(?P<sm>[0-9]{1,2})(?![\w.,]*[0-9])",
    re.I,
)
_UNIT = (
    r"€|eur|%|prozent|einw|unterschr|leut|mensch|person|fl[uü]cht|gefl|"
    r"stimm|mitgl|abgeord|sitz|t(?:au)?sd?|mio|antragst|ew\b"
)
_YEAR = re.compile(
    r"(?<![\w.,/|-])(?P<first>20[2-9][0-9])(?:\s?(?P<join>/|-|–|bis|und|u\.)\s?(?P<last>20[2-9][0-9]|(?<=/)[2-9][0-9]))?"
    rf"(?![0-9]|[.,'’ ][0-9]{{3}}(?![0-9])|-[0-9]|\s?(?:{_UNIT}))",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Moment:
    """A day or a month that a question names; `day` or `year` is None where it names none."""

    year: int | None
    month: int
    day: int | None
    lead: str
    rest: str

    def span(self, year: int | None = None) -> tuple[date, date] | None:
        """The first and the last day it may mean, in `year` where it names none; None if there is no such day."""
        year = self.year or year
        if not year:
            return None
        if self.day is None:
            return date(year, self.month, 1), date(year, self.month, calendar.monthrange(year, self.month)[1])
        day = _date(year, self.month, self.day)
        return (day, day) if day else None


@dataclass(frozen=True, slots=True)
class Years:
    """A year, or two that belong together ("2025/2026")."""

    first: int
    last: int
    lead: str


@dataclass(frozen=True, slots=True)
class Dates:
    """What a text says of time; `text` is the rest of it, with bars where a date stood. `broken`: a date is none."""

    moments: tuple[Moment, ...]
    years: tuple[Years, ...]
    broken: bool
    text: str


def read_dates(text: str) -> Dates:
    """Every date and year of a text, in order."""
    found = [(match, _moment(match, text)) for match in _DAY.finditer(text)]
    moments = tuple(moment for _, moment in found if moment)
    for match, _ in found:
        text = _barred(text, match)
    years: list[Years] = []
    for match in list(_YEAR.finditer(text)):
        first, last = int(match["first"]), match["last"]
        lead = text[max(0, match.start() - 40) : match.start()]
        ends = first if last is None else int(last) if len(last) == 4 else first // 100 * 100 + int(last)
        if (match["join"] or "").lower() in ("und", "u.") and not re.search(
            r"doppel|zusammen|beide|zwei jahre", text, re.I
        ):
            years.append(Years(first, first, lead))
            first = ends
        years.append(Years(first, ends, lead))
        text = _barred(text, match)
    return Dates(moments, tuple(dict.fromkeys(years)), len(moments) != len(found), text)


def _barred(text: str, match: re.Match[str]) -> str:
    return text[: match.start()] + "|" * (match.end() - match.start()) + text[match.end() :]


def _moment(match: re.Match[str], text: str) -> Moment | None:
    lead, rest = text[max(0, match.start() - 40) : match.start()], text[match.end() : match.end() + 40]
    if match["yy"]:
        return Moment(int(match["yy"]), 12, 31, lead, rest)
    name = match["nm"] or match["mm"]
    month = _SHORT[name[:3].lower()] if name else int(match["im"] or match["m"] or match["sm"])
    written = match["iy"] or match["y"] or match["ny"] or match["my"]
    year = int(written) + (2000 if len(written) == 2 else 0) if written else None
    spelled = match["id"] or match["d"] or match["nd"] or match["sd"]
    day = int(spelled) if spelled else None
    if not 1 <= month <= 12 or not (year is None or 2000 <= year <= 2099):
        return None
    if (match["part"] or "").lower() == "ende" and year:
        day = calendar.monthrange(year, month)[1]
    if day is not None and _date(year or 2000, month, day) is None:
        return None
    return Moment(year, month, day, lead, rest)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def german_date(day: date) -> str:
    """A date as German text writes it: "30. Juni 2026"."""
    return f"{day.day}. {_NAMES[day.month - 1]} {day.year}"


def weekday_note(due: date) -> str:
    """A remark if a last day is a Saturday or Sunday."""
    return {5: " (ein Samstag)", 6: " (ein Sonntag)"}.get(due.weekday(), "")


def after(start: date, months: int) -> tuple[date, date]:
    """The day `months` after a period that ends with `start`: counted from that day, and from the day that follows it.

    The two differ only at the end of some months (28 February + 6 months: 28 or 31 August).
    """
    counted: date = start + relativedelta(months=months)
    following = start + timedelta(days=1)
    if following.day != 1:
        return counted, counted
    return counted, following + relativedelta(months=months) - timedelta(days=1)


def in_time(given: tuple[date, date], due: date, latest: date | None = None) -> bool | None:
    """Whether a day is not later than `due`; None between `due` and the next working day, where it isn't clear."""
    latest = max(due, latest or due)
    slack = latest + timedelta(days=max(0, 7 - latest.weekday()) if latest.weekday() > 4 else 0)
    return True if given[1] <= due else False if given[0] > slack else None
