"""Writes an answer from a curated FAQ entry: its sentences, each with the places of its norms in the texts in use."""

from collections.abc import Sequence

from assistant.answer import Passage, Voice
from assistant.drafting.draft import Draft, Quote, Statement, opened
from assistant.drafting.places import place_quote
from corpus.curated import BackedText, FaqEntry
from corpus.documents import Chunk
from corpus.library import Library


def draft(entry: FaqEntry, library: Library, related: Sequence[Passage], voice: Voice = Voice.GERMAN) -> Draft:
    """The entry's answer in a voice; a sentence whose norms are gone from the corpus has no quotes.

    Of its further sentences those are left out that rest on none of the `related` passages, nor on what the first rests
    on. An answer without a verdict of its own gets that of the best passage.
    """
    sentences = {Voice.SIMPLE: (entry.simple,), Voice.ENGLISH: (entry.english,)}.get(voice, entry.answer)
    first, *further = [_statement(sentence, library) for sentence in sentences]
    near = {passage.chunk.key for passage in related} | {quote.chunk.key for quote in first.quotes}
    kept = [first, *(s for s in further if any(quote.chunk.key in near for quote in s.quotes))]
    verdict = related[0].verdict if related and entry.verdict is None else None
    return Draft(tuple(opened(kept, verdict, voice)), "faq")


def provisions(entry: FaqEntry, library: Library) -> list[Chunk]:
    """The provisions that an entry's sentences rest on, each once."""
    sentences = (*entry.answer, entry.simple, entry.english)
    chunks = (chunk for sentence in sentences for norm in sentence.norms for chunk in library.at(norm))
    return list({chunk.key: chunk for chunk in chunks}.values())


def _statement(sentence: BackedText, library: Library) -> Statement:
    quotes: list[Quote] = []
    for norm in sentence.norms:
        quotes += [place_quote(chunk, norm) for chunk in library.at(norm)]
    return Statement(sentence.text, tuple(quotes))
