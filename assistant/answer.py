"""The values of answering: passages, citations found by code, and the one Answer that all interfaces show."""

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any, Literal

from corpus.documents import Chunk, Unit, Verdict


class Status(StrEnum):
    """What kind of answer this is."""

    ANSWERED = "answered"
    NOT_REGULATED = "not_regulated"
    OUT_OF_SCOPE = "out_of_scope"
    UNCLEAR = "unclear"
    INDIVIDUAL_CASE = "individual_case"
    SMALLTALK = "smalltalk"
    NO_SUCH_NORM = "no_such_norm"
    INVALID = "invalid"
    ERROR = "error"


class Voice(StrEnum):
    """How an answer is worded."""

    GERMAN = "de"
    SIMPLE = "einfach"
    ENGLISH = "en"


@dataclass(frozen=True, slots=True)
class Turn:
    """One message of the conversation so far."""

    role: Literal["user", "assistant"]
    content: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A retrieved chunk; higher scores are better, within one search; `units` are those that speak to the question.

    Of the first passage of a search, `verdict` is what its nearest questions answer, `asked_for_number` whether one of
    them asks how much.
    """

    chunk: Chunk
    score: float
    units: tuple[Unit, ...] = ()
    verdict: Verdict | None = None
    asked_for_number: bool = False


@dataclass(frozen=True, slots=True)
class Citation:
    """A place in a text that code found: `quote` is `text[start:end]` of its provision, word for word.

    `ref` is the norm ("§ 6 Abs. 1 KomIntAVO") or, for press and guidance, the source id; then `law` is None.
    `checked` is the day (ISO) on which the text was last compared with its origin.
    """

    ref: str
    law: str | None
    paragraf: str | None
    absatz: str | None
    satz: str | None
    nummer: str | None
    quote: str
    url: str | None
    stand: str
    kind: str
    chunk_key: str
    start: int
    end: int
    checked: str | None = None

    def as_json(self) -> dict[str, str | None]:
        """The public fields, as scripts rely on them."""
        names = ("ref", "law", "paragraf", "absatz", "satz", "nummer", "quote", "url", "stand", "kind", "checked")
        return {name: getattr(self, name) for name in names}


@dataclass(frozen=True, slots=True)
class Usage:
    """What a chat model was asked for one answer: calls, the tokens its server counted (if it did), milliseconds."""

    model: str
    input_tokens: int | None
    output_tokens: int | None
    calls: int
    milliseconds: float


@dataclass(frozen=True, slots=True)
class Answer:
    """The reply to one question; `mode` tells what wrote the text ("extractive": no model). Times in milliseconds.

    `related` are provisions to read besides: those that the cited ones point to, or the nearest to a refused question.
    `note` is a German notice on how it came about, `understood` the question as a chat model read a follow-up, `corpus`
    the fingerprint of the texts that it was answered from.
    """

    question: str
    status: Status
    text: str
    citations: tuple[Citation, ...]
    passages: tuple[Passage, ...]
    mode: str
    latency_ms: float
    related: tuple[Chunk, ...] = ()
    note: str | None = None
    understood: str | None = None
    usage: Usage | None = None
    corpus: str = ""

    def as_json(self) -> dict[str, Any]:
        """The JSON of the command line, the API and the evaluation; what only a chat model brings, where it did."""
        of_model = {"note": self.note, "understood": self.understood, "usage": self.usage and asdict(self.usage)}
        return {
            "question": self.question,
            "status": str(self.status),
            "text": self.text,
            "citations": [citation.as_json() for citation in self.citations],
            "related": [str(chunk.provision.ref or chunk.source.id) for chunk in self.related],
            "mode": self.mode,
            "latency_ms": round(self.latency_ms, 1),
            **{name: value for name, value in of_model.items() if value is not None},
        }
