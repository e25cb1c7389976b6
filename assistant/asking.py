"""What a question asks for, read from its words: yes or no, a measure, a reason; and in which language."""

import re
from functools import lru_cache

QUESTION_WORD = re.compile(
    r"\b(?:we[rmn]|wessen|was|wann|(?:in)?wie(?:weit|fern|viele?)?|wo(?:hin|her|von|für|zu|mit|bei|durch|nach|ran|rin|rauf|"
    r"raus|rüber|gegen)?|warum|wieso|weshalb|welche\w*|what|when|who|whom|whose|which|how|why|where)\b",
    re.I,
)
_SENTENCE_END = re.compile(r"(?<!\babs)(?<!\bnr)(?<!\bs)(?<!\bart)(?<!\bbuchst)(?<!\b\w)[.!:–]\s+", re.I)
_CHOICE = re.compile(r"\boder\b(?!\s*\?|\s+(?:doch )?(?:nicht|doch)\s*\??\s*$)|^(?:is|are)\b.*\bor\b(?! not)", re.I)
_MODALITY = {
    "permission": re.compile(
        r"\b(?:d[aü]rf\w*|erlaubt|zulässig|kann|können|möglich|verboten|may|can|allowed)\b",
        re.I,
    ),
    "duty": re.compile(
        r"\b(?:m[uü]ss(?:en|t)?|muß|pflicht\w*|verpflicht\w*|zwingend|vorgeschrieben|freiwillig|must|have to)\b",
        re.I,
    ),
    "claim": re.compile(r"\b(?:anspruch|ansprüche|recht auf|rechtsanspruch|einklag\w*|entitled|right to)\b", re.I),
}
_FINITE = re.compile(
    r"\b(?:ist|is|sind|war|wird|werden|hat|haben|habe|gibts?|m[uü]ss\w*|d[aü]rf\w*|k[aö]nn\w*|soll\w*|gilt|gelten|gehts?|reicht|"
    r"bekomm\w*|krieg\w*|zahl\w*|brauch\w*|stimmt|does|do|can|may|must|are)\b",
    re.I,
)
_VERB_FIRST = re.compile(
    r"^\W*(?!guten|mit|seit|laut|samt|nebst|wegen|gegen|neben|zwischen|heute|bitte|erst|we[rmns])"
    r"(?:(?:ist|is|sind|war|hat|gibts?|muss|muß|darf|kann|soll|wird|does|do|can|may|must|are)\b|(?=.*\?|(?-i:[a-z]))"
    r"\w{2,}(?:t|ten?|en)\s+(?:der|die|das|den|dem|eine?[nrms]?|wir|ich|man|es|sie|er|uns|mir|mich|sich|auch|damit|dann|"
    r"da|denn|unser\w*|mein\w*|leute|(?-i:[A-ZÄÖÜ]\w+))\b)",
    re.I,
)
_WHETHER = re.compile(
    r"\b(?:wissen|frag\w*|klären|unsicher|sagen|prüfen|weiß|know|wonder\w*)\b.*(?:\bob\b|\bif\b|\bwhether\b)", re.I
)
_WANTED = {
    name: re.compile(rf"\b(?:{words})\b", re.I)
    for name, words in {
        "time": r"wann|frist\w*|termin\w*|stichtag|datum|spätestens|tag|wie (?:lange|oft)|"
        r"when|deadline|due|date|how (?:long|often)",
        "person": r"we[rmn]|wessen|zuständig\w*|welche (?:stelle|behörde|bank)|"
        r"who|whom|whose|which (?:authority|body|office)",
        "measure": r"wie ?viele?[rn]?|wie (?:hoch|groß|teuer)|höhe|prozent|anzahl|anteil|"
        r"how (?:much|many|high|large)|percentage",
        "way": r"wie(?! ?viel| lange| oft| hoch| gro| teuer)|form|formular|elektronisch|papier|"
        r"how(?! much| many| long| often| high| large)",
        "reason": r"warum|wieso|weshalb|why",
        "place": r"wo|wohin|where",
    }.items()
}
_HOW_MUCH = re.compile(
    r"^(?:\W*\w+\W+){0,4}?(?:wie ?viele?[nr]?|wie (?:hoch|lange?|oft|alt|groß|teuer)|"
    r"bis zu welcher höhe|welcher anteil|"
    r"how (?:many|much|long|often|old|high)|"
    r"welche[mnrs]? (?:\w+ )?(?:alter|betrag|anzahl|größe|entgeltgruppe|öffnungszeiten|mindest\w+|höchst\w+|gehalt))\b",
    re.I,
)
_ABSOLUTE = re.compile(
    r"\b(?:nur|allein|ausschließlich|immer|ausnahmslos|automatisch|stets|jederzeit|ersetz\w*|(?:an)?statt|stattdessen|anstelle|trotzdem|volle\w*|"
    r"komplett\w*|alle[rsn]?|ganze?[nrs]?|erzwingen|zwingen|only|always|instead|all|full)\b",
    re.I,
)
_WHY = re.compile(r"\b(?:warum|wieso|weshalb|why)\b", re.I)
_PRESS = re.compile(r"pressemitteilung|medieninformation|presseinformation|\bpresse\b|press release", re.I)
_ENGLISH = frozenset(
    "the of to is are for and do does can we it be what which who how when where must may if our".split()
)
_GERMAN = frozenset(
    "der die das und ist sind wer was wie wann wo kann muss darf wir ich ein eine für den dem des".split()
)


@lru_cache(maxsize=32768)
def wanted(text: str) -> frozenset[str]:
    """What kinds of answer a question wants: time, person, measure, way, reason, place; empty if unknown."""
    return frozenset(name for name, pattern in _WANTED.items() if pattern.search(text))


def is_yes_no(text: str) -> bool:
    """Whether the last sentence asks for yes or no: not key words, no question word up front, no choice of two."""
    last = _SENTENCE_END.split(text.strip())[-1]
    if _CHOICE.search(last):
        return False
    if _VERB_FIRST.search(last) or _WHETHER.search(last):
        return True
    opening = " ".join(last.split()[:5])
    return bool("?" in last or _FINITE.search(last)) and not QUESTION_WORD.search(opening)


def modality(text: str) -> frozenset[str]:
    """What a question asks for: a permission, a duty, a claim; empty for any other question."""
    return frozenset(name for name, pattern in _MODALITY.items() if pattern.search(text))


def asks_for_number(text: str) -> bool:
    """Whether somebody asks how many, how much, how long, how old: only a text that has a measure can answer."""
    return bool(_HOW_MUCH.search(text))


def is_absolute(text: str) -> bool:
    """Whether a question turns on a word that allows no exception: only, always, instead, in spite of."""
    return bool(_ABSOLUTE.search(text))


def asks_why(text: str) -> bool:
    """Whether somebody asks for a reason: what is asked for is taken for granted."""
    return bool(_WHY.search(text))


def asks_for_press(text: str) -> bool:
    """Whether somebody asks what a press release says, not what the law says."""
    return bool(_PRESS.search(text))


def is_english(text: str) -> bool:
    """Whether more English than German function words stand in the text."""
    found = re.findall(r"[a-zäöüß]+", text.lower())
    return sum(word in _ENGLISH for word in found) > sum(word in _GERMAN for word in found)
