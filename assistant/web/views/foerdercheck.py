"""/foerder-check: guided checks of an offer, a cost or the passing on of money; the answers stand in the address."""

from collections.abc import Iterable

from starlette.requests import Request
from starlette.responses import Response

from assistant.web.views.frame import Context, render
from assistant.web.views.provisions import Reading, reading
from corpus.eligibility import Check, Result, checks, evaluate
from corpus.library import Library
from corpus.normref import NormRef


def overview(context: Context, _: Request) -> Response:
    """The list of checks."""
    return _listed(context, is_missing=False)


def foerdercheck(context: Context, request: Request) -> Response:
    """One check: its form and, once answers were sent, their result above it.

    404 with the list for a check that isn't there; 400 with a message at the question for an answer it doesn't have.
    """
    check = checks().get(request.path_params["check"])
    if check is None:
        return _listed(context, is_missing=True)
    answers = {c.id: request.query_params[c.id] for c in check.criteria if c.id in request.query_params}
    unknown = [c.id for c in check.criteria if answers.get(c.id) and c.chosen(answers[c.id]) is None]
    result = evaluate(check, answers) if answers else None
    return render(
        "foerdercheck.html",
        "check",
        context,
        status=400 if unknown else 200,
        check=check,
        answers=answers,
        unknown=unknown,
        result=result,
        wording=_wording(_norms(check, result), context.library) if result else (),
    )


def _listed(context: Context, is_missing: bool) -> Response:
    status = 404 if is_missing else 200
    return render("foerderchecks.html", "check", context, status=status, checks=checks(), is_missing=is_missing)


def _norms(check: Check, result: Result) -> list[NormRef]:
    found = [norm for finding in result.findings for norm in finding.norms]
    return found + [norm for statement in (check.lead, *check.notes) for norm in statement.norms]


def _wording(norms: Iterable[NormRef], library: Library) -> tuple[Reading, ...]:
    """The provisions of `norms` in the order of the laws, each once and in full."""
    keys = {chunk.key for norm in norms for chunk in library.at(norm)}
    readings = (reading(chunk, library, lambda _: False) for chunk in library.everything if chunk.key in keys)
    return tuple(one for one in readings if one)
