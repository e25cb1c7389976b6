"""Numbers in everyday German ("39.000", "39 000", "600tsd", "1,2 Mio. Euro", "zweieinhalb"), read and written.

What can be read in two ways ("500.00", "500,000"), ranges and bounds ("15 bis 25", "über 100") have no value: a wrong
figure is worse than none.
"""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import Enum, auto


class Kind(Enum):
    """What a number counts."""

    EURO = auto()
    PERCENT = auto()
    PLAIN = auto()


@dataclass(frozen=True, slots=True)
class Number:
    """A number at `text[start:end]`, its unit included; `value` is None where it can't be read for certain."""

    value: Decimal | None
    kind: Kind
    lead: str  # the words in front
    rest: str  # what follows
    digits: bool  # written in digits
    about: bool  # "rund", "etwa"

    def counts(self, unit: str) -> bool:
        """Whether a word matching `unit` follows, at most one adjective between ("400 ukrainische Flüchtlinge")."""
        return bool(re.match(rf"[\s-]*(?:(?!{_PARTLY})\w+(?:e|en|er|es)\s+)?(?:{unit})(?!\w)", self.rest, re.I))


_PARTLY = r"halb|dreiviertel|viertel|drittel|offen|unbesetzt|frei|weiter|zusätzlich|fehlend"
_ONES = "null ein zwei drei vier fuenf sechs sieben acht neun zehn elf zwoelf".split()
_TEENS = "dreizehn vierzehn fuenfzehn sechzehn siebzehn achtzehn neunzehn".split()
_TENS = "zwanzig dreissig vierzig fuenfzig sechzig siebzig achtzig neunzig".split()


def _below_hundred() -> list[str]:
    words = _ONES + _TEENS
    for ten in _TENS:
        words += [ten, *(f"{one}und{ten}" for one in _ONES[1:10])]
    return words


def _spelled() -> dict[str, Decimal]:
    """Number words from one to 999, whole thousands, and halves up to ten."""
    small = _below_hundred()
    words = {word: n for n, word in enumerate(small) if n}
    for hundreds in range(1, 10):
        for head in {f"{_ONES[hundreds]}hundert", "hundert" if hundreds == 1 else f"{_ONES[hundreds]}hundert"}:
            words[head] = hundreds * 100
            words |= {head + word: hundreds * 100 + n for n, word in enumerate(small) if n}
    words |= {f"{word}tausend": n * 1000 for word, n in list(words.items())}
    exact = {word: Decimal(n) for word, n in words.items()}
    exact |= {article: Decimal(1) for article in "eins eine einen einem einer".split()}
    halves = {f"{_ONES[n]}einhalb": Decimal(n) + Decimal("0.5") for n in range(1, 11)}
    return exact | halves | {"anderthalb": Decimal("1.5"), "tausend": Decimal(1000)}


