"""What becomes of a chat model's sentences while the assistant answers, and how long their checks take."""

import time
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from assistant import ask
from assistant.chat.protocol import Sentence
from assistant.chat.writing import Checked, Writing
from assistant.drafting.draft import Draft


@dataclass(frozen=True, slots=True)
class Sentences:
    """The sentences of one answer: said, objected to by the checks, then mended (the others were dropped).

    `check_ms` is the processor time of all checks, of mended sentences too, in milliseconds.
    """

    said: int
    faulty: int
    mended: int
    check_ms: float


@contextmanager
def watched() -> Iterator[list[Sentences]]:
    """The answers that a model writes in the meantime, as far as its sentences were settled; for one thread."""
    seen: list[Sentences] = []

    class Watched(Writing):
        def drafts(self) -> Generator[Draft, None, None]:
            times.clear()
            yield from super().drafts()

        def _checked(self, sentence: Sentence) -> Checked:
            started = time.thread_time()
            checked = super()._checked(sentence)
            times.append((time.thread_time() - started) * 1000)
            return checked

        def _mended(self, checked: Sequence[Checked]) -> list[Checked]:
            settled = super()._mended(checked)
            faulty, dropped = (sum(bool(each.faults) for each in row) for row in (checked, settled))
            seen.append(Sentences(len(checked), faulty, faulty - dropped, sum(times)))
            return settled

    times: list[float] = []
    flow = vars(ask)  # it makes its writing itself: there is no other place to measure it from
    written, flow["Writing"] = flow["Writing"], Watched
    try:
        yield seen
    finally:
        flow["Writing"] = written
