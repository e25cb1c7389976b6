"""The line of those who ask at the same time: a few are served, the others wait in order and know their place."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Condition


class LineFullError(Exception):
    """So many wait already that no one else is let in."""


class LeftLineError(Exception):
    """Who waited was taken out of the line."""


@dataclass(slots=True, eq=False)
class _Visitor:
    name: str | None
    is_leaving: bool = False


class Line:
    """For threads; holds nothing of the questions."""

    def __init__(self, at_once: int, most_waiting: int) -> None:
        self._at_once, self._most = at_once, at_once + most_waiting
        self._inside: list[_Visitor] = []
        self._moved = Condition()

    @contextmanager
    def joined(self, name: str | None = None) -> Iterator[Iterator[int]]:
        """Stand in the line, and be served, inside this block; what is given has to be read to its end first.

        It gives the place, 1 for who is next, whenever that changes, until it is one's turn; nothing if it is at once.
        LineFullError if the line is full; reading raises LeftLineError once `leave` is called with the name.
        """
        me = _Visitor(name)
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

    def leave(self, name: str | None) -> None:
        """Take out those of a name who still wait, from any thread; who is being served stays."""
        with self._moved:
            for visitor in self._inside[self._at_once :]:
                visitor.is_leaving |= name is not None and visitor.name == name
            self._moved.notify_all()

    def _places(self, me: _Visitor) -> Iterator[int]:
        place = None
        while place := self._next_place(me, place):
            yield place

    def _next_place(self, me: _Visitor, last: int | None) -> int:
        with self._moved:
            self._moved.wait_for(lambda: me.is_leaving or self._place(me) != last)
            if me.is_leaving:
                raise LeftLineError
            return self._place(me)

    def _place(self, me: _Visitor) -> int:
        return max(self._inside.index(me) + 1 - self._at_once, 0)
