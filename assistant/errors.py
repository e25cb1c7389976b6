"""The errors of the assistant; messages are English and for operators, users get German text from the page."""


class AssistantError(Exception):
    """The assistant can't work as configured; the message is one line."""


class EmbeddingError(AssistantError):
    """The configured embedding model can't be loaded."""


class VectorIndexError(AssistantError):
    """The vector index can't be built or opened."""


class ClassifierError(AssistantError):
    """A bundled classifier can't be read."""
