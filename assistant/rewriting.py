"""A follow-up as a question of its own, worded by the chat model and checked: it may add no norm, number or subject."""

from collections.abc import Sequence
from dataclasses import replace

from assistant.answer import Turn
from assistant.chat.calling import Calls
from assistant.chat.prompting import rewriting
from assistant.errors import NoModelAnswerError
from assistant.keywords import stems
from assistant.verdicts import NUMBER
from corpus.normreader import find_refs, without_refs
from corpus.normref import NormRef

_TURNS, _TURN_CHARACTERS, _MOST_CHARACTERS = 6, 500, 300
_LEAST_KNOWN = 0.6


def rewritten(question: str, history: Sequence[Turn], calls: Calls) -> str | None:
    """The question as it stands without the last turns of the conversation; None if the model fails or adds to it."""
    talk = [Turn(turn.role, turn.content[:_TURN_CHARACTERS]) for turn in history[-_TURNS:]]
    try:
        told = calls.text(rewriting(question, talk))
    except NoModelAnswerError:
        return None
    known = "\n".join([question, *(turn.content for turn in talk)])
    standalone = told.strip().strip("„“\"'").strip()
    return standalone if _is_sound(standalone, known) else None


def _is_sound(standalone: str, known: str) -> bool:
    """Whether it is one short line whose norms, numbers and most of whose words are known from the conversation."""
    if not standalone or len(standalone) > _MOST_CHARACTERS or "\n" in standalone:
        return False
    named = find_refs(known)
    if not all(any(_names(ref, each) for each in named) for ref in find_refs(standalone)):
        return False
    if not set(NUMBER.findall(without_refs(standalone).lower())) <= set(NUMBER.findall(known.lower())):
        return False
    words = set(stems(standalone))
    return bool(words) and len(words & set(stems(known))) >= _LEAST_KNOWN * len(words)


def _names(ref: NormRef, known: NormRef) -> bool:
    """Whether `ref` is a known norm or what encloses it, with its law or without."""
    return replace(ref, law=ref.law or known.law).contains(known)
