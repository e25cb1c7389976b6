"""The retrieval benchmark: one table, one run; every system in a process of its own, with its time and memory."""

import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from assistant.embedding import StaticEmbeddings
from assistant.keywords import KeywordIndex
from assistant.retrieval import fused, standardised
from corpus.library import Library, load_library
from eval import metrics
from eval.cases import Case, load_cases
from eval.legalquad import read_judgments
from eval.retrieval import MEASURES, Row, row
from eval.systems import HAYSTACK_SYSTEMS, SYSTEMS, System, haystack

_RUNS = 500


@dataclass(frozen=True, slots=True)
class Measured:
    """A system's figures per split, seconds to build it, milliseconds per question, and peak memory in GB."""

    name: str
    rows: dict[str, list[Row]]
    built: float
    times: list[float]
    memory: float


def report(shared: Path) -> str:
    """The table of all systems on both splits; the haystack and LegalQuAD where the shared material is there."""
    cases = {split: [case for case in load_cases(split) if case.gold] for split in ("dev", "test")}
    library = load_library()
    found = [_apart(system, library, cases) for system in SYSTEMS]
    if not (shared / "corpora").is_dir():
        return f"{_table(found)}\n\nno haystack, no LegalQuAD: {shared} is missing"
    large = haystack(library, shared)
    found += [_apart(system, large, cases) for system in HAYSTACK_SYSTEMS]
    return f"{_table(found)}\n\n{legalquad(shared / 'benchmarks' / 'LegalQuAD.json')}"


def legalquad(path: Path) -> str:
    """nDCG@10 on LegalQuAD with the fusion that our own development questions chose."""
    judgments = read_judgments(path)
    keywords, embeddings = KeywordIndex(judgments.windows), StaticEmbeddings()
    vectors = np.array(embeddings.embed_documents(judgments.windows))
    found: dict[str, list[float]] = {"BM25": [], "static": [], "hybrid": []}
    for number, question in enumerate(judgments.questions):
        words, grams = keywords.scores(question)
        cosines = vectors @ np.array(embeddings.embed_query(question))
        hybrid = fused(words, grams, cosines, cosines)
        for name, scores in (("BM25", words), ("static", cosines), ("hybrid", hybrid)):
            best = judgments.best_windows(standardised(scores))
            rank = int((best >= best[number]).sum())
            found[name].append(1 / np.log2(rank + 1) if rank <= 10 else 0.0)
    cells = (f"{name} {_interval(values)}" for name, values in found.items())
    return f"LegalQuAD, nDCG@10, {len(judgments.questions)} questions: {'; '.join(cells)}"


def measured(system: System, library: Library, cases: dict[str, list[Case]]) -> Measured:
    """Build a system and ask it everything; times are of `_RUNS` questions, one after another."""
    with TemporaryDirectory() as folder:
        started = time.perf_counter()
        rank = system.make(library, Path(folder))
        built = time.perf_counter() - started
        rows = {split: [row(case, rank(case)) for case in mine] for split, mine in cases.items()}
        asked = [case for mine in cases.values() for case in mine]
        times = []
        for number in range(_RUNS):
            started = time.perf_counter()
            rank(asked[number % len(asked)])
            times.append((time.perf_counter() - started) * 1000)
    return Measured(system.name, rows, built, times, _peak_gigabytes())


def _apart(system: System, library: Library, cases: dict[str, list[Case]]) -> Measured:
    """`measured` in a new process, so that memory is the system's own."""
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        return pool.submit(measured, system, library, cases).result()


def _table(found: Sequence[Measured]) -> str:
    lines = [f"{'system':38}{'split':6}" + "".join(f"{name:>22}" for name in MEASURES)]
    lines[0] += f"{'built':>9}{'p50':>9}{'p95':>9}{'memory':>9}"
    for each in found:
        cost = f"{each.built:>7.1f} s{_at(each, 50):>6.1f} ms{_at(each, 95):>6.1f} ms{each.memory:>6.2f} GB"
        for split, rows in each.rows.items():
            cells = (_interval([one.values[i] for one in rows]) for i in range(len(MEASURES)))
            lines.append(f"{each.name:38}{split:6}" + "".join(f"{cell:>22}" for cell in cells) + cost)
    return "\n".join(lines)


def _at(each: Measured, percentile: int) -> float:
    return float(np.percentile(each.times, percentile))


def _interval(values: Sequence[float]) -> str:
    mean, low, high = metrics.interval(values)
    return f"{mean:.3f} [{low:.3f}, {high:.3f}]"


def _peak_gigabytes() -> float:
    import resource  # not on every system

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
