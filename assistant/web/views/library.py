"""/vorschriften: the laws, the text of one as of any day, what changed in it, and search; /quellen: every source."""

import logging
from collections.abc import Callable, Sequence
from datetime import date

from starlette.requests import Request
from starlette.responses import Response

from assistant.web.views.frame import Context, render
from assistant.web.views.provisions import Reading, paragrafen, reading
from assistant.web.views.searching import scope, wanted
from corpus.comparing import changes
from corpus.documents import Chunk, Source
from corpus.errors import CorpusError
from corpus.library import Library
from corpus.normref import slug
from corpus.store import Document

_LOG = logging.getLogger(__name__)
_MAX_QUERY = 200


def laws(context: Context, request: Request) -> Response:
    """The list of laws; with `?q=`, what was found in all of them."""
    if query := _query(request):
        return _found(context, None, query)
    listed = [(slug(name), _sources(chunks)) for name, chunks in context.library.every_law.items()]
    return render("laws.html", "library", context, laws=listed)


def law(context: Context, request: Request) -> Response:
    """The text of the law in the address, with `?am=` as in force on that day; with `?q=`, what was found in it.

    404 for a law that isn't there, 400 with a message for a day that is none.
    """
    name = _law(context, request)
    if name is None:
        return render("missing.html", "library", context, status=404)
    if query := _query(request):
        return _found(context, name, query)
    asked = request.query_params.get("am", "").strip()
    day, is_day = _day(asked)
    library = context.keeper.library_on(day) if day else context.library
    return render(
        "law.html",
        "library",
        context,
        status=200 if is_day else 400,
        law=slug(name),
        name=name,
        asked=asked,
        day=day,
        is_day=is_day,
        title=context.library.every_law[name][0].source.title,
        sources=_sources(library.every_law.get(name, ())),
        versions=_versions(context, name),
        paragrafen=paragrafen(_readings(library.every_law.get(name, ()), library)),
    )


def amendments(context: Context, request: Request) -> Response:
    """What changed between two versions of the law in the address, `?von=` and `?bis=`. 404 if one isn't there."""
    name = _law(context, request)
    kept = {document.version: document for document in _versions(context, name)} if name else {}
    old, new = (kept.get(request.query_params.get(key, "")) for key in ("von", "bis"))
    if name is None or old is None or new is None:
        return render("missing.html", "library", context, status=404)
    found = changes(old.provisions, new.provisions)
    return render("amendments.html", "library", context, law=slug(name), name=name, old=old, new=new, changes=found)


def sources(context: Context, _: Request) -> Response:
    """Every source that the assistant speaks from, the laws first."""
    found = _sources(context.library.everything)
    return render("sources.html", "sources", context, sources=sorted(found, key=lambda source: source.law is None))


def _found(context: Context, name: str | None, query: str) -> Response:
    asked = wanted(query, context.library)
    chunks = asked.find(scope(name, context.library)) if asked else []
    hits = _readings(chunks, context.library, asked.hit) if asked else ()
    address = slug(name) if name else None
    return render("found.html", "library", context, hits=hits, query=query, law=address, name=name)


def _law(context: Context, request: Request) -> str | None:
    names = {slug(name): name for name in context.library.every_law}
    return names.get(request.path_params["law"])


def _versions(context: Context, name: str) -> tuple[Document, ...]:
    """Every version of a law that is kept, the latest first; none if one of them is damaged."""
    try:
        return context.keeper.store.versions(context.library.every_law[name][0].source.id)[::-1]
    except CorpusError as error:
        _LOG.error("the versions of the %s can't be shown: %s", name, error)
        return ()


def _day(asked: str) -> tuple[date | None, bool]:
    """The day that was asked for, if any, and whether it makes sense."""
    try:
        return (date.fromisoformat(asked), True) if asked else (None, True)
    except ValueError:
        return None, False


def _query(request: Request) -> str:
    return " ".join(request.query_params.get("q", "").split())[:_MAX_QUERY]


def _readings(
    chunks: Sequence[Chunk], library: Library, hit: Callable[[str], bool] = lambda _: False
) -> tuple[Reading, ...]:
    return tuple(one for chunk in chunks if (one := reading(chunk, library, hit)))


def _sources(chunks: Sequence[Chunk]) -> list[Source]:
    """The sources of these texts, each once, in order."""
    return list({chunk.source.id + chunk.source.kind: chunk.source for chunk in chunks}.values())
