"""Keys, norms and laws that a sentence names: they must be those of its places, or stand in the cited words."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from assistant.chat.claims import Claim, Place
from assistant.grounding.words import plain
from corpus.normreader import find_refs
from corpus.normref import LAW_NAMES, NormRef, clean

_OWN = {alias: law for law, aliases in LAW_NAMES.items() for alias in aliases}
_OWN_NAME = re.compile("|".join(re.escape(alias) for alias in sorted(_OWN, key=len, reverse=True)), re.I)
_FIELD = (
    "bundes|eu|unions|europa|völker|vergabe|beihilfe|steuer|asyl|"
    "ausländer|sozial|haushalts|handels|zuwendungs|arbeits|datenschutz"
)
_OTHER = re.compile(
    r"\b(?:SGB(?: [IVX]+)?|GG|BGB|EMRK|AEUV|[A-ZÄÖÜ][A-Za-zÄÖÜäöü]*[a-zäöüß]?(?:G|VO|VwV|GB|RL)(?: [IVX]+)?|VwV|"
    r"(?!Gesetz|Verordnung|Geschäfts|Rang|Reihen|Grundordnung)[A-ZÄÖÜ][a-zäöüß-]+(?:gesetz(?:es|buch(?:e?s)?)?|"
    r"verordnung|ordnung|satzung|verfassung|"
    rf"richtlinien?|vorschriften?|konvention|abkommen))\b|\b(?i:(?:{_FIELD})-?recht(?:s|lich\w*)?)\b"
)
_NOT_LAWS = frozenset("rechtsverordnung rechtsvorschrift rechtsvorschriften vorschrift vorschriften satzung".split())
_BARE_LEVEL = re.compile(r"\b(abs(?:atz(?:es)?|ätzen?|\.)|s[aä]tz(?:e[ns]?)?)\s*(\d{1,2}[a-z]?)\b", re.I)


def unknown_keys(claim: Claim) -> list[str]:
    """The keys of a claim that name none of its places."""
    return [key for key in claim.keys if not any(_names(key, place) for place in claim.places)]


def foreign_norms(text: str, refs: Sequence[NormRef], cited: str) -> list[str]:
    """The norms of a sentence that are neither those of its places nor named in the cited words."""
    named = _refs(cited)
    own = [ref for ref in _refs(text) if not any(_fits(ref, place) for place in [*refs, *named])]
    levels = {level for ref in (*refs, *named) for level in (("a", ref.absatz), ("s", ref.satz or "1"))}
    levels |= {(kind[0].lower(), number) for kind, number in _bare_levels(cited)}
    bare = [f"{kind} {number}" for kind, number in _bare_levels(text) if (kind[0].lower(), number) not in levels]
    return [*map(str, own), *bare]


def foreign_laws(text: str, refs: Sequence[NormRef], cited: str, laws: Sequence[str]) -> list[str]:
    """The laws of a sentence that are neither those of its places nor named in the cited words.

    A press text or hint has no norm of its own; it may speak of all the `laws` of the corpus.
    """
    ours = {_OWN[name.lower()] for name in _OWN_NAME.findall(clean(cited))} | ({ref.law for ref in refs} or set(laws))
    wrong = [name for name in _OWN_NAME.findall(clean(text)) if _OWN[name.lower()] not in ours]
    law = clean(cited).lower()
    others = (name for name in _OTHER.findall(_OWN_NAME.sub(" ", clean(text))) if name.lower() not in _NOT_LAWS)
    return wrong + [name for name in others if _stem(name).removeprefix("landes") not in law]


@lru_cache(maxsize=4096)
def _refs(text: str) -> tuple[NormRef, ...]:
    return tuple(find_refs(text))


@lru_cache(maxsize=4096)
def _bare_levels(text: str) -> tuple[tuple[str, str], ...]:
    """Absätze and Sätze named without their §."""
    return tuple((match.group(1), match.group(2)) for match in _BARE_LEVEL.finditer(plain(text)))


def _fits(named: NormRef, place: NormRef) -> bool:
    """Whether a norm named is the place, encloses it, or lies in it; a law left out is that of the place."""
    named = replace(named, law=named.law or place.law)
    foreign = place.law not in LAW_NAMES and named.law not in LAW_NAMES  # how its law is spelt is checked by its name
    place = replace(place, law=named.law if foreign else place.law or named.law)
    if place.satz is None and named.satz == "1":
        named = replace(named, satz=None)
    elif named.satz is None and (named.nummer or named.buchstabe):
        named = replace(named, satz=place.satz)
    return named.contains(place) or place.contains(named)


def _stem(name: str) -> str:
    """The name of a law without its ending."""
    return re.sub(r"(?:es|s|en|n|e|lich\w*)$", "", name.lower())


def _names(key: str, place: Place) -> bool:
    """Whether a key is that of a place, or of its Absatz, in whatever spelling."""
    provision, ref = place.quote.chunk.provision, place.quote.ref
    if key == place.key or provision.ref is None or ref is None:
        return key == place.key
    return any(named.contains(provision.ref) or _at(place, named) == ref for named in find_refs(key))


def _at(place: Place, named: NormRef) -> NormRef | None:
    unit = place.quote.chunk.provision.find(named)
    return unit.ref if unit else None
