"""The line of those who ask at the same time: a few are served, the others wait in order and know their place."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Event, Lock


class LineFullError(Exception):
    """So many wait already that no one else is let in."""


class LeftLineError(Exception):
    """Who waited was taken out of the line."""


@dataclass(slots=True, eq=False)
class _Visitor:
    name: str | None
    called: Event = field(default_factory=Event)
    """Set for who is served, or has to leave."""
    is_leaving: bool = False


class Line:
    """For threads; holds nothing of the questions."""

    def __init__(self, at_once: int, most_waiting: int, tell_seconds: float) -> None:
        self._at_once, self._most, self._tell_seconds = at_once, at_once + most_waiting, tell_seconds
        self._inside: list[_Visitor] = []
        self._lock = Lock()

    @contextmanager
    def joined(self, name: str | None = None) -> Iterator[Iterator[int]]:
        """Stand in the line, and be served, inside this block; what is given has to be read to its end first.

        It gives the place, 1 for who is next, until it is one's turn: if it has changed, and after `tell_seconds` at
        the earliest, for each place told costs those before it time. LineFullError if the line is full; reading raises
        LeftLineError once `leave` is called with the name.
        """
        me = _Visitor(name)
        with self._lock:
            if len(self._inside) >= self._most:
                raise LineFullError
            self._inside.append(me)
            self._call()
        try:
            yield self._places(me)
        finally:
            with self._lock:
                self._inside.remove(me)
                self._call()

    def leave(self, name: str | None) -> None:
        """Take out those of a name who still wait, from any thread; who is being served stays."""
        with self._lock:
            for visitor in self._inside[self._at_once :]:
                if name is not None and visitor.name == name:
                    visitor.is_leaving = True
                    visitor.called.set()

    def _call(self) -> None:
        for visitor in self._inside[: self._at_once]:
            visitor.called.set()

    def _places(self, me: _Visitor) -> Iterator[int]:
        told = 0
        while not me.called.wait(self._tell_seconds):
            with self._lock:
                place = self._inside.index(me) + 1 - self._at_once
            if 0 < place != told:
                yield (told := place)
        if me.is_leaving:
            raise LeftLineError
