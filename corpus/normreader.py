"""Finds norm references in running text, in every spelling that people use.

"§10 II 3", "Paragraf 5 Absatz 2", "§§ 17 und 18 SITG", "§ 12 Abs. 1, 3 und 4", "§§ 9 bis 14", "Absatz 2 des § 10".
"""

import re
from dataclasses import replace
from typing import Any

from corpus.normref import INNER_LEVELS, LAW_NAMES, PREAMBLE, NormRef, clean
from corpus.sentences import MONTH

_ONES = ["null", "eins", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf"]
_TEENS = ["dreizehn", "vierzehn", "fünfzehn", "sechzehn", "siebzehn", "achtzehn", "neunzehn", "zwanzig"]
_TWENTIES = [f"{'ein' if n == 1 else _ONES[n]}undzwanzig" for n in range(1, 9)]
_NUMBER_WORDS = {word: str(n) for n, word in enumerate(_ONES + _TEENS + _TWENTIES)}
_ORDINAL_STEMS = ["", "erste", "zweite", "dritte", "vierte", "fünfte", "sechste", "siebte", "achte", "neunte", "zehnte"]
_ORDINALS = {stem + end: str(n) for n, stem in enumerate(_ORDINAL_STEMS) if n for end in ("", "r", "s", "n", "m")}
_ROMANS = {r: str(n) for n, r in enumerate(["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"]) if n}

_WORDS = "|".join(sorted([*_NUMBER_WORDS, "ein"], key=len, reverse=True))
_VALUE = rf"(?:\d{{1,3}}[a-z]?(?![\w%])|(?:{_WORDS})\b)"
_ORDINAL = "|".join(sorted(_ORDINALS, key=len, reverse=True))
_LEVEL_WORDS = {
    "absatz": r"abs(?:[äa]tze?n?|\.|\b)|absaetzen?",
    "satz": r"s[äa]tze?n?\b|saetzen?\b|s\.(?=\s*\d{1,2}(?!\d))|s(?=\s\d{1,2}(?!\d))",
    "nummer": r"nummern?\b|nrn?\.|nr\b|ziffern?\b|ziff\.?",
    "doppelbuchstabe": r"doppelbuchst(?:aben?\b|\.|\b)",
    "buchstabe": r"buchst(?:aben?\b|\.|\b)|lit\.?",
}
_SIGN = r"§§?|\bpar\.(?=\s*\d)|\bparagra[fp]h?(?:en|s)?\b|\bsections?\b(?=\s*\d)"
_LAW = "|".join(re.escape(name) for name in sorted(sum(LAW_NAMES.values(), ()), key=len, reverse=True))
_ABBREVIATED = r"\b(?!(?:KomIntAVO|VO|G)\b)[A-ZÄÖÜ][A-Za-zÄÖÜäöüß]*[a-zäöüß][A-Za-zÄÖÜäöüß]*(?:G|VO|GB|O|V)\b"
_NAMED = r"(?!Verordnung\b(?! über| zur))[A-ZÄÖÜ][a-zäöüß-]+"  # "die Verordnung" alone is ours
_WRITTEN_OUT = rf"(?:\bSächsischen?\s+)?\b{_NAMED}(?:gesetz(?:es|buche?s?)?|verordnung|ordnung|verfassung)\b"
_OTHER_LAW = rf"(?-i:(?:{_ABBREVIATED}|\bSGB|\bGG\b|\bBGB\b)(?:\s[IVX]+\b)?|{_WRITTEN_OUT})"
_RE = {
    "sign": re.compile(_SIGN, re.I),
    "preamble": re.compile(r"\bpr(?:ä|ae|a)ambel\b", re.I),
    "value": re.compile(_VALUE, re.I),
    "roman": re.compile(r"(?-i:\b(?:VIII|VII|VI|IV|IX|III|II|I|V|X)\b)|\b(?:iii|ii|iv|vi)\b"),
    "paren": re.compile(r"\((\d{1,2}[a-z]?)\)"),
    "letter": re.compile(r"([a-z])(\1?)\b\)?", re.I),
    "ordinal": re.compile(rf"\b({_ORDINAL})\s+(abs(?:atz(?:es)?|\.)|satz(?:es)?)", re.I),
    "join": re.compile(r"\s*(?:,|;|/|und|u\.|sowie|oder|&|and)\s*", re.I),
    "range": re.compile(r"\s*(?:bis|–|-|to)\s*", re.I),
    "law": re.compile(rf"(?:{_LAW})\b|(?-i:\bVO\b)", re.I),
    "other": re.compile(_OTHER_LAW),
    "filler": re.compile(r"[\s,.]*(?:(?:der|des|dem|den|im|in|von|vom|aus|laut|nach|of|the)\b\s*)*", re.I),
    **{level: re.compile(rf"(?:{words})\s*", re.I) for level, words in _LEVEL_WORDS.items()},
}
_AMOUNT = re.compile(rf"\.\d|\.{MONTH.pattern}|\s*(?:(?:Prozent|Euro|Jahre?|Monate?|Wochen?|Tage?|Uhr)\b|[%€])")
_REACH = 60  # characters before a § that may belong to its reference; all of them would take quadratic time
_LOOK_ALIKES = str.maketrans("ſıİ", "siI")  # letters that a pattern without case takes for s and i


class _Reader:
    """A cursor over the text that reads one reference, or a list of them, at a § sign."""

    def __init__(self, text: str) -> None:
        self.text, self.at = text, 0

    def take(self, kind: str) -> re.Match[str] | None:
        match = _RE[kind].match(self.text, self.at)
        if match:
            self.at = match.end()
        return match

    def spaces(self) -> None:
        while self.at < len(self.text) and self.text[self.at].isspace():
            self.at += 1

    def value(self) -> str | None:
        """A number in digits, words or parentheses."""
        match = self.take("value") or self.take("paren")
        if not match:
            return None
        word = (match.group(1) if match.lastindex else match.group()).lower()
        return _NUMBER_WORDS.get("eins" if word == "ein" else word, word)

    def levels(self, ref: NormRef) -> NormRef:
        """Extend `ref` by every level that follows."""
        while True:
            start = self.at
            self.take("filler") if _inner_follows(self.text, self.at) else self.spaces()
            longer = self._level(ref)
            if longer is None:
                self.at = start
                return ref
            ref = longer

    def _level(self, ref: NormRef) -> NormRef | None:
        start = self.at
        if ordinal := self.take("ordinal"):
            level = "absatz" if ordinal.group(2).lower().startswith("abs") else "satz"
            if getattr(ref, level) is None:
                return replace(ref, **{level: _ORDINALS[ordinal.group(1).lower()]})
            self.at = start
        for level in _LEVEL_WORDS:
            if getattr(ref, level) is None and self.take(level):
                value = self.letter() if level.endswith("buchstabe") else self.value() or self.roman()
                if value:
                    return replace(ref, **{level: value})
                self.at = start
        return self._bare(ref)

    def _bare(self, ref: NormRef) -> NormRef | None:
        """Short forms: "§ 10 II 3", "§ 10 (2)", "Nr. 1 a)"."""
        if ref.absatz is None and ref.paragraf != PREAMBLE and ref.inner == (None,) * 5:
            match = self.take("paren")
            value = match.group(1) if match else self.roman()
            return replace(ref, absatz=value) if value else None
        if ref.absatz and ref.inner[1:] == (None,) * 4 and (match := self.take("value")):
            is_satz = match.group()[0].isdigit() and not _AMOUNT.match(self.text, self.at)
            return replace(ref, satz=match.group().lower()) if is_satz else None
        if (
            ref.nummer
            and not ref.doppelbuchstabe
            and (match := re.compile(r"([a-z])(\1?)\)").match(self.text, self.at))
        ):
            self.at = match.end()
            return replace(ref, **{"doppelbuchstabe" if match.group(2) else "buchstabe": match.group(0)[:-1]})
        return None

    def roman(self) -> str | None:
        match = self.take("roman")
        return _ROMANS[match.group().upper()] if match else None

    def letter(self) -> str | None:
        match = self.take("letter")
        return match.group().rstrip(")").lower() if match else None


def _inner_follows(text: str, at: int) -> bool:
    """Whether a comma or filler word at `at` only leads to a further level ("§ 7, Absatz 2")."""
    end = _RE["filler"].match(text, at).end()  # type: ignore[union-attr]  # the pattern matches the empty string
    return any(_RE[level].match(text, end) for level in (*_LEVEL_WORDS, "ordinal"))


def find_refs(text: str, law: str | None = None) -> list[NormRef]:
    """Every norm reference of a text, in order, each once; `law` is used for those that name none.

    Ranges ("§§ 9 bis 14", "Absätze 1 bis 3") and lists ("§ 12 Abs. 1, 3 und 4") are spelled out.
    """
    found: dict[NormRef, None] = {}
    for refs, _, _ in _scan(clean(text)):
        found.update(dict.fromkeys(replace(ref, law=ref.law or law) for ref in refs))
    return list(found)


def find_spans(text: str) -> list[tuple[int, int]]:
    """Where references stand in `clean(text)`: (start, end) character offsets."""
    return [(start, end) for _, start, end in _scan(clean(text))]


def find_law(text: str) -> str | None:
    """The one law of `LAW_NAMES` that a text names; None if it names none or both."""
    named = {_law_name(match.group()) for match in _RE["law"].finditer(clean(text))}
    return named.pop() if len(named) == 1 else None


def _law_name(spelling: str) -> str:
    spelling = spelling.lower()
    return next((name for name, aliases in LAW_NAMES.items() if spelling in aliases), "KomIntAVO")


def without_refs(text: str) -> str:
    """The cleaned text with a space in the place of each norm reference."""
    text = clean(text)
    for start, end in reversed(find_spans(text)):
        text = f"{text[:start]} {text[end:]}"
    return text


def leftover(text: str) -> str:
    """What a text holds beside its references, without spaces and points."""
    return re.sub(r"[\s.,]", "", without_refs(text))


def _scan(text: str) -> list[tuple[list[NormRef], int, int]]:
    text = text.translate(_LOOK_ALIKES)
    results: list[tuple[list[NormRef], int, int]] = []
    reader = _Reader(text)
    starts = sorted(
        [m.start() for m in _RE["sign"].finditer(text)] + [m.start() for m in _RE["preamble"].finditer(text)]
    )
    for start in starts:
        if start < reader.at:
            continue
        reader.at = start
        refs = _read_list(reader)
        if refs:
            _, start = _leading_levels(text, start)
            law, start, end = _law_around(text, start, reader.at)
            results.append(([replace(ref, law=law) for ref in refs], start, end))
            reader.at = end
        else:
            reader.at = start + 1
    return _share_law(results)


def _share_law(results: list[tuple[list[NormRef], int, int]]) -> list[tuple[list[NormRef], int, int]]:
    """A law named once behind "§ 4 Abs. 1 und § 5 KomIntAVO" counts for the references before it, too."""
    shared: list[tuple[list[NormRef], int, int]] = []
    next_law, next_start = None, len(results) and results[-1][2]
    for refs, start, end in reversed(results):
        law = refs[0].law or (next_law if next_start - end <= 6 else None)
        next_law, next_start = law, start
        shared.append(([replace(ref, law=law) for ref in refs], start, end))
    return shared[::-1]


def _law_around(text: str, start: int, end: int) -> tuple[str | None, int, int]:
    """The law named right behind ("§ 6 Abs. 1 der KomIntAVO") or right before ("KomIntAVO § 6") a reference."""
    behind = _RE["filler"].match(text, end).end()  # type: ignore[union-attr]  # the pattern matches the empty string
    if match := _RE["law"].match(text, behind):
        return _law_name(match.group()), start, match.end()
    if match := _RE["other"].match(text, behind):
        return match.group(), start, match.end()
    for kind in ("law", "other"):
        for match in _RE[kind].finditer(text, max(0, start - _REACH), start):
            if re.fullmatch(
                r"[\s,:()]*(?:\([\w ]+\))?\s*(?:(?:die|den|der|dem|in|im)\s+)?[(\s]*", text[match.end() : start]
            ):
                return (_law_name(match.group()) if kind == "law" else match.group()), match.start(), end
    return None, start, end


def _read_list(reader: _Reader) -> list[NormRef]:
    """One reference and what is joined to it: "§§ 17 und 18", "§ 12 Abs. 1, 3 und 4", "§§ 9 bis 14"."""
    if reader.take("preamble"):
        return [reader.levels(NormRef(None, PREAMBLE))]
    lead, _ = _leading_levels(reader.text, reader.at)
    reader.take("sign")
    reader.spaces()
    number = reader.value()
    if number is None:
        return []
    refs = [replace(reader.levels(NormRef(None, number)), **lead)]
    while True:
        start = reader.at
        is_range = bool(reader.take("range"))
        if not is_range and not reader.take("join"):
            break
        more = _joined(reader, refs[-1])
        if more is None:
            reader.at = start
            break
        refs += _between(refs[-1], more) if is_range else [more]
    return refs


def _leading_levels(text: str, sign: int) -> tuple[dict[str, str], int]:
    """Levels in front of the sign ("Absatz 2 des § 10", "im zweiten Absatz von § 6"), and where the first begins."""
    first = max(0, sign - _REACH)
    before = text[first:sign]
    lead: dict[str, str] = {}
    while match := _LEADING.search(before):
        level = "absatz" if (match.group("level") or match.group("level2")).lower().startswith("abs") else "satz"
        word = (match.group("value") or match.group("ordinal")).lower()
        lead[level] = _ORDINALS.get(word) or _NUMBER_WORDS.get(word, word)
        before = before[: match.start()]
    return lead, first + len(before) if lead else sign


_LEADING = re.compile(
    rf"(?:\b(?P<level>absatz|abs\.|satz)\s*(?P<value>{_VALUE})|\b(?P<ordinal>{_ORDINAL})\s+(?P<level2>absatz|satz))"
    r"(?:es)?\s*(?:(?:des|von|vom|in|im|aus|der)\s*)?$",
    re.I,
)


def _joined(reader: _Reader, last: NormRef) -> NormRef | None:
    """The next member of a list: a bare value at the level of the last one, or a level word that starts anew."""
    for level in _LEVEL_WORDS:
        if _RE[level].match(reader.text, reader.at):
            depth = INNER_LEVELS.index(level)
            cleared: dict[str, Any] = dict.fromkeys(INNER_LEVELS[depth:])
            outer = replace(last, **cleared)
            longer = reader.levels(outer)
            return longer if longer != outer else None
    depth = max((i for i, value in enumerate(last.inner) if value), default=-1)
    is_letter = depth >= 3
    start = reader.at
    value = reader.letter() if is_letter else (match.group().lower() if (match := reader.take("value")) else None)
    if value is None or not (is_letter or value[0].isdigit()):
        reader.at = start
        return None
    if not is_letter and _AMOUNT.match(reader.text, reader.at):
        reader.at = start
        return None
    name = INNER_LEVELS[depth] if depth >= 0 else "paragraf"
    return reader.levels(replace(last, **{name: value}))


def _between(first: NormRef, last: NormRef) -> list[NormRef]:
    """The members of a range after its first, at the deepest level of `first`."""
    name = next((n for n in reversed(INNER_LEVELS) if getattr(first, n)), "paragraf")
    low, high = getattr(first, name), getattr(last, name)
    if low is None or high is None or not (low.isdigit() and high.isdigit()) or not 0 < int(high) - int(low) <= 60:
        return [last]
    return [replace(first, **{name: str(n)}) for n in range(int(low) + 1, int(high))] + [last]
