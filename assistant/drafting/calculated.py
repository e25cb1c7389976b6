"""Writes an answer from a calculation: its figures, with the place of the rule in the text in use."""

from assistant.answer import Voice
from assistant.calculating import Calculation
from assistant.drafting.draft import Draft, Statement, opened
from assistant.drafting.places import place_quote
from corpus.library import Library


def draft(calculation: Calculation, library: Library, voice: Voice = Voice.GERMAN) -> Draft:
    """The calculation as a statement; without a quote where the corpus has no such norm."""
    quotes = tuple(place_quote(chunk, calculation.norm) for chunk in library.at(calculation.norm))
    return Draft(tuple(opened([Statement(calculation.text, quotes)], calculation.verdict, voice)), "calculated")
