"""A small app behind the guards of the page, for tests; it tells how long its client is to wait, and who it is."""

from threading import Event

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from assistant.settings import Settings
from assistant.web.access import Door, is_operator
from assistant.web.guards import guards
from assistant.web.limiting import seconds_to_wait


async def _echo(request: Request) -> JSONResponse:
    taken = len(await request.body())
    return JSONResponse({"taken": taken, "wait": seconds_to_wait(request), "is_operator": is_operator(request)})


def app_behind(settings: Settings, door: Door | None = None, *, is_started: bool = True) -> Starlette:
    """Every path answers GET and POST; by default the page is past its start."""
    started = Event()
    if is_started:
        started.set()
    routes = [Route("/{path:path}", _echo, methods=["GET", "POST"])]
    return Starlette(routes=routes, middleware=guards(settings, door, started))


def client_at(app: Starlette, address: str = "192.0.2.1") -> TestClient:
    """A client with this address."""
    return TestClient(app, client=(address, 50000))
