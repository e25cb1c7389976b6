"""What is computed from dates: last days of periods, and whether a given day is in time.

A period whose start the law leaves open (two weeks to comment, six weeks for petitions) is not computed.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from dateutil.relativedelta import relativedelta  # type: ignore[import-untyped]

from assistant.calculating.dates import Moment, after, german_date, in_time, weekday_note
from assistant.calculating.reading import Asked, Calculation, Measure
from corpus.normref import NormRef

_FIRST_GRANT = 2025
_WHEN = (
    r"\bwann\b|datum|welche[mnrs]? tag|welche[mnrs]? jahr|\bfrist|stichtag|termin|fällig|spätestens|rechtzeitig|"
    r"zu spät|verspätet|pünktlich|überfällig|\bwhen\b|deadline|due"
)
_NOT_THE_DAY = re.compile(r"\b(?:vom|vor(?: dem)?|nach(?: dem)?|ab(?: dem)?|seit(?: dem)?|stand|gültig)\s*$", re.I)
_ENDS = re.compile(
    r"(?:\bbis(?: zum| einschließlich| ende)?|\bendet\w*(?: \w+)?|\bende(?: des \w+)?(?: \w+)?|abgelaufen|ablauf|"
    r"ausgelaufen|lief|läuft|schluss|ended)\b[^.?!;,]{0,25}$|[0-9]{4}\s?[-–]\s?$",
    re.I,
)
_PERIOD = r"bewilligungszeitr|bewilligung|förderzeitr|zuwendungszeitr|zeitraum|haushaltsjahr|förderung|doppelhaushalt"
_YEAR_LEAD = re.compile(
    r"(?:\bfürs?|\bvon|\baus|haushaltsjahr\w*|bewilligungszeitr\w*|bewilligung|zuweisung\w*|nachweis\w*|\bvn|abrechnung|"
    r"mittel|geld\w*|doppelhaushalt\w*|haushalt\w*|förder\w*|(?<!im )(?<!im dem )jahr\w*|raten?)"
    r"\s*(?:\b(?:das|dem|den|die|jahre?|haushaltsjahr)\s*)*$",
    re.I,
)
_IN_THE_YEAR = re.compile(r"\bi[mn]\s+(?:dem\s+)?(?:jahre?\s+)?$", re.I)


def _side(kept: bool) -> str:
    return "ist rechtzeitig" if kept else "ist zu spät"


def _granted_years(asked: Asked) -> tuple[int, int] | None:
    """The one year, or pair of years, that money was granted for."""
    named = [
        years for years in asked.dates.years if _YEAR_LEAD.search(years.lead) and not _IN_THE_YEAR.search(years.lead)
    ]
    if len(named) != 1 or not _FIRST_GRANT <= named[0].first <= named[0].last <= named[0].first + 1:
        return None
    return named[0].first, named[0].last


def proof_of_use(asked: Asked, norm: NormRef) -> Calculation | None:
    """The last day of the six months after the Bewilligungszeitraum, and whether a proof was handed in by then."""
    asks = asked.has(r"nachweis|\bvn\b|abrechn|abzurechnen|proof of use") and asked.has(
        rf"{_WHEN}|abgeben|einreichen|abgegeben|eingereicht"
    )
    if not asks or asked.has(
        r"aufbewahr|aufheb|aufgehob|wegwerf|vernicht|archiv|ordner|bestandskr|\brate\b|auszahl|zurückbehalt|zurückhalt"
    ):
        return None
    years, moments = _granted_years(asked), asked.dates.moments
    ends = [m for m in moments if _is_end(m, asked)]
    others = [m for m in moments if m not in ends]
    if len(ends) > 1 or (not ends and (years is None or len(asked.dates.years) > 1)):
        return None
    span = ends[0].span() if ends else (date(years[1], 12, 31), date(years[1], 12, 31)) if years else None
    if ends and ends[0].day is None and ends[0].month == 12 and span:
        span = (span[1], span[1])
    if (
        span is None
        or span[0] != span[1]
        or span[0].year < _FIRST_GRANT
        or (ends and any(y.last != span[0].year for y in asked.dates.years))
    ):
        return None
    due, latest = after(span[0], 6)
    assumed = "" if ends and ends[0].day else " (angenommen: Er endet mit dem Jahr)"
    text = f"Nach einem Bewilligungszeitraum bis {german_date(span[0])}{assumed} ist der Nachweis bis zum "
    text += german_date(due)
    text += (
        f"{weekday_note(due)} (berechnet)"
        if due == latest
        else f" oder, ab dem Folgetag gezählt, {german_date(latest)} (berechnet)"
    )
    text += " fällig."
    given = _given(others[0], due.year) if len(others) == 1 else None
    kept = in_time(given, due, latest) if given and given[0] > span[0] else None
    if given is None or kept is None:
        return Calculation(norm, text, None)
    return Calculation(
        norm, f"{text} Eine Abgabe {_when(others[0], given)} {_side(kept)}.", asked.verdict(kept, Measure.DAY)
    )


def _is_end(moment: Moment, asked: Asked) -> bool:
    """Whether a date ends a period of grant: "Bewilligungszeitraum bis 31.12.2025"."""
    ends = _ENDS.search(moment.lead) and re.search(_PERIOD, moment.lead, re.I)
    named = moment.month == 12 and moment.day in (31, None) and _ENDS.search(moment.lead) and asked.has(_PERIOD)
    return bool(moment.year and (ends or named))


def _given(moment: Moment, year: int | None) -> tuple[date, date] | None:
    """The day somebody acted on, or None if the date says something else ("Bescheid vom 12.03.2025")."""
    return None if _NOT_THE_DAY.search(moment.lead) else moment.span(year)


def _when(moment: Moment, given: tuple[date, date]) -> str:
    return f"am {german_date(given[0])}" if moment.day else f"im {german_date(given[0])[3:]}"


def keeping(asked: Asked, norm: NormRef) -> Calculation | None:
    """Until when papers are kept: five years after a notice can't be challenged any more."""
    moments = asked.dates.moments
    if (
        not asked.has(r"aufbewahr|aufheb|aufgehob|wegwerf|weggeworfen|vernicht|entsorg|archiv|akten|unterlagen")
        or len(moments) != 1
    ):
        return None
    near = f"{moments[0].lead} {moments[0].rest}"
    day = moments[0].span()
    if (
        not re.search(r"bestandskr", near, re.I)
        or re.search(r"\bvom\s*$", moments[0].lead, re.I)
        or not day
        or day[0] != day[1]
    ):
        return None
    last: date = day[0] + relativedelta(years=5)
    text = (
        f"Ist der Bescheid seit dem {german_date(day[0])} bestandskräftig, sind die Unterlagen bis zum "
        f"{german_date(last)} (berechnet) aufzuheben."
    )
    return Calculation(norm, text, None)


