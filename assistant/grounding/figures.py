"""Figures of a text: numbers in digits and words with their units, dates, ratios, shares.

Spans are counted in days or months, so that "zwei Wochen" is "14 Tage" and "ein halbes Jahr" is "6 Monate".
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from assistant.grounding.words import ORDINALS, WORDS, plain

_FRACTIONS = {"hälfte": "50", "viertel": "25", "fünftel": "20", "zehntel": "10", "dreiviertel": "75", "drittel": "1/3"}
_MONTHS = "januar februar märz april mai juni juli august september oktober november dezember".split()
_MONTH = "|".join([*_MONTHS, "jänner", "sept", "okt", "nov", "dez", "jan", "feb"])
_NAMES, _ORDINAL, _FRACTION = ("|".join(words) for words in (_MONTHS, ORDINALS, _FRACTIONS))
_UNITS = {"tag": ("tag", 1), "woche": ("tag", 7), "quartal": ("monat", 3), "monat": ("monat", 1), "jahr": ("monat", 12)}
_LASTING = {"monatig": "monat", "jährig": "jahr", "wöchig": "woche", "tägig": "tag"}
_AMOUNTS = {"prozent": "%", "%": "%", "vom hundert": "%", "euro": "€", "€": "€", "eur": "€", "uhr": "uhr"}
_UNIT = r"(?:(?!land|kreis|bundes)\w*(?:tag|monat|jahr)(?:e[ns]?|s)?|\w*woche[n]?|\w*quartal\w*)\b"
_AMOUNT = r"(?:prozent\w*|vom hundert\b|%|euro\w*|eur\b|€|uhr\b)"
_NUMBER = r"\d{1,3}(?:[ .]\d{3})+(?!\d)|\d+(?:,\d+)?"
_WORD = "|".join(sorted(WORDS.keys() - {"ein"} | {"eins"}, key=len, reverse=True))
_FIGURE = re.compile(
    rf"(?<![\w,.])(?P<quarter>vierteljahr(?:e?s)?)\b|"
    rf"(?<![\w,.])(?P<half>(?:ein(?:e[nms]?)?\s+)?halbe[ns]?\s+jahr\w*|\w*halbjahr(?:e?s)?)\b"
    rf"|(?<![\w.])(?P<day>\d{{1,2}})\.\s*(?:(?P<month>{_MONTH})\b\.?|(?P<m>1[0-2]|"
    rf"0?[1-9])\.)(?:\s*(?P<year>(?:19|20)\d\d))?"
    rf"|\b(?P<alone>{_NAMES})\b(?:\s+(?P<year2>(?:19|20)\d\d))?"
    r"|(?<![\w,.])(?P<left>\d+|eins?|eine[rmn]?)\s*(?::|\bzu\b)\s*(?P<right>\d+|hundert|einhundert)\b"
    rf"|(?<![\w,.])(?P<number>{_NUMBER}|(?:{_WORD})(?:er|mal)?(?![a-zäöüß]))"
    rf"(?:[ -]*(?:(?:volle|ganze|weitere|aufeinanderfolgende|ununterbrochene)[nrms]?\s+)?(?P<unit>{_UNIT}|"
    rf"{_AMOUNT}))?"
    rf"|\b(?P<length>\d+|{_WORD})[- ]?(?P<lasting>monatig|jährig|wöchig|tägig)\w*"
    rf"|\b(?P<one>eine?[nmrs]?)\s+(?:(?:ganze|volle|weitere|einzige|komplette)\w*\s+)?(?P<oneunit>{_UNIT})"
    rf"|\b(?P<yearly>(?:(?P<count>{_WORD}))?jährlich\w*|(?P<monthly>monatlich\w*|(?:viertel|halb)jährlich\w*))\b"
    rf"|\b(?P<ordinal>{_ORDINAL})(?:e[mrs]?|(?<!acht)en|ens)\b|\b(?P<fraction>{_FRACTION})\b"
    r"|\b(?P<now>laufende[nrms]? \w*jahr\w*)|\b(?P<before>vorjahr\w*|vorausgeh\w*|voran(?:geh|gegang)\w*|"
    r"(?:vorige|letzte|vergangene|vorherige)[nrms]? \w*jahr\w*)"
    r"|\b(?P<after>folgejahr\w*|(?:folgende|nächste|kommende)[nrms]? \w*jahr\w*)"
    r"|\b(?P<majority>mehrheit)\b"
    r"|\b(?P<double>doppelt\w*|verdoppel\w*|zweifach\w*|doppelhaushalt\w*)\b"
)
_EVERY = re.compile(
    r"(?:\balle|\babst[aä]nd(?:en)? von|turnus von|rhythmus von|\bjeweils nach|\bnach jeweils|\bje)\s+$"
)
_MAJORITY = re.compile(r"\bmehr als die hälfte\b")
_MEMBER = re.compile(
    r"\b(?:abs(?:atz(?:es)?|ätzen?|\.)|s[aä]tz(?:e[ns]?|en)?|nummern?|nr\.|artikel|art\.|buchst(?:abe|\.)|s\.)\s*"
    r"\d+[a-z]?(?:\s*(?:,|und|oder|bis|sowie)\s*\d+[a-z]?\b(?!\.|\s*(?:prozent|euro|jahr|monat|woche|tag)))*",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A value with its unit ("tag", "monat", "%", "datum" …; "" without one); `every` where it recurs; `words` "
    "as read."""

    value: str
    unit: str
    words: str
    every: bool = False


