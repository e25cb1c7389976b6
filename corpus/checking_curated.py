"""Checks the curated data: norms exist, and each number, date, per cent and § of an answer stands in its norms."""

import re
from collections import Counter
from collections.abc import Iterable

from corpus.curated import BackedText, FaqEntry, Topic
from corpus.documents import Chunk
from corpus.errors import CorpusError
from corpus.library import Library
from corpus.normreader import find_refs, without_refs
from corpus.normref import NormRef

_CALCULATED = re.compile(r"\((?:etwa )?(?:berechnet|calculated)\)", re.I)
_NUMBER = re.compile(r"\d{1,3}(?:[ .]\d{3})+(?!\d)|\d+")
_MONTHS = "januar februar märz april mai juni juli august september oktober november dezember".split()
_ENGLISH_MONTHS = "january february march april _ june july august september october november december".split()
_NUMBER_WORDS = "null ein zwei drei vier fünf sechs sieben acht neun zehn elf zwölf".split()
_MEASURED = re.compile(rf"\b({'|'.join(_NUMBER_WORDS)})(?:e[rnms]?)?\s+(?:tag|woche|monat|jahr|prozent|euro)")


def check_curated(library: Library) -> list[CorpusError]:
    """All problems of FAQ and topics; empty if they are sound."""
    problems = [CorpusError(f"faq.md: {text}") for entry in library.faq for text in _entry_problems(entry, library)]
    for topic in library.topics:
        problems += [CorpusError(f"abgrenzung.md: {text}") for text in _topic_problems(topic, library)]
    problems += [
        CorpusError(f"einfach.md: {text}") for chunk in library.chunks for text in _simple_problems(chunk, library)
    ]
    questions = Counter(q.lower() for entry in library.faq for q in (entry.question, *entry.variants))
    return problems + [CorpusError(f"faq.md: asked in two entries: {q}") for q, count in questions.items() if count > 1]


def _entry_problems(entry: FaqEntry, library: Library) -> Iterable[str]:
    for sentence in (*entry.answer, entry.simple, entry.english):
        missing = [norm for norm in sentence.norms if not library.at(norm)]
        yield from (f"{entry.key}: {norm} does not exist" for norm in missing)
        for number in unbacked(sentence, library):
            yield f"{entry.key}: {number} does not stand in the norms of: {sentence.text}"


def _topic_problems(topic: Topic, library: Library) -> Iterable[str]:
    named = {*topic.norms, *(ref for ref in find_refs(topic.answer) if ref.law in library.laws)}
    return (f"{topic.title}: {norm} does not exist" for norm in named if not library.at(norm))


def _simple_problems(chunk: Chunk, library: Library) -> Iterable[str]:
    ref = chunk.provision.ref
    if ref is None or chunk.simple is None:
        return
    for number in unbacked(BackedText(f"{chunk.simple.title} {chunk.simple.text}", (ref,)), library):
        yield f"{ref}: {number} does not stand there"


def unbacked(sentence: BackedText, library: Library) -> list[str]:
    """The numbers and §§ of a sentence that stand in none of its norms; none if it is marked calculated."""
    if _CALCULATED.search(sentence.text):
        return []
    law = " ".join(chunk.provision.text for norm in sentence.norms for chunk in library.at(norm))
    known = _numbers(law) | {norm.paragraf for norm in sentence.norms} | {n.absatz for n in sentence.norms if n.absatz}
    foreign = [ref for ref in find_refs(sentence.text) if not _is_backed(ref, sentence, law)]
    return sorted(_numbers(without_refs(sentence.text)) - known) + [str(ref) for ref in foreign]


def _is_backed(ref: NormRef, sentence: BackedText, law: str) -> bool:
    """A § in a sentence is one of its norms, or one that these norms name."""
    own = any(norm.paragraf == ref.paragraf and ref.law in (None, norm.law) for norm in sentence.norms)
    return own or any(other.paragraf == ref.paragraf for other in find_refs(law))


def _numbers(text: str) -> set[str]:
    """Numbers in digits without thousands separators, months as numbers, and number words before a measure."""
    text = text.lower()
    found = {re.sub(r"[ .]", "", match).lstrip("0") or "0" for match in _NUMBER.findall(text)}
    for months in (_MONTHS, _ENGLISH_MONTHS):
        found |= {str(i) for i, month in enumerate(months, 1) if re.search(rf"\b{month}\b", text)}
    return found | {str(_NUMBER_WORDS.index(word)) for word in _MEASURED.findall(text)}
