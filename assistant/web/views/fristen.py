"""/fristen and /fristen.ics: the deadlines of a budget period and a role, as a page and as a calendar file."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from assistant.web.calendar import calendar_file
from assistant.web.views.frame import Context, render
from corpus.deadlines import FIRST_YEAR, LAST_YEAR, Period, deadline_file, deadlines
from corpus.sources.deadlines import Role


@dataclass(frozen=True, slots=True)
class _Asked:
    """The form as it was sent; `period` is None where `year` names none."""

    year: str
    role: str
    period: Period | None

    @property
    def is_known_role(self) -> bool:
        return not self.role or self.role in tuple(Role)

    @property
    def query(self) -> str:
        return urlencode({"jahr": str(self.period), "rolle": self.role})


def fristen(context: Context, request: Request) -> Response:
    """The form and the deadlines; with a message beside the field and status 400 where the form makes no sense."""
    asked = _asked(request.query_params)
    is_sound = asked.period is not None and asked.is_known_role
    return render(
        "fristen.html",
        "fristen",
        context,
        status=200 if is_sound else 400,
        asked=asked,
        roles=tuple(Role),
        first=FIRST_YEAR,
        last=LAST_YEAR,
        found=deadlines(asked.period, _role(asked)) if asked.period and is_sound else None,
        checked=deadline_file().checked.isoformat(),
    )


def fristen_ics(context: Context, request: Request) -> Response:
    """The deadlines as a calendar file, without those whose norm was changed since they were checked.

    Status 400 with one line of text where the form makes no sense.
    """
    asked = _asked(request.query_params)
    t = context.texts
    if asked.period is None:
        return PlainTextResponse(t("fristen.bad_year", first=FIRST_YEAR, last=LAST_YEAR), 400)
    if not asked.is_known_role:
        return PlainTextResponse(t("fristen.bad_role"), 400)
    name = t("fristen.ics.name", period=asked.period)
    certain = [one for one in deadlines(asked.period, _role(asked)) if not context.library.is_stale(one.norm)]
    file = calendar_file(certain, name, deadline_file().checked, t)
    file_name = "-".join(["fristen", *map(str, asked.period.years), *filter(None, [asked.role])])
    disposition = f'attachment; filename="{file_name}.ics"'
    return Response(file, media_type="text/calendar", headers={"Content-Disposition": disposition})


def _asked(params: QueryParams) -> _Asked:
    this_year = min(max(date.today().year, FIRST_YEAR), LAST_YEAR)  # the reader's year, not an instant
    year = params.get("jahr", str(this_year))
    try:
        period = Period.parse(year)
    except ValueError:
        period = None
    return _Asked(year, params.get("rolle", ""), period)


def _role(asked: _Asked) -> Role | None:
    return Role(asked.role) if asked.role else None
