"""/export/pdf and /export/docx: answers, which come with the request, as a file to keep."""

from datetime import date
from functools import partial

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from assistant.export import FORMATS, file_name, library_stand
from assistant.web.carrying import CarriedError, carried
from assistant.web.views.feedback import message
from assistant.web.views.frame import Context
from assistant.web.views.posting import PostError, posted


def export_routes(context: Context) -> list[Route]:
    """A route for each format."""
    return [Route(f"/export/{name}", partial(export, context, name), methods=["POST"]) for name in FORMATS]


async def export(context: Context, name: str, request: Request) -> Response:
    """The answers of the field `answer` as a file; a page that says why if there are none."""
    t = context.texts
    try:
        answers = carried((await posted(request)).get("answer", [""])[0], context.library)
    except PostError as error:
        return message(context, t("export.failed_title"), t(f"feedback.unreadable.{error.reason}"), error.status)
    except CarriedError as error:
        return message(context, t("export.failed_title"), t(f"feedback.unreadable.{error.reason}"), 400)
    day = date.today()  # the reader's day, not an instant
    made = await run_in_threadpool(FORMATS[name].make, answers, library_stand(context.library, t), t, day)
    headers = {
        "Content-Disposition": f'attachment; filename="{file_name(name, day)}"',
        "Cache-Control": "no-store",
    }
    return Response(made, media_type=FORMATS[name].media_type, headers=headers)
