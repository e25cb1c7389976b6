"""Who acts: authorities and bodies that a text names, and in which role; which of a claim are not those of the law."""

import re
from dataclasses import dataclass
from functools import lru_cache

from corpus.normref import clean

_ACTORS: tuple[tuple[str, str, str], ...] = (  # class, gender (m, f, n), pattern; the first that fits counts
    ("Wirtschaftsministerium", "n", r"wirtschaftsministeri\w+|staatsministerium für wirtschaft"),
    ("Innenministerium", "n", r"innenministeri\w+|staatsministerium des inner[en]n?"),
    (
        "Sozialministerium",
        "n",
        r"sozialminister\w+|sms\b|staatsministerium für soziales|oberste\w* integrationsbehörde",
    ),
    ("Ministerium", "n", r"(?:bundes|staats|finanz|kultus|justiz)ministeri\w+"),
    ("Ministerpräsident", "m", r"ministerpräsident\w*"),
    ("Landtagspräsident", "m", r"landtagspräsident\w*|präsident\w*"),
    ("Bewilligungsstelle", "f", r"bewilligungsstelle|sab\b|(?:sächsische\w* )?aufbaubank"),
    ("Gemeinde", "f", r"gemeinde[n]?\b|gemeinder[aä]t\w*|stadtr[aä]t\w*"),
    ("Landkreis", "m", r"landkreis\w*|landrat\w*|kreistag\w*"),
    ("Kreisfreie Stadt", "f", r"kreisfreie\w* st[aä]dt\w*"),
    ("Integrationsbehörde", "f", r"integrationsbehörden?"),
    ("Zuweisungsempfänger", "m", r"zuweisungsempfänger\w*|erstempfänger\w*|empfänger\w*"),
    ("Kommune", "f", r"kommunen?\b"),
    ("Träger", "m", r"träger[sn]?\b"),
    ("Dritte", "m", r"dritte[nmr]?\b(?! (?:mal|rate|auszahlung|zahlung))"),
    ("Landesbeirat", "m", r"landesbeirat\w*"),
    ("Beirat", "m", r"\w*beir[aä]t\w*"),
    ("Staatsregierung", "f", r"staatsregierung|landesregierung"),
    ("Staatskanzlei", "f", r"staatskanzlei"),
    ("Landtag", "m", r"landtag\w*"),
    ("Beauftragte", "f", r"\w*beauftragte\w*"),
    ("Freistaat", "m", r"freistaat\w*|land\b|landes\b"),
    ("Bund", "m", r"bund(?:es)?\b|bundes(?:amt|agentur|regierung|tag|republik)\w*|bamf\b"),
    ("Europäische Union", "f", r"eu\b|europäische\w* union"),
    (
        "andere Behörde",
        "f",
        r"ausländerbehörden?|jobcenter\w*|landesdirektion|rechnungshof\w*|finanz[aä]mt\w*|polizei\w*",
    ),
    ("Statistisches Landesamt", "n", r"statistische\w* landesamt\w*"),
    ("Gericht", "n", r"gerichte?\w*|staatsanwaltschaft\w*"),
)
_LOCAL = {"Landkreis", "Kreisfreie Stadt", "Integrationsbehörde", "Zuweisungsempfänger", "Kommune"}
_STATE = {"Freistaat", "Sozialministerium", "Bewilligungsstelle", "Staatsregierung", "Wirtschaftsministerium"}
_MENTION = re.compile(
    r"(?:\b(?P<by>von|durch|seitens)\s+)?(?:\b(?P<article>d(?:er|ie|as|em|en|es)|(?:ein|ihr|jede)\w*|vom)\s+"
    r"(?:(?!(?:oder|und|sie|d(?:er|ie|as|em|en|es)|(?:ein|oberst|sächsisch|kreisfrei|statistisch|"
    r"europäisch)\w*)\b)[\w-]+(?:e|en|er|em)\s+){0,2})?\b(?:"
    + "|".join(f"(?P<a{number}>{pattern})" for number, (_, _, pattern) in enumerate(_ACTORS))
    + ")",
    re.I,
)
_DATIVE = {
    "m": ("dem", "einem", "ihrem", "jedem"),
    "n": ("dem", "einem", "ihrem"),
    "f": ("der", "einer", "ihrer", "jeder"),
}
_ACTING = {"m": ("der", "ein", "ihr", "jeder"), "n": ("das", "ein", "ihr"), "f": ("die", "eine", "ihre", "jede")}


@dataclass(frozen=True, slots=True)
class Actor:
    """A body that a text names: its class, how it was named, and its role ("acts", "receives" or "")."""

    name: str
    words: str
    role: str


@lru_cache(maxsize=4096)
def actors(text: str) -> tuple[Actor, ...]:
    """The bodies that a text names, in order; their role is read from article and preposition."""
    return tuple(_actor(match) for match in _MENTION.finditer(clean(text)))


@lru_cache(maxsize=4096)
def without_actors(text: str) -> str:
    """A text without the bodies that it names."""
    return _MENTION.sub(" ", text)


def strangers(claimed: str, cited: str) -> list[Actor]:
    """The bodies of a claim that its cited words don't name."""
    known = {actor.name for actor in actors(cited)}
    known |= {"Träger"} if "Dritte" in known else set() if known else {"Kommune"}
    return [actor for actor in actors(claimed) if actor.role != "yours" and not _is_known(actor.name, known)]


def swapped(claimed: str, cited: str) -> list[Actor]:
    """The bodies that act in a claim, but only receive in its cited words, where another acts; and the reverse."""
    law = actors(cited)
    acting, receiving = ({_group(a.name) for a in law if a.role == role} for role in ("acts", "receives"))
    found = [a for a in actors(claimed) if a.role == "acts" and _group(a.name) in receiving - acting and acting]
    return found + [
        a for a in actors(claimed) if a.role == "receives" and _group(a.name) in acting - receiving and receiving
    ]


def _is_known(name: str, known: set[str]) -> bool:
    if name in _LOCAL:
        return bool(known & _LOCAL)
    return name in known or (name == "Freistaat" and bool(known & _STATE))


def _group(name: str) -> str:
    return "Kommune" if name in _LOCAL else name


def _actor(match: re.Match[str]) -> Actor:
    number = next(n for n in range(len(_ACTORS)) if match[f"a{n}"])
    name, gender, _ = _ACTORS[number]
    words = match[f"a{number}"]
    return Actor(
        name, words, _role((match["by"] or "").lower(), (match["article"] or "").lower(), gender, words.lower())
    )


def _role(by: str, article: str, gender: str, words: str) -> str:
    if article == "ihres":
        return "yours"
    if by or article == "vom":
        return "acts"
    if article == "die" or article in _ACTING[gender]:
        return "acts"
    return "receives" if article in _DATIVE[gender] or (article == "den" and words.endswith("n")) else ""
