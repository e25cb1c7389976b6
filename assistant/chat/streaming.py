"""Async streams read from plain code.

They run in an event loop of a thread of its own: only there can a request that waits be ended at any moment.
"""

import asyncio
import threading
from collections.abc import AsyncIterator, Iterator
from functools import cache
from queue import SimpleQueue
from typing import Generic, TypeVar

T = TypeVar("T")


class _End(Exception):  # noqa: N818 - a signal, no error
    """The stream is over."""


class Stream(Iterator[T], Generic[T]):
    """The items of an async stream as they come, for so many seconds in all.

    Raises what the stream raises, and TimeoutError when the time is up. Whoever makes it closes it.
    """

    def __init__(self, items: AsyncIterator[T], seconds: float) -> None:
        self._queue: SimpleQueue[T | Exception] = SimpleQueue()
        self._running = asyncio.run_coroutine_threadsafe(_pump(items, self._queue, seconds), _loop())

    def __next__(self) -> T:
        item = self._queue.get()
        if isinstance(item, _End):
            self._queue.put(item)
            raise StopIteration
        if isinstance(item, Exception):
            raise item
        return item

    def close(self) -> None:
        """End the stream at once, from any thread; who waits for an item gets none."""
        self._running.cancel()
        self._queue.put(_End())


async def _pump(items: AsyncIterator[T], queue: "SimpleQueue[T | Exception]", seconds: float) -> None:
    try:
        async with asyncio.timeout(seconds):
            async for item in items:
                queue.put(item)
        queue.put(_End())
    except Exception as error:  # noqa: BLE001 - raised where the items are read
        queue.put(error)


@cache
def _loop() -> asyncio.AbstractEventLoop:
    loop = asyncio.new_event_loop()
    threading.Thread(target=loop.run_forever, name="chat model", daemon=True).start()
    return loop
