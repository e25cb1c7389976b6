"""The systems of the retrieval benchmark: what each row ranks with. Passages are one per Absatz, unless said."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.ask import Assistant
from assistant.build import assemble
from assistant.embedding import StaticEmbeddings
from assistant.keywords import KeywordIndex
from assistant.lexicon import Lexicon
from assistant.question import understand
from assistant.retrieval import standardised
from assistant.settings import Settings
from corpus.documents import Chunk, Kind, Provision, Source, Unit
from corpus.library import Library
from corpus.normref import NormRef
from eval.cases import Case
from eval.retrieval import ranked_by
from eval.saxon import read_sections

Scores = NDArray[np.float64]
Rank = Callable[[Case], list[NormRef]]


@dataclass(frozen=True, slots=True)
class System:
    """A row of the benchmark; `make` builds its index for a library in an empty folder."""

    name: str
    make: Callable[[Library, Path], Rank]


def bm25(library: Library, _: Path) -> Rank:
    """BM25 on word stems over the text."""
    keywords = KeywordIndex(_texts(library))
    return _ranker(lambda text: _words(keywords, text), library)


def static(library: Library, _: Path) -> Rank:
    """Cosine similarity of the bundled vectors over the text."""
    similarities = _similarities(library)
    return _ranker(similarities, library)


def both(library: Library, _: Path) -> Rank:
    """Both, standardised and added."""
    keywords, similarities = KeywordIndex(_texts(library)), _similarities(library)
    return _ranker(lambda text: standardised(_words(keywords, text)) + standardised(similarities(text)), library)


def usual(library: Library, folder: Path) -> Rank:
    """The usual pipeline: fixed pieces of text, Chroma, all-MiniLM-L6-v2."""
    from eval.peer import UsualPipeline  # torch; the other systems shall not carry it

    return UsualPipeline(library, folder).rank


def expanded(library: Library, folder: Path) -> Rank:
    """Our search over text, questions and terms of each Absatz; the question as it stands."""
    assistant = _without_faq(library, folder)
    search = replace(assistant.finder.search, lexicon=Lexicon({}))
    return _first_ten(replace(assistant, finder=replace(assistant.finder, search=search)))


def with_lexicon(library: Library, folder: Path) -> Rank:
    """The same with the lexicon."""
    return _first_ten(_without_faq(library, folder))


def with_conversation(library: Library, folder: Path) -> Rank:
    """The same with norms named, follow-ups and spelling."""
    assistant = _without_faq(library, folder)
    return lambda case: ranked_by(assistant, case)


def whole(library: Library, folder: Path) -> Rank:
    """The search of the product: the same with FAQ entries and topics as further targets."""
    assistant = assemble(library, Settings(data_dir=folder))
    return lambda case: ranked_by(assistant, case)


SYSTEMS = (
    System("BM25, text", bm25),
    System("static, text", static),
    System("BM25 + static, text", both),
    System("peer: splitter, Chroma, MiniLM", usual),
    System("+ questions and terms", expanded),
    System("+ lexicon", with_lexicon),
    System("+ norms named, follow-ups, spelling", with_conversation),
    System("whole (+ FAQ, topics)", whole),
)
HAYSTACK_SYSTEMS = (System("haystack: BM25 + static, text", both), System("haystack: whole", whole))


def haystack(library: Library, shared: Path) -> Library:
    """The library with every other Saxon section of the shared corpus beside it."""
    source = Source("saxon-law", Kind.OFFICIAL, "Sächsisches Landesrecht", "Freistaat Sachsen", "2025-05-18")
    others = []
    for section in read_sections(shared):
        if not section.is_ours:
            whole_text = (Unit(None, 0, len(section.text)),)
            provision = Provision(f"saxon-{section.number}", None, section.heading, section.text, whole_text)
            others.append(Chunk(provision, source))
    return replace(library, chunks=(*library.chunks, *others))


def _without_faq(library: Library, folder: Path) -> Assistant:
    return assemble(replace(library, faq=(), topics=()), Settings(data_dir=folder))


def _first_ten(assistant: Assistant) -> Rank:
    chunks = range(len(assistant.library.chunks))

    def rank(case: Case) -> list[NormRef]:
        hits = assistant.finder.search.rank(understand(case.question)).best(chunks, 10)
        return [_ref(assistant.library.by_key[hit.key]) for hit in hits]

    return rank


def _texts(library: Library) -> list[str]:
    return [f"{chunk.provision.heading}. {chunk.provision.text}" for chunk in library.chunks]


def _words(keywords: KeywordIndex, text: str) -> Scores:
    return np.asarray(keywords.scores(text)[0], dtype=float)


def _similarities(library: Library) -> Callable[[str], Scores]:
    embeddings = StaticEmbeddings()
    vectors = np.array(embeddings.embed_documents(_texts(library)))
    return lambda text: np.asarray(vectors @ np.array(embeddings.embed_query(text)), dtype=float)


def _ranker(scores: Callable[[str], Scores], library: Library) -> Rank:
    refs = [_ref(chunk) for chunk in library.chunks]
    return lambda case: [refs[int(i)] for i in np.argsort(-scores(case.question), kind="stable")[:10]]


def _ref(chunk: Chunk) -> NormRef:
    return chunk.provision.ref or NormRef(None, chunk.key)
