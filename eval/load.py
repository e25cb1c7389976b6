"""Many users at once on the running page: what comes back, whether it is theirs, and how long it takes."""

import asyncio
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx
import numpy as np

from assistant.ask import Assistant
from assistant.web.markup import shortened
from eval.cases import Case
from eval.serving import serving
from eval.visiting import Page, PageError, Visitor, asked, page_at

_USERS = 50
_THINKING_SECONDS = (1.0, 3.0)
_BASELINE_QUESTIONS = 200
_TIMEOUT = 120.0


@dataclass(slots=True)
class Figures:
    """What the users saw."""

    seconds: list[float] = field(default_factory=list)
    """Of each answer, from its question on."""
    errors: list[str] = field(default_factory=list)
    mixed_up: int = 0
    """Conversations with other questions than this user's, or in another order."""


def load(assistant: Assistant, cases: Sequence[Case], seconds: float) -> str:
    """Figures of the page under load, and of the same questions asked in process one after another just before."""
    questions = [case.question for case in cases]
    alone = _alone(assistant, questions[:_BASELINE_QUESTIONS])
    with TemporaryDirectory() as folder, serving(Path(folder), KOMINTAVO_RATE="0") as url:
        figures = asyncio.run(_crowd(url, questions, seconds))
    return table(figures, alone, seconds)


def table(figures: Figures, alone: Sequence[float], seconds: float) -> str:
    """The figures as text; the ratios are times under load to times in process."""
    if not figures.seconds:
        return f"no answers; errors: {len(figures.errors)}\n" + "\n".join(sorted(set(figures.errors))[:5])
    (p50, p95), (alone50, alone95) = (np.percentile(times, (50, 95)) * 1000 for times in (figures.seconds, alone))
    answers = f"{len(figures.seconds)} answers, {len(figures.errors)} errors, {figures.mixed_up} mixed-up sessions"
    lines = (
        f"{_USERS} users for {seconds:.0f} s: {answers}",
        f"{'':12}{'p50':>10}{'p95':>10}",
        f"{'under load':12}{p50:>7.0f} ms{p95:>7.0f} ms",
        f"{'in process':12}{alone50:>7.0f} ms{alone95:>7.0f} ms  ({len(alone)} questions)",
        f"{'ratio':12}{p50 / alone50:>10.1f}{p95 / alone95:>10.1f}",
    )
    return "\n".join([*lines, *sorted(set(figures.errors))[:5]])


def _alone(assistant: Assistant, questions: Sequence[str]) -> list[float]:
    times = []
    assistant.ask(questions[0])
    for question in questions:
        started = time.perf_counter()
        assistant.ask(question)
        times.append(time.perf_counter() - started)
    return times


async def _crowd(url: str, questions: Sequence[str], seconds: float) -> Figures:
    limits = httpx.Limits(max_connections=None)
    async with httpx.AsyncClient(base_url=url, timeout=_TIMEOUT, limits=limits) as client:
        page = await page_at(client)
        [_ async for _ in Visitor(page).ask(questions[0])]  # the search is ready after that
        figures, until = Figures(), time.perf_counter() + seconds
        await asyncio.gather(*(_user(page, number, questions, until, figures) for number in range(_USERS)))
        return figures


async def _user(page: Page, number: int, questions: Sequence[str], until: float, figures: Figures) -> None:
    """Asks, reads, thinks, and asks again, each user other questions, until the time is over."""
    choice, visitor, mine = random.Random(number), Visitor(page), list[str]()  # noqa: S311  # no secret
    for question in _endless(questions, choice):
        await asyncio.sleep(choice.uniform(*_THINKING_SECONDS))
        if time.perf_counter() > until:
            return
        started = time.perf_counter()
        mine.append(shortened(question))
        try:
            *_, log = [log async for log in visitor.ask(question)]
        except (PageError, httpx.HTTPError) as error:
            figures.errors.append(f"{type(error).__name__}: {error}")
            return
        _count(figures, log, mine, time.perf_counter() - started)


def _count(figures: Figures, log: str, mine: Sequence[str], seconds: float) -> None:
    shown = asked(log)
    if not shown or shown != mine[-len(shown) :]:
        figures.mixed_up += 1
    elif 'class="answer error"' in log.rpartition('<article class="turn">')[2] or 'class="told"' in log:
        figures.errors.append("the page said that it cannot answer")
    else:
        figures.seconds.append(seconds)


def _endless(questions: Sequence[str], choice: random.Random) -> Iterator[str]:
    return (choice.choice(questions) for _ in count())