_INSTALMENTS = {"erste": (3, 1), "zweite": (7, 1)}


def instalments(asked: Asked, norm: NormRef) -> Calculation | None:
    """The last days of the two instalments, and whether a payment was in time."""
    named = [
        name
        for name, pattern in (("erste", r"erste[nr]?|1\.|märz-?"), ("zweite", r"zweite[nr]?|2\.|juli-?"))
        if asked.has(rf"(?<!\w)(?:{pattern})\s?(?:teil)?(?:rate|auszahlung|zahlung)")
    ]
    moments = [m for m in asked.dates.moments if not re.match(r"rate", m.rest, re.I)]
    if len(named) != 1 or asked.has(r"dritte|zurückbehalt|zurückhalt|einbehalt|verrechn|gekürzt|kürz|nachweis"):
        return None
    month, day = _INSTALMENTS[named[0]]
    years = _granted_years(asked)
    moments = [m for m in moments if not (m.day is None and m.month == month and asked.has(r"märz-?rate|juli-?rate"))]
    if (years and years[0] != years[1]) or len(moments) > 1:
        return None
    if not moments:
        if not years or not asked.has(_WHEN):
            return None
        due = date(years[0], month, day)
        text = f"Die {named[0]} Rate für {years[0]} ist spätestens am {german_date(due)} (berechnet) auszuzahlen."
        return Calculation(norm, text, None)
    return _compared(
        asked,
        norm,
        moments[0],
        lambda year: date(year, month, day),
        years[0] if years else None,
        f"Die {named[0]} Rate",
    )


