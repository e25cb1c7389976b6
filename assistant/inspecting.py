"""What is wrong with an input, before anything is understood; the texts are German notices for the user."""

import re

from assistant.question import MAX_CHARACTERS
from corpus.normreader import find_refs

_MOST_MARKUP = 0.2
_MARKUP = re.compile(r"</?[a-zA-Z!][^<>]*>|\{\{|<\?|javascript:", re.I)


def without_markup(text: str) -> str:
    """The text with a space in the place of each tag."""
    return _MARKUP.sub(" ", text)


def problem_of(text: str) -> str | None:
    """What is wrong with the input, in German; None if it can be answered."""
    if not text.strip():
        return "Bitte geben Sie eine Frage ein."
    if len(text) > MAX_CHARACTERS:
        length = f"{len(text):,}".replace(",", ".")
        return f"Die Frage ist mit {length} Zeichen zu lang. Bitte kürzen Sie sie auf {MAX_CHARACTERS} Zeichen."
    if sum(map(len, _MARKUP.findall(text))) > _MOST_MARKUP * len(text):
        return "Die Eingabe enthält HTML- oder Programmcode. Bitte stellen Sie Ihre Frage als einfachen Text."
    if not any(character.isalpha() for character in text) and not find_refs(text):
        return "Das ist keine Frage in Worten. Bitte fragen Sie in einem Satz oder in Stichwörtern."
    return None
