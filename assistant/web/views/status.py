"""/stand: which texts are in use and since when; fetching them anew, and for operators adding and accepting texts."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from assistant.web.access import is_operator
from assistant.web.limiting import UPLOAD
from assistant.web.views.frame import Context, render
from assistant.web.views.posting import PostError, of_this_site, posted
from corpus import catalog
from corpus.documents import Source
from corpus.errors import CorpusError, FileRejectedError
from corpus.store import State, Store

_LOG = logging.getLogger(__name__)
_HERE = "/stand"
_PAUSE = timedelta(minutes=10)
"""Between two looks by hand."""


@dataclass(frozen=True, slots=True)
class Row:
    """A source in use (none: not loaded yet), with what is known of its origin."""

    title: str
    source: Source | None
    state: State
    is_fetched: bool


def status_routes(context: Context) -> list[Route]:
    """The view, and its three forms."""
    return [
        Route(_HERE, partial(status, context)),
        Route(f"{_HERE}/pruefen", partial(look, context), methods=["POST"]),
        Route(UPLOAD, partial(upload, context), methods=["POST"]),
        Route(f"{_HERE}/freigeben", partial(accept, context), methods=["POST"]),
    ]


def status(context: Context, request: Request, told: str = "", code: int = 200) -> Response:
    """The texts in use; `told` is what became of what was just asked for."""
    library = context.library
    sources = {chunk.source.id: chunk.source for chunk in library.everything}
    return render(
        "status.html",
        "status",
        context,
        status=code,
        told=told,
        rows=tuple(_rows(sources.values(), context.keeper.store)),
        held=context.keeper.store.held(),
        stale=library.stale,
        is_operator=is_operator(request),
        today=datetime.now(UTC).date(),
    )


async def look(context: Context, request: Request) -> Response:
    """Fetch all sources, unless that was done a few minutes ago."""
    t = context.texts
    try:
        await posted(request)
    except PostError as error:
        return status(context, request, t("status_view.foreign"), error.status)
    if (last := _last_look(context.keeper.store)) and datetime.now(UTC) - last < _PAUSE:
        return status(context, request, t("status_view.just_looked", minutes=int(_PAUSE.total_seconds() // 60)))
    outcomes = await run_in_threadpool(context.keeper.look)
    counts = [sum(one.result.name == name for one in outcomes) for name in ("NEW", "SAME", "HELD", "FAILED")]
    names = ("new", "same", "held", "failed")
    return status(context, request, t("status_view.looked", **dict(zip(names, counts, strict=True))))


async def upload(context: Context, request: Request) -> Response:
    """Take in the file of an operator's form."""
    t = context.texts
    if not is_operator(request) or not of_this_site(request):
        return status(context, request, t("status_view.operators_only"), 403)
    try:
        form = await request.form(max_files=1, max_fields=1)
    except HTTPException:
        return status(context, request, t("status_view.unreadable"), 400)
    file = form.get("file")
    if not isinstance(file, UploadFile) or not file.filename:
        return status(context, request, t("status_view.no_file"), 400)
    content = await file.read()
    try:
        document = await run_in_threadpool(context.keeper.add, file.filename, content)
    except FileRejectedError as error:
        return status(context, request, t(f"status_view.rejected.{error.reason}"), 400)
    except CorpusError as error:
        _LOG.warning("a file was refused: %s", error)
        return status(context, request, t("status_view.refused", reason=error), 400)
    key = "kept_aside" if document.doubts else "taken"
    return status(context, request, t(f"status_view.{key}", title=document.source.title))


async def accept(context: Context, request: Request) -> Response:
    """Put a version into use that was kept aside; an operator has looked at it."""
    t = context.texts
    if not is_operator(request):
        return status(context, request, t("status_view.operators_only"), 403)
    try:
        wanted = (await posted(request)).get("version", [""])[0]
    except PostError as error:
        return status(context, request, t("status_view.foreign"), error.status)
    held = [document for document in context.keeper.store.held() if document.version == wanted]
    if not held:
        return status(context, request, t("status_view.not_held"), 404)
    await run_in_threadpool(context.keeper.accept, held[0])
    return RedirectResponse(_HERE, 303)


def _rows(sources: Iterable[Source], store: Store) -> Iterable[Row]:
    """What is in use, and what could be: the laws first, then what was fetched and what was not."""
    entries = {entry.id: entry for entry in catalog.entries()}
    in_use = {source.id: source for source in sources}
    for key in dict.fromkeys((*in_use, *(entry.id for entry in entries.values() if entry.origin))):
        entry, source = entries.get(key), in_use.get(key)
        title = source.title if source else entry.title if entry else key
        yield Row(title, source, store.state(key), bool(entry and entry.origin))


def _last_look(store: Store) -> datetime | None:
    tried = [store.state(entry.id).tried for entry in catalog.entries() if entry.origin]
    return max((datetime.fromisoformat(one) for one in tried if one), default=None)