def _compared(
    asked: Asked, norm: NormRef, moment: Moment, due_in: Callable[[int], date], year: int | None, what: str
) -> Calculation | None:
    """A day compared with a fixed day of a year: of `year`, else of the year it names, else of any year."""
    span = _given(moment, year or _ANY_YEAR)
    if span is None or (not moment.year and not year and asked.has(r"\b(?:schon|bereits)\b") and moment.month > 10):
        return None
    due = due_in(year or moment.year or _ANY_YEAR)
    known = bool(moment.year or year)
    kept = in_time(span, due)
    if not known and kept is False and (span[0] - due).days <= 2:
        kept = None  # in some years a weekend lies between
    verdict = asked.verdict(kept, Measure.DAY)
    if kept is None or (verdict is None and asked.has(_OF_THE_RULE)):
        return None
    shown = german_date(due) if known else german_date(due).rpartition(" ")[0]
    given = _when(moment, span) if known else _when(moment, span).rpartition(" ")[0]
    note = weekday_note(due) if known else ""
    text = f"{what} {given} {_side(kept)}: Der späteste Tag ist der {shown}{note} (Vergleich berechnet)."
    return Calculation(norm, text, verdict)


_OF_THE_RULE = r"spätest|früh|letzt|stichtag|m[uü]ss|d[aü]rf|\bkann\b|fällig|nichts|\boder\b"
_ANY_YEAR = 2027  # no weekend at the fixed days, and no leap year


def expected_amount(asked: Asked, norm: NormRef) -> Calculation | None:
    """1 November before the Bewilligungszeitraum, by which the ministry tells the expected amount."""
    told = asked.has(
        r"mitteil|mitgeteilt|voraussichtlich|vorab|vorläufige|erwartet|prognose|ankündig|angekündigt|zahl\b|summe"
    )
    comment = asked.has(
        r"antwort|stellung ?n|stellungn|äußer|einwend|einwand|einwänd|beanstand|reagier|woche|"
        r"14 tage|aktualisiert|widersprech|bescheid|einwohner|nachweis|rate"
    )
    if not told or comment or not asked.has(rf"{_WHEN}|\bbis\b|muss"):
        return None
    starts = [m for m in asked.dates.moments if (m.month, m.day) == (1, 1) and m.year]
    moments = [
        m for m in asked.dates.moments if m not in starts and not re.search(r"\bvor ende\b", m.lead + m.rest, re.I)
    ]
    years = _granted_years(asked)
    year = years[0] if years else starts[0].year if len(starts) == 1 else None
    if len(moments) > 1 or (year is not None and year < _FIRST_GRANT):
        return None
    if not moments:
        if year is None:
            return None
        due = date(year - 1, 11, 1)
        text = (
            f"Für einen Bewilligungszeitraum ab {year} muss die Mitteilung bis {german_date(due)} kommen (berechnet)."
        )
        return Calculation(norm, text, None)
    moment = moments[0]
    follows = asked.has(r"\b(?:nächste|kommende|folgende)[nsmr]? (?:haushalts)?jahr|folgejahr")
    if year is None and not (follows and moment.month > 6) and not moment.month > 10:
        return None  # which year's amount it is stays open
    if year is None:
        year = moment.year + 1 if moment.year else None
    return _compared(
        asked, norm, moment, lambda named: date(named, 11, 1), year - 1 if year else None, "Eine Mitteilung"
    )


def decision_on_council(asked: Asked, norm: NormRef) -> Calculation | None:
    """Three months after an application came in, the council of the Gemeinde has decided."""
    moments = asked.dates.moments
    if not asked.has(r"antrag|beantragt") or not asked.has(
        r"\brat\b|stadtrat|gemeinderat|entscheid|beschluss|beschließ|frist"
    ):
        return None
    received = [
        m
        for m in moments
        if re.search(
            r"eingang|eingegangen|ging|\bein\b|gestellt|eingereicht|abgegeben", m.lead[-30:] + m.rest[:25], re.I
        )
    ]
    if not received or received[0] is not moments[0] or len(moments) > 2 or _NOT_THE_DAY.search(moments[0].lead):
        return None
    start = moments[0].span(_ANY_YEAR)
    if start is None or start[0] != start[1]:
        return None
    due: date = start[0] + relativedelta(months=3)
    known = bool(moments[0].year)
    if not known and (due.month, due.day) == (2, 28):
        return None  # or the 29th
    shown = f"{german_date(due)}{weekday_note(due)}" if known else german_date(due).rpartition(" ")[0]
    received_on = german_date(start[0]) if known else german_date(start[0]).rpartition(" ")[0]
    text = f"Ging der Antrag am {received_on} ein, endet die Frist am {shown} (berechnet)."
    given = _given(moments[1], start[0].year) if len(moments) == 2 and bool(moments[1].year) in (known, False) else None
    if given is None or given[0] < start[0]:
        return Calculation(norm, text, None) if len(moments) == 1 and asked.has(rf"{_WHEN}|wie lange") else None
    kept = in_time(given, due)
    if not known and kept is False and (given[0] - due).days <= 4:
        kept = None
    if kept is None:
        return None
    return Calculation(norm, f"{text} Die genannte Entscheidung {_side(kept)}.", asked.verdict(kept, Measure.DAY))


