"""What to ask next: frequent questions on the provisions of the newest answer."""

from collections.abc import Sequence

from assistant.answer import Answer
from assistant.asking import is_english
from assistant.settings import Language
from corpus.curated import FaqEntry
from corpus.library import Library
from corpus.normref import NormRef

MOST = 3


def suggestions(answers: Sequence[Answer], library: Library, language: Language) -> tuple[str, ...]:
    """Up to `MOST` questions of the FAQ, those first of which most rests on what the last answer cites, then shows.

    None that was asked or answered in the conversation; a question without an English form is left out in English.
    """
    if not answers:
        return ()
    near = _provisions(answers[-1])
    ranked = [(rank, entry) for entry in library.faq if (rank := _rank(entry, near))]
    ranked.sort(key=lambda one: one[0])
    asked = {_folded(answer.question) for answer in answers}
    said = "\n".join(answer.text for answer in answers)
    fresh = (entry for _, entry in ranked if not _is_known(entry, asked, said))
    questions = (question for entry in fresh if (question := _question(entry, language)))
    return tuple(question for question, _ in zip(questions, range(MOST), strict=False))


def _provisions(answer: Answer) -> list[NormRef]:
    """The provisions that the answer cites, then those shown besides; each once."""
    shown = {passage.chunk.key: passage.chunk for passage in answer.passages}
    cited = [shown[citation.chunk_key] for citation in answer.citations]
    return list(dict.fromkeys(chunk.provision.ref for chunk in (*cited, *answer.related) if chunk.provision.ref))


def _rank(entry: FaqEntry, near: Sequence[NormRef]) -> tuple[float, int] | None:
    """Smaller is nearer: the share of its norms elsewhere, and where the first of `near` it rests on stands."""
    norms = [norm.provision for part in entry.answer for norm in part.norms]
    places = [next((place for place, ref in enumerate(near) if norm.contains(ref)), None) for norm in norms]
    met = [place for place in places if place is not None]
    return (1 - len(met) / len(norms), min(met)) if met else None


def _is_known(entry: FaqEntry, asked: set[str], said: str) -> bool:
    answered = any(part.text in said for part in (*entry.answer, entry.simple, entry.english))
    return answered or any(_folded(question) in asked for question in (entry.question, *entry.variants))


def _question(entry: FaqEntry, language: Language) -> str | None:
    return entry.question if language == "de" else next(filter(is_english, entry.variants), None)


def _folded(question: str) -> str:
    return " ".join(question.casefold().split())
