"""Deadlines as an iCalendar file (RFC 5545): an all-day event for each that has a date, none for the others."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Calendar, Event
from icalendar.enums import TRANSP

from assistant.web.texts import Texts
from corpus.deadlines import Deadline
from corpus.normref import slug
from corpus.sources.deadlines import DateKind

_HOST = "komintavo-assistent"


def calendar_file(found: Sequence[Deadline], name: str, checked: date, t: Texts) -> bytes:
    """The file, called `name` in a calendar; `checked` is the day the deadlines were last compared with the laws.

    The same deadlines always give the same bytes, so that a second import changes the events and adds none.
    """
    stamp = datetime.combine(checked, time(), UTC)
    events = [_event(deadline, deadline.day, stamp, t) for deadline in found if deadline.day]
    product = f"-//{t('frame.name')}//{t('fristen.title')}//{t.language.upper()}"
    uid = f"{slug(name)}@{_HOST}"
    calendar = Calendar.new(name=name, prodid=product, uid=uid, last_modified=stamp, subcomponents=events)
    file: bytes = calendar.to_ical()
    return file


def _event(deadline: Deadline, day: date, stamp: datetime, t: Texts) -> Event:
    said = [words.said(t.language) for words in (deadline.what, *deadline.notes)]
    calculated = [t("fristen.ics.calculated")] if deadline.kind is DateKind.CALCULATED else []
    who = t("fristen.ics.who", who=deadline.who.said(t.language))
    return Event.new(
        uid=f"{deadline.id}-{day:%Y%m%d}@{_HOST}",
        stamp=stamp,
        start=day,
        end=(deadline.until or day) + timedelta(days=1),
        summary=f"{deadline.title.said(t.language)} ({deadline.norm})",
        description="\n".join([said[0], who, str(deadline.norm), *calculated, *said[1:], t("frame.notice")]),
        transparency=TRANSP.TRANSPARENT,
    )