@dataclass(frozen=True, slots=True)
class Since:
    """What is due some years after entry into force, and then every `every` years (0: once)."""

    what: str
    done: str
    about: str
    first: date
    every: int = 0

    def __call__(self, asked: Asked, norm: NormRef) -> Calculation | None:
        """The dates, if the question asks for one; the first compared with the one it names."""
        start = date(2024, 9, 18) if norm.law == "KomIntAVO" else date(2024, 6, 29)
        moments = [m for m in asked.dates.moments if m.span() != (start, start)]
        if not asked.has(self.about) or asked.dates.years or len(moments) > 1:
            return None
        later = [self.first + relativedelta(years=self.every * n) for n in (1, 2)] if self.every else []
        text = f"{self.what} ist, gerechnet ab dem Inkrafttreten am {german_date(start)}, am "
        text += f"{german_date(self.first)} (berechnet)"
        if later:
            text += f" und danach am {' und am '.join(german_date(day) for day in later)} (berechnet)"
        text += f" {self.done}."
        if not moments:
            return Calculation(norm, text, None) if asked.has(_ASKS_DAY) else None
        given = _given(moments[0], None)
        kept = in_time(given, self.first) if given and given[0] >= start else None
        if given is None or kept is None or not asked.has(_WHEN) or (later and not asked.has(r"\berste")):
            return None
        return Calculation(
            norm, f"{text} Ein Termin {_when(moments[0], given)} {_side(kept)}.", asked.verdict(kept, Measure.DAY)
        )


_ASKS_DAY = r"\bwann\b|datum|welche[mnrs]? (?:tag|jahr|monat)|\bwhen\b"
_OURS = r"(?:kommunal|kreis|städte|\bwir\b|unser)"
_NOT_OURS = r"^(?!.*(?:staatsregierung|landesbericht|zeitraum|landesbeauftragt))"
CONCEPT = Since("Das Integrationskonzept", "vorzulegen", r"konzept", date(2025, 9, 18))
LOCAL_REPORT = Since(
    "Der kommunale Bericht",
    "vorzulegen",
    rf"{_NOT_OURS}(?:.*{_OURS}.*bericht|.*bericht.*{_OURS})",
    date(2025, 6, 29),
    5,
)
STATE_REPORT = Since(
    "Der Bericht der Staatsregierung", "vorzulegen", r"staatsregierung|landesbericht", date(2026, 6, 29), 5
)
EVALUATION = Since("Die Evaluation des Gesetzes", "fällig", r"evalu|überprüf|auf den prüfstand", date(2027, 6, 29))


def commissioner_report(asked: Asked, norm: NormRef) -> Calculation | None:
    """The first regular reports of the commissioner: 30 September, from two years after entry into force on."""
    if not asked.has(r"beauftragt") or not asked.has(r"bericht") or not asked.has(_WHEN):
        return None
    if asked.dates.years or asked.dates.moments or asked.has(r"einzelbericht|kommunal"):
        return None
    text = (
        "Gerechnet ab dem Inkrafttreten am 29. Juni 2024 ist der erste regelmäßige Bericht zum 30. September 2026 "
        "(berechnet) zu erstatten, der zweite zum 30. September 2028 (berechnet)."
    )
    return Calculation(norm, text, None)


def first_report_period(asked: Asked, norm: NormRef) -> Calculation | None:
    """The first reporting period: from entry into force to the end of 2024."""
    if (
        not asked.has(r"berichtszeitr|zeitraum")
        or not asked.has(r"\berste")
        or not asked.has(rf"{_WHEN}|von wann|wie lang|wie viele")
    ):
        return None
    start, end = date(2024, 9, 18), date(2024, 12, 31)
    days = (end - start).days + 1
    text = f"Der erste Berichtszeitraum geht vom {german_date(start)} bis {german_date(end)}: {days} Tage (berechnet)."
    return Calculation(norm, text, None)
