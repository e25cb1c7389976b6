"""Ends conversations: Gradio keeps what each page last showed in memory until 10 000 newer pages have come."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from datetime import datetime, timedelta

from gradio.routes import App
from gradio.state_holder import StateHolder

_EVERY_SECONDS = 60


def forgetting(after: timedelta) -> Callable[[App], AbstractAsyncContextManager[None]]:
    """A lifespan for the web server: once a minute, everything of the pages unused for `after` is dropped."""

    async def sweep(app: App) -> None:
        while True:
            forget(app.state_holder, datetime.now() - after)
            await asyncio.sleep(_EVERY_SECONDS)

    @asynccontextmanager
    async def lifespan(app: App) -> AsyncIterator[None]:
        task = asyncio.create_task(sweep(app))
        try:
            yield
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

    return lifespan


def forget(holder: StateHolder, before: datetime) -> None:
    """Drop all values of the pages last used before a time (local, as Gradio counts)."""
    with holder.lock:
        for page in [page for page, used in holder.time_last_used.items() if used < before]:
            holder.session_data.pop(page, None)
            del holder.time_last_used[page]
