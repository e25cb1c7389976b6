"""Times of the running product with their number of runs: start of the page, first answer, warm question."""

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from assistant.ask import Assistant
from assistant.embedding import StaticEmbeddings
from eval.cases import Case
from eval.serving import serving


def warm(assistant: Assistant, cases: Sequence[Case], runs: int = 500) -> str:
    """Milliseconds of `ask` and of its baseline, embedding the question alone, in the same run."""
    embeddings = StaticEmbeddings()
    texts = [cases[i % len(cases)].question for i in range(runs)]
    embeddings.embed_query(texts[0])
    assistant.ask(texts[0])
    asking = _milliseconds(assistant.ask, texts)
    embedding = _milliseconds(embeddings.embed_query, texts)
    ratio = np.median(asking) / np.median(embedding)
    return (
        f"warm question ({runs} runs): p50 {np.median(asking):.1f} ms, p95 {np.percentile(asking, 95):.1f} ms; "
        f"{ratio:.0f} x embedding the question alone (p50 {np.median(embedding):.2f} ms)"
    )


def starts(runs: int = 2) -> str:
    """Seconds until the page answers and until the first answer after that; the first run builds the index."""
    with TemporaryDirectory() as folder:
        figures = [_start(Path(folder)) for _ in range(runs)]
    return "\n".join(
        f"start {number}{' with indexing' if number == 1 else ''}: page up {page:.1f} s, first answer + {first:.1f} s"
        for number, (page, first) in enumerate(figures, 1)
    )


def _milliseconds(function: Callable[[str], object], texts: Sequence[str]) -> list[float]:
    times = []
    for text in texts:
        started = time.perf_counter()
        function(text)
        times.append((time.perf_counter() - started) * 1000)
    return times


def _start(data_dir: Path) -> tuple[float, float]:
    from gradio_client import Client  # only where the page is driven

    started = time.perf_counter()
    with serving(data_dir) as url:
        page = time.perf_counter() - started
        client = Client(url, verbose=False)
        asked = time.perf_counter()
        client.predict("Dürfen wir die Zuweisung an einen freien Träger weiterleiten?", api_name="/ask")
        return page, time.perf_counter() - asked
