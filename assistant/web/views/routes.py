"""Every view with its address."""

from functools import partial
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from assistant.feedback import FeedbackStore
from assistant.settings import Language
from assistant.web.keeping import Keeper
from assistant.web.texts import texts
from assistant.web.views.export import export_routes
from assistant.web.views.feedback import feedback_routes
from assistant.web.views.foerdercheck import foerdercheck, overview
from assistant.web.views.frame import Context
from assistant.web.views.fristen import fristen, fristen_ics
from assistant.web.views.library import amendments, law, laws, sources
from assistant.web.views.statements import accessibility, privacy
from assistant.web.views.status import status_routes

_WEB = Path(__file__).parents[1]


def routes(keeper: Keeper, language: Language, store: FeedbackStore) -> list[Route]:
    """The routes of all views; each view is a function of the context and the request."""
    context = Context(keeper, texts(language))
    return [
        Route("/vorschriften", partial(laws, context)),
        Route("/vorschriften/{law}", partial(law, context)),
        Route("/vorschriften/{law}/aenderungen", partial(amendments, context)),
        Route("/quellen", partial(sources, context)),
        Route("/barrierefreiheit", partial(accessibility, context)),
        Route("/datenschutz", partial(privacy, context)),
        Route("/foerder-check", partial(overview, context)),
        Route("/foerder-check/{check}", partial(foerdercheck, context)),
        Route("/fristen", partial(fristen, context)),
        Route("/fristen.ics", partial(fristen_ics, context)),
        *status_routes(context),
        *feedback_routes(context, store),
        *export_routes(context),
        *(Route(f"/{name}", partial(_style, name)) for name in ("page.css", "views.css")),
    ]


def _style(name: str, _: Request) -> Response:
    return FileResponse(_WEB / name)
