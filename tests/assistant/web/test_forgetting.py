"""Conversations leave the memory of the server, where Gradio alone would keep them for 10 000 newer pages."""

import asyncio
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from gradio.state_holder import StateHolder

from assistant.web.forgetting import forget, forgetting


@pytest.fixture
def holder() -> StateHolder:
    """Gradio's store with two pages, one of them last used two hours ago."""
    holder: Any = StateHolder()
    for page, age in (("old", timedelta(hours=2)), ("new", timedelta())):
        holder.session_data[page] = SimpleNamespace(config_values={"question": "Meine Frage"})
        holder.time_last_used[page] = datetime.now() - age
    return holder


def test_a_page_unused_for_long_is_dropped_with_all_its_values(holder: StateHolder) -> None:
    forget(holder, datetime.now() - timedelta(hours=1))
    assert list(holder.session_data) == list(holder.time_last_used) == ["new"]


def test_the_server_forgets_while_it_runs_and_stops_cleanly(holder: StateHolder) -> None:
    async def run(app: Any) -> None:
        async with forgetting(timedelta(hours=1))(app):
            await asyncio.sleep(0.01)

    asyncio.run(run(SimpleNamespace(state_holder=holder)))
    assert list(holder.session_data) == ["new"]
