"""/feedback: a form on one answer, which comes with the request; what was sent is kept in the data folder."""

import logging
from functools import partial

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from assistant.answer import Answer
from assistant.feedback import (
    MAX_COMMENT,
    FeedbackError,
    FeedbackRejectedError,
    FeedbackStore,
    Rating,
    Reason,
    feedback_from_form,
)
from assistant.web.carrying import CarriedError, carried
from assistant.web.views.frame import Context, render
from assistant.web.views.posting import PostError, posted

_LOG = logging.getLogger(__name__)
_THANKS = "/feedback/danke"


def feedback_routes(context: Context, store: FeedbackStore) -> list[Route]:
    """The form, and the page after it."""
    return [
        Route("/feedback", partial(feedback, context, store), methods=["GET", "POST"]),
        Route(_THANKS, partial(thanks, context)),
    ]


async def feedback(context: Context, store: FeedbackStore, request: Request) -> Response:
    """GET tells how to give feedback; POST with an answer shows the form and, with `send`, keeps what it says.

    400 with a message at the field for a value that isn't offered; 503, with what was entered, if it can't be kept.
    """
    t = context.texts
    if request.method != "POST":
        return message(context, t("feedback.title"), t("feedback.how"))
    try:
        sent = await posted(request)
        answer = carried(sent.get("answer", [""])[0], context.library)[0]
    except PostError as error:
        return message(context, t("feedback.failed_title"), t(f"feedback.unreadable.{error.reason}"), error.status)
    except CarriedError as error:
        return message(context, t("feedback.failed_title"), t(f"feedback.unreadable.{error.reason}"), 400)
    if "send" not in sent:
        return _form(context, sent, answer)
    return await _keep(context, store, sent, answer)


def thanks(context: Context, _: Request) -> Response:
    """What is shown after feedback was kept."""
    return message(context, context.texts("feedback.thanks_title"), context.texts("feedback.thanks"))


def message(context: Context, title: str, text: str, status: int = 200) -> Response:
    """A page that says one thing and leads back to the questions."""
    return render("feedback-message.html", "feedback", context, status=status, title=title, text=text)


async def _keep(context: Context, store: FeedbackStore, sent: dict[str, list[str]], answer: Answer) -> Response:
    rating, comment = _first(sent, "rating"), _first(sent, "comment")
    try:
        one = feedback_from_form(answer, context.library, rating, sent.get("reason", []), comment)
        await run_in_threadpool(store.add, one)
    except FeedbackRejectedError as error:
        return _form(context, sent, answer, problem=error.field, status=400)
    except FeedbackError as error:
        _LOG.error("feedback not kept: %s", error)
        return _form(context, sent, answer, problem="failed", status=503)
    return RedirectResponse(_THANKS, 303)


def _form(
    context: Context, sent: dict[str, list[str]], answer: Answer, problem: str | None = None, status: int = 200
) -> Response:
    return render(
        "feedback.html",
        "feedback",
        context,
        status=status,
        answer=answer,
        field=_first(sent, "answer"),
        rating=_first(sent, "rating"),
        chosen=sent.get("reason", []),
        comment=_first(sent, "comment"),
        problem=problem,
        ratings=[*Rating],
        reasons=[*Reason],
        refs=dict.fromkeys(citation.ref for citation in answer.citations),
        most=MAX_COMMENT,
    )


def _first(sent: dict[str, list[str]], name: str) -> str:
    return sent.get(name, [""])[0]
