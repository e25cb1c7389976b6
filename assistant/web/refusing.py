"""The response to a request that is not served: a plain page, or for scripts and Gradio's own calls JSON."""

from collections.abc import Mapping

from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.types import Scope

from assistant.web.texts import Texts
from assistant.web.views.frame import part


def refusal(
    scope: Scope, key: str, texts: Texts, status: int, headers: Mapping[str, str], **values: object
) -> Response:
    """The text `key`, filled with `values`, under the title `key-title`."""
    text = texts(key, **values)
    if scope["path"].startswith("/gradio_api/"):
        return JSONResponse({"detail": text}, status, headers)
    page = part("refused.html", "refused", texts, title=texts(f"{key}-title"), text=text)
    return HTMLResponse(page, status, headers)
