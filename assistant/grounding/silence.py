"""Statements that a text is silent ("Einen Betrag nennt die Verordnung nicht"): which of them are true."""

import re

from assistant.grounding.figures import figures
from assistant.keywords import stems
from corpus.normref import clean

_SAYS = re.compile(
    r"\b(?:nenn\w*|regel[nt]|regeln|bestimmt|bestimmen|enthält|enthalten|erwähn\w*|sagt|erklärt|definiert|beziffert|"
    r"legt|gibt|verlangt|fordert|verwendet|schreibt|sieht|steht|stehen|macht|trifft|kennt|äußert|spricht|benannt|"
    r"Rede|formuliert|festgelegt|vorgegeben|vorgesehen|geregelt|genannt|setzt|zählt|führt|begründet|folgt|"
    r"ergibt|vergibt|knüpft|vorgeschrieben)\b"
)
_SPEAKER = re.compile(
    r"(?:\b(?i:text|verordnung|gesetz|vorschrift|absatz|satz|regelung|bestimmung|präambel|nummer|komintavo|sächsintg|"
    r"stelle|liste|aufzählung|definition|regel)\b|§+\s*\d+\w?|\b(?:nennt|erwähnt|regelt|sagt|enthält) (?:sie|er|"
    r"es|hier)\b|"
    r"\b(?i:sie|er|es) (?:nennt|erwähnt|regelt|enthält|sagt)\b|\bnicht (?:die Rede|(?:fest|vor)ge\w+|geregelt|"
    r"genannt|"
    r"erwähnt|aufgeführt)\b)"
)
_DENIED = re.compile(r"\b(?:nicht\w*|kein\w*|weder|offen)\b", re.I)
_PHRASE = re.compile(
    r"\b(?:für|zu[rm]?|vo[nm]|bei|im?n?|an|auf|aus|mit|über|nach|unter|zwischen|"
    r"de[rs])\s+(?:[a-zäöüß-]+\s+){0,3}[A-ZÄÖÜ][\w-]+(?: und [A-ZÄÖÜ]\w+)?|"
    r",\s[^,]*zu ?\w+en\s*,"
)
_THING = re.compile(r"\b[A-ZÄÖÜ][\wäöüß-]{2,}")
_OPENS = re.compile(r"^(?:ja|nein)[,:;]?\s*", re.I)
_ASKS = re.compile(r"(?:was|wie|wann|ob|dass|wer|wen|wem|welche\w*|wo\w*|warum|das|dies)\b", re.I)
_PARTS = re.compile(r"(?<=[;:])\s+|,\s+(?=(?:aber|doch|sondern|jedoch|und|wohl aber|sagt aber|sie|er|es)\b)")
_LEFT_OPEN = re.compile(r"(?:und |aber )+nicht(?: eigens| ausdrücklich)?,? (?:wie|ob|was|wer|wann|welche)\b")
_OTHERS = re.compile(
    r"^(?:aber |und |zudem )?(?:eine?n? )?(?:ander|weiter|länger|kürzer|spät|früher|best|fest|genau|einzeln|"
    r"nicht maßgeblich|eigen|höher)\w+ ",
    re.I,
)
_HEADS = {"Pflicht"}
_ARTICLES = frozenset("ein eine einen einem einer kein keine keinen keiner weder das die der den dies".split())
_TIMES = {"tag", "monat", "datum", "monatsname"}
_MEASURES = (
    (
        re.compile(r"(?:frist|termin|zeitpunkt|stichtag|dauer|datum|rhythmus|turnus|abstand)(?:e[ns]?|en|s)?$", re.I),
        _TIMES,
    ),
    (re.compile(r"quote|prozent|obergrenze|höchst|mindest|schlüssel|grenze|anteil", re.I), {"%", "verhältnis", "€"}),
)


def spoken(text: str, cited: str) -> str:
    """A sentence without the parts that say, rightly, that the cited words are silent on something."""
    parts = _PARTS.split(_OPENS.sub("", clean(text)))
    kept = [part for part in parts if not _is_true(part, cited)]
    return text if kept == parts else "; ".join(part.strip(",;: ") for part in kept)


def false_silence(text: str, cited: str) -> list[str]:
    """The nouns that a sentence says are not named, while the cited words hold a figure of their kind."""
    parts = [part for part in _PARTS.split(clean(text)) if _says_silent(part) and not _OTHERS.match(part)]
    return [thing for part in parts for thing in _things(part) if _is_measured(thing, cited)]


def _says_silent(part: str) -> bool:
    return bool(_SAYS.search(part) and _SPEAKER.search(part) and _DENIED.search(part))


def _is_true(part: str, cited: str) -> bool:
    if _LEFT_OPEN.match(part) or not _says_silent(part):
        return bool(_LEFT_OPEN.match(part))
    law, found = frozenset(stems(cited)), _things(part)
    things = [thing for thing in found if thing not in _HEADS] or _THING.findall(_SPEAKER.sub(" ", part))[-1:]
    named = any(_is_named(thing, law) or _is_measured(thing, cited) for thing in things)
    return not named or bool(_ASKS.match(part) or _OTHERS.match(part))


def _things(part: str) -> list[str]:
    """The nouns that a text is said not to name, without those that only say for what."""
    bare = _PHRASE.sub(" ", _SPEAKER.sub(" ", part))
    return [thing for thing in _THING.findall(bare) if thing.lower() not in _ARTICLES]


def _is_named(thing: str, law: frozenset[str]) -> bool:
    """Whether the cited words have that noun, alone or as the last part of a compound."""
    return any(stem == other or other.endswith(stem) for stem in stems(thing) for other in law)


def _is_measured(thing: str, cited: str) -> bool:
    """Whether the cited words hold a figure of the kind that the noun means."""
    return any(
        pattern.search(thing) and units & {figure.unit for figure in figures(cited)} for pattern, units in _MEASURES
    )