_WORDS = _spelled()
_SCALES = {"ts": Decimal(1000), "ta": Decimal(1000), "t": Decimal(1000), "k": Decimal(1000)}
_SCALES |= {"mi": Decimal(10) ** 6, "mr": Decimal(10) ** 9}
_SCALE = r"(?:tsd|tausend|mio|millione?n?|mrd|milliarden?|k|t(?=\s?(?:€|eur)))(?![a-zäöüß])\.?"
_EURO = r"€|eur(?:os?)?(?!\w)"
_PERCENT = r"%(?:ige?[rnsm]?(?!\w))?|(?:prozent|percent|per cent|v\.\s?h\.|vom hundert)(?:ige?[rnsm]?)?(?!\w)"
_TOKEN = re.compile(
    r"(?P<sign>(?:(?<=\s)|^)[-−–]\s?(?=[0-9]))?(?P<before>(?:€|\beur(?:o)?)\s?)?"
    r"(?:(?<![\w.,/:+])(?P<digits>[0-9]+(?:[.,'’/:-][0-9]+)*(?:[ ][0-9]{3}(?![0-9]))*(?:,[0-9]+)?)"
    r"|\b(?P<word>[a-zäöüß]+)\b)"
    rf"(?:\s?(?P<scale>{_SCALE}))?(?:,-+|,–)?(?:[\s-]?(?P<unit>{_EURO}|{_PERCENT}))?",
    re.I,
)
_GROUPED = re.compile(r"[1-9][0-9]{0,2}([. '’])[0-9]{3}(?:\1[0-9]{3})*(?:,[0-9]{1,2})?")
_SIMPLE = re.compile(r"(?:0|[1-9][0-9]*)(?:,[0-9]{1,2}|\.[0-9])?")
_LONGEST, _FAR = 12, 60
_BOUND = re.compile(
    r"\b(?:über|unter|mehr als|weniger als|fast|knapp|gut|mindestens|höchstens|maximal|max\.?|min\.?|bis zu|zwischen|"
    r"ab|nahezu|jenseits|oberhalb|unterhalb|more than|less than|over|under|up to|at most|at least)"
    r"\s+(?:von\s+|den\s+|die\s+)?$"
    r"|[<>≤≥]\s*$",
    re.I,
)
_ABOUT = re.compile(r"(?:\b(?:rund|etwa|ungefähr|circa|zirka|ca\.?|um die|about|roughly)\s*|~\s*)$", re.I)
_RANGE_BEHIND = re.compile(r"\s*(?:-|–|bis|oder|to)\s*(?:zu\s+)?(?:€\s?)?[0-9]", re.I)
_RANGE_BEFORE = re.compile(
    r"zwischen\s+[0-9][0-9., ]*(?:%|€|euro|prozent)?\s*und\s*$|"
    r"[0-9]\s*(?:%|€|euro|prozent)?\s*(?:-|–|bis|oder|to)\s*(?:zu\s+)?$",
    re.I,
)
_OTHER_NUMBER = re.compile(
    r"(?:\b(?:tel|telefon|telefonnummer|fax|handy|mobil|rufnummer|az|aktenzeichen|plz|iban|nr|nummer|seite|artikel|art|"
    r"abs|absatz|satz|ziffer|buchst|paragra(?:f|ph)|anlage|vers|raum|zimmer|hausnummer|az)\b[\s.:]*|[\w.]@|#)$",
    re.I,
)
_LONG_DIGITS = re.compile(r"(?:\+[0-9]|(?<![\w.,])0[0-9])[0-9 /()–-]{3,}")


def read_numbers(text: str) -> tuple[Number, ...]:
    """Every number of a text, in order; phone numbers, file numbers and places in a law are left out."""
    text = _LONG_DIGITS.sub(lambda match: "|" * len(match.group()), text.replace("½", ",5"))
    return tuple(number for match in _TOKEN.finditer(text) if (number := _number(match, text)))


def _number(match: re.Match[str], text: str) -> Number | None:
    lead, rest = text[max(0, match.start() - _FAR) : match.start()], text[match.end() : match.end() + _FAR]
    digits, word = match["digits"], match["word"]
    value = _digits(digits) if digits else _WORDS.get(_plain(word))
    if (value is None and not digits) or _OTHER_NUMBER.search(lead):
        return None
    if value is not None and match["scale"]:
        value *= _SCALES.get(match["scale"][:2].lower(), _SCALES["k"])
    if match["sign"] or _BOUND.search(lead) or _RANGE_BEHIND.match(rest) or (digits and _RANGE_BEFORE.search(lead)):
        value = None
    unit = (match["unit"] or match["before"] or "").lower()
    kind = Kind.PLAIN if not unit else Kind.EURO if unit.startswith(("€", "eur")) else Kind.PERCENT
    return Number(value, kind, lead, rest, bool(digits), bool(_ABOUT.search(lead)))


def _digits(token: str) -> Decimal | None:
    if len(token) > _LONGEST:
        return None
    if _GROUPED.fullmatch(token):
        return Decimal(re.sub(r"[. '’]", "", token).replace(",", "."))
    return Decimal(token.replace(",", ".")) if _SIMPLE.fullmatch(token) else None


def _plain(word: str) -> str:
    word = word.lower()
    for letter, letters in (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss")):
        word = word.replace(letter, letters)
    return word


def german(value: Decimal, places: int = 2) -> str:
    """A number as German text writes it ("1.234,50", "26"), with "rund" if it had to be rounded."""
    rounded = value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    whole, _, part = f"{rounded:,f}".partition(".")
    part = part.rstrip("0")
    return ("" if rounded == value else "rund ") + whole.replace(",", ".") + (f",{part}" if part else "")


def euros(value: Decimal) -> str:
    """An amount as German text writes it: "500.000 Euro", "1.234,50 Euro"."""
    text = german(value)
    return f"{text}0 Euro" if re.search(r",[0-9]$", text) else f"{text} Euro"
