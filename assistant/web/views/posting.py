"""Reading a form that was sent with POST: of this site only, and of a bounded size."""

from urllib.parse import parse_qs

from starlette.requests import Request

_MOST_BYTES = 1_000_000
_MOST_FIELDS = 50


class PostError(ValueError):
    """A form that isn't taken; `reason` is "foreign", "large" or "broken", `status` its HTTP status."""

    def __init__(self, reason: str, status: int) -> None:
        super().__init__(reason)
        self.reason, self.status = reason, status


def of_this_site(request: Request) -> bool:
    """Whether no other site sent a request."""
    return request.headers.get("sec-fetch-site", "same-origin") in ("same-origin", "none")


async def posted(request: Request) -> dict[str, list[str]]:
    """The fields of a form with their values, empty ones too. PostError if another site sent it, or it is too large."""
    if not of_this_site(request):
        raise PostError("foreign", 403)
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > _MOST_BYTES:
            raise PostError("large", 413)
    try:
        return parse_qs(body.decode(), keep_blank_values=True, max_num_fields=_MOST_FIELDS)
    except ValueError:
        raise PostError("broken", 400) from None
