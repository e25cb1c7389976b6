"""Understanding a question before retrieval: norm references, the law meant, several questions in one, follow-ups.

Pure functions; nothing here looks at the corpus.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.answer import Turn
from assistant.asking import QUESTION_WORD, is_english
from assistant.keywords import content_words, words
from corpus.normreader import find_law, find_refs
from corpus.normref import NormRef, clean

MAX_CHARACTERS = 2000
_FOLLOWED, _WHOLE = 0.5, 0.3
_FEW_WORDS = 3
_FOLLOW_UP = re.compile(
    r"^\s*(?:und|aber|oder|also|dann|ok|okay|gut|danke|ach so|aha|and|but|what about|was ist mit|wie ist es|"
    r"wie sieht es|gilt das|geht das|warum|wieso|weshalb|auch|muss das|kann das|darf das|bis wann|ab wann|"
    r"wer (?:pr\w+|macht|entscheidet) das|seit wann|wie lange|wie viele?|wo steht das|woher)\b",
    re.I,
)
_POINTING = re.compile(
    r"\b(?:das|dies\w*|davon|dafür|dafuer|dazu|dabei|dagegen|damit|darin|darüber|darueber|daran|hierzu|hierfür|dort|"
    r"dann|dieselbe\w*|denen|deren|dessen|diejenigen|solche\w*|er|sie|(?<!ist )(?<!gibt )es|ihn|ihm|ihr|"
    r"it|that|they|them|this|those|there)\b",
    re.I,
)
_SAYS_NOTHING = re.compile(
    r"gil?t|gelten|ander(?:e[mnrs]?)?|ausnahmen?|regeln?|geht|machen|macht|mach|tun|genau|wirklich|sagt|heisst|bedeutet|"
    r"sachen?|dinge?|zwei(?:te[mnrs]?)?|erste[mnrs]?|oben|unten|hier|dort|da(?:bei|fuer|gegen|mit|nach|rum|rin|von|zu)?|"
    r"diese[mnrs]?|jene[mnrs]?|solche[mnrs]?|welche[mnrs]?|was|wer|wem|wen|wie|wieso|viele?|wo(?:fuer|hin|her|ran|rum|von|zu)?|"
    r"wann|warum|eben|gleiche?n?|jetzt|nun|beiden?|einen?|allen?|alles|etwas|nichts|jemand|mindestens|hoechstens|muss|"
    r"this|that|these|those|it"
)
_LOOSE_PLACE = re.compile(r"\b(?:absatz|satz|nummer|paragraph|paragraf)\b", re.I)
_ORDER = re.compile(
    r"\b(?:ignorier|vergiss|erfinde|frei zu erfinden|system-?\s?prompt|du bist (?:jetzt|nun|ab)|administrator|"
    r"jailbreak|entwicklermodus|developer mode|haftungsausschluss aus|"
    r"(?:alle|vorherigen|bisherigen|deine|previous|all|your) (?:anweisungen|instructions)|"
    r"spiele? (?:meinen|einen|den)|tu so|pretend|act as|ignore|forget|disregard|you are now)",
    re.I,
)
_VERB = r"(?:ist|sind|wird|werden|hat|haben|gibt|muss|müssen|darf|dürfen|kann|können|soll|sollen|gilt|bekommt|zahlt)"
_LEAD_IN = re.compile(
    r":$|^\W*(?:ich (?:frage|möchte|will|wollte|wüsste)|können sie|könnten sie|kannst du|sagen sie|bitte|hallo|guten|"
    r"weiß)\b[^?]*$",
    re.I,
)
_SPLIT = re.compile(
    r"(?<=\?)\s+(?:(?:\d[.)]|[a-d]\))\s+)?(?=\S)|(?:(?<=[:?;,])\s+|^)(?:\d[.)]|[a-d]\))\s+(?=\w)|"
    rf",\s+und\s+(?={_VERB}\b)|(?:,|(?<=:))\s+(?=(?:we[rmn]|was|wann|wo|wie (?:lange|hoch|oft|viele?))\s+{_VERB}\b)|"
    r"[,;]?\s+(?:und|sowie|and)\s+(?=(?:(?:in|nach|an|bei|mit|von|aus|unter|zu|für|auf|ab|bis)\s+)?"
    r"(?:wer|wem|wen|wessen|wann|wie|was|warum|wo|wofür|worüber|woran|welche[rsnm]?|kann|darf|muss|gelten|gilt|"
    r"who|when|what|how|which|can|does|must)\b)",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Question:
    """What code understood: the parts to search for, the norms named, the law meant, and what it follows up on."""

    text: str
    parts: tuple[str, ...]
    refs: tuple[NormRef, ...]
    law: str | None
    context: str | None
    context_weight: float
    context_refs: tuple[NormRef, ...]
    english: bool


def understand(text: str, history: Sequence[Turn] = ()) -> Question:
    """Read a question with the conversation before it."""
    text = re.sub(r"\s+", " ", clean(text)).strip()
    refs = tuple(find_refs(text))
    context, context_refs = _context(text, refs, history)
    return Question(text, split(text), refs, find_law(text), context, _FOLLOWED, context_refs, is_english(text))


def parts_of(question: Question) -> tuple[Question, ...]:
    """Each part as a question of its own, with the whole as its context; the question itself if it has one part."""
    if len(question.parts) == 1:
        return (question,)
    whole = question.context or question.text
    weights = [_WHOLE, *(_FOLLOWED if _POINTING.search(part) else _WHOLE for part in question.parts[1:])]
    return tuple(
        replace(question, text=part, parts=(part,), context=whole, context_weight=weight)
        for part, weight in zip(question.parts, weights, strict=True)
    )


def split(text: str) -> tuple[str, ...]:
    """Several questions in one, apart; a part without words stays with its neighbour."""
    parts: list[str] = []
    for part in _SPLIT.split(text):
        if parts and (_LEAD_IN.search(parts[-1]) or not (words(part) and words(parts[-1]))):
            parts[-1] = f"{parts[-1]} {part}"
        elif part.strip():
            parts.append(part.strip())
    return tuple(parts) or (text,)


def without_orders(text: str) -> str:
    """The text without sentences that give the program orders; all of it if nothing else is left."""
    kept = [sentence for sentence in re.split(r"(?<=[.!:?])\s+", text) if not _ORDER.search(sentence)]
    return " ".join(kept) if any(map(content_words, kept)) else text


def is_vague(question: Question) -> bool:
    """Whether nothing says what it is about: no content word, or an Absatz without its §, and no conversation."""
    if question.context or question.refs:
        return False
    content = [word for word in content_words(question.text) if not _SAYS_NOTHING.fullmatch(word)]
    return not content or bool(_LOOSE_PLACE.search(question.text) and len(content) <= _FEW_WORDS)


def is_follow_up(text: str) -> bool:
    """Whether a question leans on the one before: it has no content word, or opens or points as follow-ups do."""
    content = [word for word in content_words(text) if not QUESTION_WORD.fullmatch(word)]
    if not content:
        return True
    if _FOLLOW_UP.match(text):
        return len(content) <= 8
    return bool(_POINTING.search(text)) and len(content) <= 6


def _context(text: str, refs: tuple[NormRef, ...], history: Sequence[Turn]) -> tuple[str | None, tuple[NormRef, ...]]:
    asked = [turn.content for turn in history if turn.role == "user"]
    replies = [turn.content for turn in history if turn.role == "assistant"]
    if not asked or refs or not is_follow_up(text):
        return None, ()
    cited = find_refs(replies[-1]) if replies else []
    return clean(asked[-1])[:MAX_CHARACTERS], tuple(cited)
