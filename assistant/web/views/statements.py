"""/barrierefreiheit and /datenschutz: what was done for accessibility, and what is stored."""

from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import Response

from assistant.web.views.frame import Context, render
from corpus.syncing import ORIGINS


def accessibility(context: Context, _: Request) -> Response:
    """The accessibility statement."""
    return render("accessibility.html", "accessibility", context)


def privacy(context: Context, _: Request) -> Response:
    """What is stored, and what isn't, and what is fetched from where."""
    return render("privacy.html", "privacy", context, hosts=sorted(urlsplit(origin).netloc for origin in ORIGINS))