@lru_cache(maxsize=4096)
def figures(text: str) -> tuple[Figure, ...]:
    """The figures of a text in order, numbers of norms left out."""
    bare = _MEMBER.sub(" ", plain(text)).lower().replace("\u00a0", " ")
    bare = _MAJORITY.sub("mehrheit", bare)
    found: list[Figure] = []
    for match in _FIGURE.finditer(bare):
        every = bool(_EVERY.search(bare[max(0, match.start() - 20) : match.start()]))
        found += _read(match, every)
    return tuple(found)


def _read(match: re.Match[str], every: bool) -> list[Figure]:
    part, words = match.groupdict(), match.group().strip()
    if part["quarter"]:
        return [Figure("3", "monat", words, every)]
    if part["half"]:
        return [Figure("6", "monat", words, every)]
    if part["day"]:
        return [Figure(f"{int(part['day'])}.{_month(part)}", "datum", words), *_year(part["year"])]
    if part["alone"]:
        return [Figure(str(_MONTHS.index(part["alone"]) + 1), "monatsname", words), *_year(part["year2"])]
    if part["left"]:
        left = part["left"] if part["left"].isdigit() else "1"
        right = part["right"] if part["right"].isdigit() else "100"
        return [Figure(f"{left}:{right}", "verhältnis", words)]
    if part["number"]:
        return _counted(part["number"], part["unit"], words, every)
    if part["length"]:
        return _counted(part["length"], _LASTING[part["lasting"]], words, every)
    if part["one"]:
        return [_span(1, part["oneunit"], words, every)]
    if part["yearly"]:
        return [_recurring(part, words)]
    if part["ordinal"]:
        return [Figure(str(ORDINALS[part["ordinal"]]), "", words)]
    if lie := next((name for name in ("now", "before", "after") if part[name]), None):
        return [Figure(lie, "jahr", words)]
    if part["majority"]:
        return [Figure("mehrheit", "", words)]
    if part["fraction"]:
        return [Figure(_FRACTIONS[part["fraction"]], "%", words)]
    return [Figure("24", "monat", words) if "haushalt" in words else Figure("2", "fach", words)]


def _month(part: dict[str, str | None]) -> int:
    name = part["month"]
    return (
        next(n for n, m in enumerate(_MONTHS, 1) if m[:3] == name[:3].replace("jän", "jan"))
        if name
        else int(part["m"] or 0)
    )


def _year(year: str | None) -> list[Figure]:
    return [Figure(year, "", year)] if year else []


def _counted(number: str, unit: str | None, words: str, every: bool) -> list[Figure]:
    value = WORDS.get(number, WORDS.get(number.removesuffix("er").removesuffix("mal")))
    exact = str(value) if value is not None else re.sub(r"[ .](?=\d{3})", "", number)
    amount = next((sign for name, sign in _AMOUNTS.items() if unit and unit.startswith(name)), None)
    if unit is None or amount:
        return [Figure(exact, amount or "", words)]
    return [_span(int(exact), unit, words, every)] if exact.isdigit() else [Figure(exact, "", words)]


def _span(count: int, unit: str, words: str, every: bool) -> Figure:
    name, factor = next(pair for key, pair in _UNITS.items() if key in unit)
    factor = 3 if "vierteljahr" in unit else factor
    return Figure(str(count * factor), name, words, every)


def _recurring(part: dict[str, str | None], words: str) -> Figure:
    if part["monthly"]:
        months = 3 if words.startswith("viertel") else 6 if words.startswith("halb") else 1
        return Figure(str(months), "monat", words, every=True)
    return Figure(str(12 * WORDS[part["count"] or "ein"]), "monat", words, every=True)
