"""The line of those who ask at the same time: a few are served, the others wait in order and know their place."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Condition


class LineFullError(Exception):
    """So many wait already that no one else is let in."""


class Line:
    """For threads; holds nothing of the questions."""

    def __init__(self, at_once: int, most_waiting: int) -> None:
        self._at_once, self._most = at_once, at_once + most_waiting
        self._inside: list[object] = []
        self._moved = Condition()

    @contextmanager
    def joined(self) -> Iterator[Iterator[int]]:
        """Stand in the line, and be served, inside this block; what is given has to be read to its end first.

        It gives the place, 1 for who is next, whenever that changes, until it is one's turn; nothing if it is at once.
        LineFullError if the line is full.
        """
        me = object()
        with self._moved:
            if len(self._inside) >= self._most:
                raise LineFullError
            self._inside.append(me)
        try:
            yield self._places(me)
        finally:
            with self._moved:
                self._inside.remove(me)
                self._moved.notify_all()

    def _places(self, me: object) -> Iterator[int]:
        place = None
        while place := self._next_place(me, place):
            yield place

    def _next_place(self, me: object, last: int | None) -> int:
        with self._moved:
            self._moved.wait_for(lambda: self._place(me) != last)
            return self._place(me)

    def _place(self, me: object) -> int:
        return max(self._inside.index(me) + 1 - self._at_once, 0)
