"""Which writer writes a part of the answer, and from what: without a model always, with one besides."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answer import Passage, Voice
from assistant.calculating import calculate
from assistant.drafting import calculated, extractive, faq
from assistant.drafting.draft import Draft
from assistant.finding import Found
from assistant.gate import Decision
from assistant.question import Question
from corpus.documents import Verdict
from corpus.library import Library

_MOST_BESIDES = 8


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the question with what was found and decided; `draft` is written without a model, None if refused.

    `shown` are the passages that the draft may quote.
    """

    question: Question
    found: Found
    decision: Decision
    draft: Draft | None = None
    shown: tuple[Passage, ...] = ()

    @property
    def is_worded(self) -> bool:
        """Whether a chat model may word the answer: there is one, and it is no figure."""
        return self.draft is not None and self.draft.mode != "calculated"

    @property
    def verdict(self) -> Verdict | None:
        """The verdict of the curated entry, else of the nearest labelled questions."""
        entry = self.decision.entry
        verdict = entry.verdict if entry and entry.verdict else self.decision.passages[0].verdict
        return None if verdict is Verdict.SILENT else verdict


def part_of(question: Question, found: Found, decision: Decision, library: Library, voice: Voice) -> Part:
    """The part with its draft: the figure if one can be computed, else the entry that is this question, else quotes."""
    if not decision.passages:
        return Part(question, found, decision)
    refs = [passage.chunk.provision.ref for passage in decision.passages if not passage.chunk.to_review]
    if calculation := calculate(question.text, [ref for ref in refs if ref]):
        draft, shown = calculated.draft(calculation, library, voice), library.at(calculation.norm)
    elif decision.entry is None:
        return Part(question, found, decision, extractive.draft(decision.passages, voice=voice), decision.passages)
    else:
        draft = faq.draft(decision.entry, library, decision.passages, voice)
        shown = tuple(faq.provisions(decision.entry, library))
    return Part(question, found, decision, draft, tuple(Passage(chunk, 1.0) for chunk in shown))


def for_model(parts: Sequence[Part]) -> list[Passage]:
    """The passages to show a model, those of the model-free drafts first, each once."""
    first = [passage for part in parts for passage in part.shown]
    besides = [passage for part in parts for passage in part.found.passages[:_MOST_BESIDES]]
    by_key: dict[str, Passage] = {}
    for passage in (*first, *besides):
        by_key.setdefault(passage.chunk.key, passage)
    return list(by_key.values())
