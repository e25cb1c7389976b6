"""/vorschriften: the laws, the whole text of one, and search within them; /quellen: every source of the assistant."""

from collections.abc import Callable, Sequence

from starlette.requests import Request
from starlette.responses import Response

from assistant.web.views.frame import Context, render
from assistant.web.views.provisions import Reading, paragrafen, reading
from assistant.web.views.searching import scope, wanted
from corpus.documents import Chunk, Source
from corpus.library import Library
from corpus.normref import slug

_MAX_QUERY = 200


def laws(context: Context, request: Request) -> Response:
    """The list of laws; with `?q=`, what was found in all of them."""
    if query := _query(request):
        return _found(context, None, query)
    listed = [(slug(name), _sources(chunks)) for name, chunks in context.library.laws.items()]
    return render("laws.html", "library", context, laws=listed)


def law(context: Context, request: Request) -> Response:
    """The text of the law in the address; with `?q=`, what was found in it. 404 for a law that isn't there."""
    names = {slug(name): name for name in context.library.laws}
    name = names.get(request.path_params["law"])
    if name is None:
        return render("missing.html", "library", context, status=404)
    if query := _query(request):
        return _found(context, name, query)
    chunks = context.library.laws[name]
    return render(
        "law.html",
        "library",
        context,
        law=slug(name),
        name=name,
        sources=_sources(chunks),
        paragrafen=paragrafen(_readings(chunks, context.library)),
    )


def sources(context: Context, _: Request) -> Response:
    """Every source that the assistant speaks from, the laws first."""
    found = _sources(context.library.chunks)
    return render("sources.html", "sources", context, sources=sorted(found, key=lambda source: source.law is None))


def _found(context: Context, name: str | None, query: str) -> Response:
    asked = wanted(query, context.library)
    chunks = asked.find(scope(name, context.library)) if asked else []
    hits = _readings(chunks, context.library, asked.hit) if asked else ()
    address = slug(name) if name else None
    return render("found.html", "library", context, hits=hits, query=query, law=address, name=name)


def _query(request: Request) -> str:
    return " ".join(request.query_params.get("q", "").split())[:_MAX_QUERY]


def _readings(
    chunks: Sequence[Chunk], library: Library, hit: Callable[[str], bool] = lambda _: False
) -> tuple[Reading, ...]:
    return tuple(one for chunk in chunks if (one := reading(chunk, library, hit)))


def _sources(chunks: Sequence[Chunk]) -> list[Source]:
    """The sources of these texts, each once, in order."""
    return list({chunk.source.id + chunk.source.kind: chunk.source for chunk in chunks}.values())
