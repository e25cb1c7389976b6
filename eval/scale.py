"""The whole of Saxon law as a test of scale: what is structured, why the rest is not, and how the search bears it."""

import re
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

from corpus.documents import Chunk, Kind, Provision, Source
from corpus.errors import CorpusError, StructureError
from corpus.library import load_library
from corpus.normref import NormRef, clean
from corpus.sources.statute import parse_statute
from corpus.structure import parse_paragraf
from eval.bench import measured
from eval.cases import load_cases
from eval.saxon import Section, read_sections
from eval.systems import System, whole

_EXAMPLES, _QUESTIONS = 3, 50
_SOURCE = Source("saxon-law", Kind.OFFICIAL, "Sächsisches Landesrecht", "Freistaat Sachsen", "2025-05-18")


@dataclass(slots=True)
class Tally:
    """What became of sections: the Absätze of the good ones, places by cause of failure, headings without § by kind."""

    structured: int = 0
    provisions: list[tuple[Section, Provision]] = field(default_factory=list)
    failures: dict[str, list[str]] = field(default_factory=dict)
    other: Counter[str] = field(default_factory=Counter)

    @property
    def share(self) -> float:
        """Structured sections among those with a §; 0 if there is none."""
        failed = sum(len(places) for places in self.failures.values())
        return self.structured / max(1, self.structured + failed)


def report(shared: Path) -> str:
    """Sections, documents and search in one text."""
    sections = list(read_sections(shared))
    started = time.perf_counter()
    tally = import_sections(sections)
    seconds = time.perf_counter() - started
    parsed = f"{1000 * seconds / max(1, len(sections)):.2f} s per 1,000 sections"
    return "\n\n".join([f"{_table(tally)}\n{parsed}", _documents(sections), _search(tally)])


def import_sections(sections: Iterable[Section]) -> Tally:
    """Import every section as a §; a bad one is counted under its cause and does not stop the rest."""
    tally = Tally()
    for section in sections:
        if not section.paragraf:
            tally.other[section.kind] += 1
            continue
        ref = NormRef(section.file.removesuffix(".md"), section.paragraf)
        try:
            provisions = parse_paragraf(ref, section.heading, section.text)
            _check(ref, section.text, provisions)
        except StructureError as error:
            tally.failures.setdefault(_cause(error), []).append(str(error))
        else:
            tally.structured += 1
            tally.provisions += [(section, provision) for provision in provisions]
    return tally


def import_documents(sections: Iterable[Section]) -> dict[str, CorpusError | None]:
    """Import the §§ of each file as one law: its error, or None; files without a § are left out."""
    laws: dict[str, list[Section]] = {}
    for section in sections:
        if section.paragraf:
            laws.setdefault(section.file, []).append(section)
    return {file: _error(paragrafe) for file, paragrafe in laws.items()}


def _error(paragrafe: Sequence[Section]) -> CorpusError | None:
    body = "\n\n".join(f"## {' '.join(each.heading.split())}\n\n{each.text}" for each in paragrafe)
    try:
        parse_statute(f"# Landesrecht\n\n(Landesrecht – SächsLR)\n\n{body}")
    except CorpusError as error:
        return error
    return None


def _check(ref: NormRef, text: str, provisions: Sequence[Provision]) -> None:
    """Every character but blanks is in one provision and one unit of it, in order, and no address stands twice."""
    if _bare("".join(provision.text for provision in provisions)) != _bare(clean(text)):
        raise StructureError(f"{ref}: text lost or moved between Absätze")
    for provision in provisions:
        label = f"({provision.ref.absatz})" if provision.ref and provision.ref.absatz else ""
        if label + _bare("".join(provision.words(unit) for unit in provision.units)) != _bare(provision.text):
            raise StructureError(f"{ref}: text lost or moved inside an Absatz")
        if len({unit.ref for unit in provision.units}) < len(provision.units):
            raise StructureError(f"{ref}: an address stands twice")


def _bare(text: str) -> str:
    return re.sub(r"\s", "", text)


def _cause(error: CorpusError) -> str:
    """The message without its place and its numbers."""
    return re.sub(r"\b\d+[a-z]?\b", "n", str(error).rpartition(": ")[2])


def _table(tally: Tally) -> str:
    units = [unit.ref for _, provision in tally.provisions for unit in provision.units if unit.ref]
    lines = [f"{tally.structured} §§ structured, {tally.share:.2%} of all §§"]
    lines.append(
        f"{len(tally.provisions)} Absätze, {len({(u.provision, u.satz) for u in units})} Sätze, "
        f"{sum(1 for u in units if u.nummer and not u.buchstabe)} Nummern"
    )
    lines += _examples(tally.failures)
    return "\n".join(lines + [f"no §: {count} {kind}" for kind, count in tally.other.most_common()])


def _documents(sections: Sequence[Section]) -> str:
    errors = import_documents(sections)
    bad = [f"  {file}: {error}" for file, error in errors.items() if error]
    return "\n".join([f"{len(errors) - len(bad)} of {len(errors)} documents with §§ imported; the others:", *bad])


def _examples(failures: dict[str, list[str]]) -> list[str]:
    lines = []
    for cause, places in sorted(failures.items(), key=lambda item: -len(item[1])):
        lines += [f"{len(places)} failed: {cause}", *(f"  {place}" for place in places[:_EXAMPLES])]
    return lines


def _search(tally: Tally) -> str:
    """Time and memory of the product's search with all imported Absätze beside its own."""
    library = load_library()
    others = [
        Chunk(replace(provision, key=f"saxon-{number}", ref=None), _SOURCE)
        for number, (section, provision) in enumerate(tally.provisions)
        if not section.is_ours
    ]
    cases = [case for case in load_cases("dev") if case.gold][:_QUESTIONS]
    large = replace(library, chunks=(*library.chunks, *others))
    found = measured(System("all of Saxon law", whole), large, {"dev": cases})
    p50, p95 = np.percentile(found.times, [50, 95])
    return (
        f"search over {len(large.chunks)} chunks: built in {found.built:.1f} s, peak memory {found.memory:.2f} GB, "
        f"{len(found.times)} questions ({len(cases)} different): p50 {p50:.1f} ms, p95 {p95:.1f} ms"
    )
