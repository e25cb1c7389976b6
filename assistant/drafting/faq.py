"""Writes an answer from a curated FAQ entry: its sentences, each with the places of its norms in the texts in use."""

from assistant.drafting.draft import Draft, Quote, Statement, opened
from assistant.drafting.places import place_quote
from corpus.curated import BackedText, FaqEntry
from corpus.documents import Chunk, Verdict
from corpus.library import Library


def draft(entry: FaqEntry, library: Library, english: bool = False, verdict: Verdict | None = None) -> Draft:
    """The entry's answer, in English if asked; a sentence whose norms are gone from the corpus has no quotes.

    `verdict` is put before an answer that has none of its own.
    """
    sentences = (entry.english,) if english else entry.answer
    statements = [_statement(sentence, library) for sentence in sentences]
    return Draft(tuple(opened(statements, verdict if entry.verdict is None else None)), "faq")


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
