"""What all views share: their context, the templates with header, navigation and footer, and the way to a response."""

from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse

from assistant.web.keeping import Keeper
from assistant.web.markup import law_address, norm_address
from assistant.web.texts import Texts
from corpus.library import Library

NAVIGATION = {"ask": "/", "check": "/foerder-check", "fristen": "/fristen", "library": "/vorschriften"}
FOOTER = {"status": "/stand", "accessibility": "/barrierefreiheit", "privacy": "/datenschutz", "sources": "/quellen"}

_TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parents[1] / "templates"),
    autoescape=True,
    auto_reload=False,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_TEMPLATES.globals |= {
    "law_address": law_address,
    "norm_address": norm_address,
    "navigation": NAVIGATION,
    "footer": FOOTER,
}


@dataclass(frozen=True, slots=True)
class Context:
    """What every view works with: the corpus in use and the words of the page's language."""

    keeper: Keeper
    texts: Texts

    @property
    def library(self) -> Library:
        """The corpus in use."""
        return self.keeper.library


def render(template: str, view: str, context: Context, status: int = 200, **values: object) -> HTMLResponse:
    """A page from a template that extends frame.html; `view` is its key in the navigation (`aria-current`).

    A template sees `t` (the texts), `view`, `norm_address`, `law_address`, `library` and `values`; a name not given
    is an error.
    """
    return HTMLResponse(part(template, view, context.texts, library=context.library, **values), status)


def part(template: str, view: str, texts: Texts, **values: object) -> str:
    """The HTML of a template: a whole page, or the header and footer that the chat page shares with the views."""
    return _TEMPLATES.get_template(template).render(t=texts, view=view, **values)
