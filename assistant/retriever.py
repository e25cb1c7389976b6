"""The search as a LangChain retriever, for use in other people's chains."""

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from assistant.answer import Passage
from assistant.ask import Assistant


class CorpusRetriever(BaseRetriever):
    """The `k` best provisions as documents; metadata: ref, source, kind, stand, url, score."""

    assistant: Assistant
    k: int = 5

    model_config = ConfigDict(arbitrary_types_allowed=True)

    def _get_relevant_documents(
        self,
        query: str,
        *,
        run_manager: CallbackManagerForRetrieverRun,  # noqa: ARG002  # LangChain's signature
    ) -> list[Document]:
        return [_document(passage) for passage in self.assistant.retrieve(query)[: self.k]]


def _document(passage: Passage) -> Document:
    chunk = passage.chunk
    metadata = {
        "ref": str(chunk.provision.ref or chunk.source.id),
        "source": chunk.source.id,
        "kind": str(chunk.source.kind),
        "stand": chunk.source.stand,
        "url": chunk.source.url,
        "score": passage.score,
    }
    return Document(page_content=chunk.provision.text, metadata=metadata, id=chunk.key)
