"""The retrieval benchmark: one table, one run, from plain BM25 to the whole search, on the cases and in a haystack.

Baselines share the passages (one per Absatz) and the metrics; only what is named in a row changes.
"""

import json
import lzma
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.ask import Assistant
from assistant.build import assemble
from assistant.embedding import StaticEmbeddings
from assistant.keywords import KeywordIndex
from assistant.retrieval import standardised
from assistant.settings import Settings
from corpus.documents import Chunk, Kind, Provision, Source, Unit
from corpus.library import Library, load_library
from corpus.normref import NormRef
from eval import metrics
from eval.cases import Case
from eval.retrieval import MEASURES, measure, ranked_by, row

Scores = NDArray[np.float64]
Rank = Callable[[Case], list[NormRef]]
_OUR_FILES = ("kommunale_integrationsarbeit_foerderung", "integration_und_teilhabe", "foerderung_der_integration_vo")


@dataclass(frozen=True, slots=True)
class System:
    """A named way to rank the provisions of a library for a case."""

    name: str
    rank: Rank


def systems(library: Library, folder: Path) -> list[System]:
    """Plain BM25, the static vectors and their sum over the text alone; then expansion; then the whole search."""
    plain = replace(library, chunks=tuple(_bare(chunk) for chunk in library.chunks), faq=(), topics=())
    whole = assemble(library, Settings(data_dir=folder / "whole"))
    expanded = assemble(replace(library, faq=(), topics=()), Settings(data_dir=folder / "expanded"))
    refs = [_ref(chunk) for chunk in plain.chunks]
    texts = [f"{chunk.provision.heading}. {chunk.provision.text}" for chunk in plain.chunks]
    keywords, vectors = KeywordIndex(texts), np.array(StaticEmbeddings().embed_documents(texts))
    embeddings = StaticEmbeddings()

    def bm25(text: str) -> Scores:
        return np.asarray(keywords.scores(text)[0], dtype=float)

    def static(text: str) -> Scores:
        return np.asarray(vectors @ np.array(embeddings.embed_query(text)), dtype=float)

    def both(text: str) -> Scores:
        return standardised(bm25(text)) + standardised(static(text))

    return [
        System("BM25, text", _ranker(bm25, refs)),
        System("static, text", _ranker(static, refs)),
        System("BM25 + static, text", _ranker(both, refs)),
        System("+ questions and terms", lambda case: ranked_by(expanded, replace(case, history=()))),
        System("+ norms named, follow-ups, spelling, FAQ", lambda case: ranked_by(whole, case)),
    ]


def table(found: Sequence[System], cases: Sequence[Case]) -> str:
    """A line per system: means with 95 % confidence intervals."""
    lines = [f"{'system':44}" + "".join(f"{name:>24}" for name in MEASURES)]
    for system in found:
        rows = [row(case, system.rank(case)) for case in cases if case.gold]
        cells = (metrics.interval([one.values[i] for one in rows]) for i in range(len(MEASURES)))
        lines.append(f"{system.name:44}" + "".join(f"{f'{m:.3f} [{a:.3f}, {b:.3f}]':>24}" for m, a, b in cells))
    return "\n".join(lines)


def haystack(library: Library, shared: Path) -> Library:
    """The library with every other Saxon section of the shared corpus beside it."""
    source = Source("saxon-law", Kind.OFFICIAL, "Sächsisches Landesrecht", "Freistaat Sachsen", "2025-05-18")
    others = []
    with lzma.open(shared / "corpora" / "saxon-law.jsonl.xz", "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            section = json.loads(line)
            if not any(name in section["file"] for name in _OUR_FILES):
                text = section["text"]
                provision = Provision(f"saxon-{number}", None, section["heading"], text, (Unit(None, 0, len(text)),))
                others.append(Chunk(provision, source))
    return replace(library, chunks=(*library.chunks, *others))


def haystack_report(folder: Path, shared: Path, cases: Sequence[Case]) -> str:
    """Figures, time of building, size of the process and time per question in the haystack."""
    library = haystack(load_library(), shared)
    started = time.perf_counter()
    assistant = assemble(library, Settings(data_dir=folder))
    built = time.perf_counter() - started
    rows = measure(assistant, cases)
    times = [_milliseconds(assistant, case) for case in cases]
    means = "  ".join(f"{n} {np.mean([one.values[i] for one in rows]):.3f}" for i, n in enumerate(MEASURES))
    return (
        f"{len(library.chunks)} passages: {means}; built in {built:.0f} s, peak memory {_peak_gigabytes():.1f} GB; "
        f"question to passages p50 {np.percentile(times, 50):.1f} ms, p95 {np.percentile(times, 95):.1f} ms, "
        f"{len(times)} runs"
    )


def _peak_gigabytes() -> float:
    import resource  # not on every system

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6


def _milliseconds(assistant: Assistant, case: Case) -> float:
    started = time.perf_counter()
    assistant.retrieve(case.question, case.history)
    return (time.perf_counter() - started) * 1000


def _bare(chunk: Chunk) -> Chunk:
    return Chunk(chunk.provision, chunk.source)


def _ref(chunk: Chunk) -> NormRef:
    return chunk.provision.ref or NormRef(None, chunk.key)


def _ranker(scores: Callable[[str], Scores], refs: Sequence[NormRef]) -> Rank:
    return lambda case: [refs[int(i)] for i in np.argsort(-scores(case.question), kind="stable")[:10]]
