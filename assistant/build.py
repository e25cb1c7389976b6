"""The composition root: Settings -> Assistant. Everything is put together here and nowhere else."""

import hashlib
from datetime import date
from typing import TYPE_CHECKING

from filelock import FileLock

from assistant.ask import Assistant
from assistant.chat.model import chat_model_of
from assistant.classifying import load_classifier
from assistant.embedding import common_words, make_embeddings
from assistant.finding import Finder
from assistant.index import connect, in_memory, open_index
from assistant.keywords import KeywordIndex
from assistant.lexicon import read_lexicon
from assistant.retrieval import HybridSearch
from assistant.settings import Settings
from assistant.spelling import make_speller
from assistant.targets import targets_of
from corpus.errors import CorpusError
from corpus.library import Library, load_library

if TYPE_CHECKING:
    from assistant.index import Client


def build_assistant(settings: Settings) -> Assistant:
    """Load the corpus, open (or build) the vector index, and index the keywords; 1 to 3 s with the bundled model."""
    return assemble(load_library(settings.data_dir), settings)


def build_as_of(day: date, settings: Settings) -> Assistant:
    """An assistant over the texts in force on a day; its index is in memory, for it answers a question or two.

    CorpusError if no law was in force.
    """
    library = load_library(settings.data_dir, day)
    if not library.laws:
        raise CorpusError(f"none of the laws was in force on {day.isoformat()}")
    return _over(library, settings, in_memory())


def assemble(library: Library, settings: Settings) -> Assistant:
    """An assistant over a library that is already loaded; the chat model, if any, is made at the first question."""
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    with FileLock(settings.data_dir / "index.lock"):  # two processes must not build at once
        client = connect(settings.data_dir / "index", str(settings.chroma_url) if settings.chroma_url else None)
        return _over(library, settings, client)


def _over(library: Library, settings: Settings, client: "Client") -> Assistant:
    chat = chat_model_of(settings)
    embeddings = make_embeddings(settings.embedding_model)
    targets = targets_of(library)
    fingerprint = hashlib.sha256(f"{library.fingerprint} {embeddings.fingerprint}".encode()).hexdigest()
    index = open_index(client, targets, fingerprint, embeddings)
    documents = [target.document for target in targets]
    provisions = len(library.chunks)
    keywords = KeywordIndex(documents[:provisions], documents[provisions:])
    search = HybridSearch(targets, keywords, index, embeddings, read_lexicon())
    verdict, case, silence = map(load_classifier, ("verdict", "case", "silence"))
    finder = Finder(library, search, verdict)
    return Assistant(library, finder, make_speller(documents, common_words()), case, silence, chat)
