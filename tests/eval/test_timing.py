"""The figures of the timing run, on a clock that only the functions under test move."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from eval import timing
from tests.eval.making import case


@dataclass
class Slow:
    """Moves its clock by the next of its times (s) on each call."""

    clock: list[float]
    times: Iterator[float]
    texts: list[str] = field(default_factory=list)

    def ask(self, text: str) -> None:
        self.texts.append(text)
        self.clock[0] += next(self.times)

    embed_query = ask


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    now = [100.0]
    monkeypatch.setattr(timing, "time", SimpleNamespace(perf_counter=lambda: now[0]))
    return now


def test_a_warm_question_is_told_with_its_baseline_and_without_the_first_call(
    clock: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    assistant = Slow(clock, iter([9.0, 0.010, 0.020, 0.030, 0.100]))
    embeddings = Slow(clock, iter([7.0, 0.0005, 0.0005, 0.0005, 0.0009]))
    monkeypatch.setattr(timing, "StaticEmbeddings", lambda: embeddings)
    cases = [replace(case(), question=question) for question in ("Wer?", "Was?", "Wann?")]
    assert timing.warm(assistant, cases, runs=4) == (  # type: ignore[arg-type]
        "warm question (4 runs): p50 25.0 ms, p95 89.5 ms; 50 x embedding the question alone (p50 0.50 ms)"
    )
    assert assistant.texts == embeddings.texts == ["Wer?", "Wer?", "Was?", "Wann?", "Wer?"]


def test_each_start_is_told_and_only_the_first_builds_the_index(monkeypatch: pytest.MonkeyPatch) -> None:
    folders: list[Path] = []

    def start(data_dir: Path) -> tuple[float, float]:
        assert data_dir.is_dir()
        folders.append(data_dir)
        return (12.34, 0.56) if len(folders) == 1 else (3.0, 0.04)

    monkeypatch.setattr(timing, "_start", start)
    assert timing.starts(3).splitlines() == [
        "start 1 with indexing: page up 12.3 s, first answer + 0.6 s",
        "start 2: page up 3.0 s, first answer + 0.0 s",
        "start 3: page up 3.0 s, first answer + 0.0 s",
    ]
    assert len(set(folders)) == 1
    assert not folders[0].exists()
