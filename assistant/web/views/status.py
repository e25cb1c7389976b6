"""/stand: which texts are in use and since when; fetching them anew, and for operators adding and accepting texts."""

import logging
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from assistant.errors import AssistantError
from assistant.web.access import is_operator
from assistant.web.keeping import PAUSE
from assistant.web.limiting import UPLOAD
from assistant.web.views.frame import Context, render
from assistant.web.views.posting import PostError, of_this_site, posted
from corpus import catalog
from corpus.documents import Source
from corpus.errors import CorpusError, FileRejectedError, LayoutError, StructureError
from corpus.store import State, Store
from corpus.syncing import Result

_LOG = logging.getLogger(__name__)
_HERE = "/stand"
_FAILURES = (AssistantError, CorpusError)


@dataclass(frozen=True, slots=True)
class Row:
    """A source in use (none: not loaded yet), with what is known of its origin."""

    title: str
    source: Source | None
    state: State


def status_routes(context: Context) -> list[Route]:
    """The view, and its three forms."""
    return [
        Route(_HERE, partial(status, context)),
        Route(f"{_HERE}/pruefen", partial(look, context), methods=["POST"]),
        Route(UPLOAD, partial(upload, context), methods=["POST"]),
        Route(f"{_HERE}/freigeben", partial(accept, context), methods=["POST"]),
    ]


def status(context: Context, request: Request, told: str = "", code: int = 200, detail: str = "") -> Response:
    """The texts in use; `told` is what became of what was just asked for, `detail` an English message to operators."""
    library, store = context.library, context.keeper.store
    sources = {chunk.source.id: chunk.source for chunk in library.everything}
    try:
        held = store.held()
    except CorpusError as error:
        _LOG.error("a version can't be shown: %s", error)
        held, told = (), told or context.texts("status_view.damaged")
    return render(
        "status.html",
        "status",
        context,
        status=code,
        told=told,
        detail=detail,
        rows=tuple(_rows(sources.values(), store)),
        held=held,
        stale=library.stale,
        is_operator=is_operator(request),
        today=date.today(),  # the reader's day, not an instant
    )


async def look(context: Context, request: Request) -> Response:
    """Fetch all sources, unless that was done a few minutes ago."""
    t = context.texts
    if not of_this_site(request):
        return await _shown(context, request, t("status_view.foreign"), 403)
    try:
        outcomes = await run_in_threadpool(context.keeper.look)
    except _FAILURES as error:
        return await _failed(context, request, error)
    if outcomes is None:
        return await _shown(context, request, t("status_view.just_looked", minutes=PAUSE // timedelta(minutes=1)))
    counts = Counter(outcome.result.name.lower() for outcome in outcomes)
    numbers = {one.name.lower(): counts[one.name.lower()] for one in Result}
    return await _shown(context, request, t("status_view.looked", **numbers))


async def upload(context: Context, request: Request) -> Response:
    """Take in the file of an operator's form; the body of anybody else is not read."""
    t = context.texts
    if barred := _barred(request):
        return await _shown(context, request, t(barred), 403)
    try:
        async with request.form(max_files=1, max_fields=1) as form:
            file = form.get("file")
            if not isinstance(file, UploadFile) or not file.filename:
                return await _shown(context, request, t("status_view.no_file"), 400)
            name, content = file.filename, await file.read()
    except HTTPException as error:
        key = "rejected.too-large" if error.status_code == 413 else "unreadable"
        return await _shown(context, request, t(f"status_view.{key}"), error.status_code)
    try:
        document = await run_in_threadpool(context.keeper.add, name, content)
    except FileRejectedError as error:
        return await _shown(context, request, t(f"status_view.rejected.{error.reason}"), 400)
    except (LayoutError, StructureError) as error:
        return await _shown(context, request, t("status_view.refused"), 400, str(error))
    except _FAILURES as error:
        return await _failed(context, request, error)
    key = "kept_aside" if document.doubts else "taken"
    return await _shown(context, request, t(f"status_view.{key}", title=document.source.title))


async def accept(context: Context, request: Request) -> Response:
    """Put a version into use that was kept aside; an operator has looked at it."""
    t = context.texts
    if barred := _barred(request):
        return await _shown(context, request, t(barred), 403)
    try:
        wanted = (await posted(request)).get("version", [""])[0]
        held = [document for document in context.keeper.store.held() if document.version == wanted]
        if not held:
            return await _shown(context, request, t("status_view.not_held"), 404)
        await run_in_threadpool(context.keeper.accept, held[0])
    except PostError as error:
        return await _shown(context, request, t("status_view.unreadable"), error.status)
    except _FAILURES as error:
        return await _failed(context, request, error)
    return RedirectResponse(_HERE, 303)


def _barred(request: Request) -> str:
    """The key of why a request may change nothing; "" if it may."""
    if not of_this_site(request):
        return "status_view.foreign"
    return "" if is_operator(request) else "status_view.operators_only"


async def _shown(context: Context, request: Request, told: str, code: int = 200, detail: str = "") -> Response:
    """The view, made in a thread, for it reads files."""
    return await run_in_threadpool(status, context, request, told, code, detail)


async def _failed(context: Context, request: Request, error: Exception) -> Response:
    _LOG.error("the texts can't be changed: %s", error)
    return await _shown(context, request, context.texts("status_view.failed"), 500, str(error))


def _rows(sources: Iterable[Source], store: Store) -> Iterable[Row]:
    """What is in use, and what could be: the laws first, then what was fetched and what was not."""
    entries = {entry.id: entry for entry in catalog.entries()}
    in_use = {source.id: source for source in sources}
    for key in dict.fromkeys((*in_use, *(entry.id for entry in entries.values() if entry.origin))):
        entry, source = entries.get(key), in_use.get(key)
        title = source.title if source else entry.title if entry else key
        yield Row(title, source, store.state(key))
