"""A question as the rules see it: its numbers, dates and words, and what a "Ja" to it would say."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import Self

from assistant.asking import is_yes_no
from assistant.calculating.dates import Dates, read_dates
from assistant.calculating.numbers import Kind, Number, read_numbers
from corpus.documents import Verdict
from corpus.normref import NormRef


@dataclass(frozen=True, slots=True)
class Calculation:
    """What was computed: the place that carries the rule, German sentences, and the verdict if one is asked for."""

    norm: NormRef
    text: str
    verdict: Verdict | None


class Says(Enum):
    """What a "Ja" to the question would say of the rule."""

    KEPT = auto()
    BROKEN = auto()


class Strength(Enum):
    """How strict a rule is: only what is strict can be answered with "erlaubt" and "verboten"."""

    LIMIT = auto()
    GUIDE = auto()


_KEPT = re.compile(
    r"\b(?:rechtzeitig|pünktlich|frist(?:gerecht|gemäß)|früh genug|(?:in|innerhalb) der frist|in frist|"
    r"eingehalten|einzuhalten|(?:halten|hält|einhalten|hielten)\b.*\bein(?=\W*$)|einhalten|"
    r"reich(?:t|en|te|ten)|genug|genüg\w*|ausreich\w*|unter der grenze|innerhalb der grenze|"
    r"passt|passen|entspricht|entsprechen|"
    r"erreicht|geschafft|gewahrt|erfüll(?:t|en)|in time|reached|enough)\b|\bzusammen\W*$",
    re.I,
)
_PERMITTED = re.compile(
    r"\b(?:im (?:erlaubten |zulässigen )?rahmen|okay|ok|oke|o\.k\.|in ordnung|geht das|erlaubt|zulässig|"
    r"gestattet|allowed|"
    r"d(?:arf|ürfen) (?:\w+ )?(?:wir|ich|man|er|sie|es|[0-9|]+|(?:der|ein|unser) (?:träger|verein|\w*kreis)))(?!\w)",
    re.I,
)
_BROKEN = re.compile(
    r"\bzu (?:viele?|hoch|spät|wenige?|groß|lang|teuer|gering|niedrig|knapp)\b|"
    r"\b(?:verspätet|überfällig|versäumt|verpasst|"
    r"überschr(?:eite|itte)\w*|überzogen|unterschritten|gerissen|drüber|too (?:much|late|high|few))\b|"
    r"\büber (?:der|die|dem|den) (?:\w+ )?(?:\w*grenze|richtwert|schlüssel|deckel|limit|obergrenze)\b|"
    r"mehr als (?:erlaubt|zulässig)",
    re.I,
)
_FORBIDDEN = re.compile(
    r"\b(?:verboten|unzulässig|unerlaubt|verstö(?:ß|ss)t|verstoßen|verstoss|verstoß|verletz\w*)\b", re.I
)
_OTHERWISE = re.compile(
    r"\b(?:nicht|kein\w*|nie|niemals|ohne|weder|kaum|außer|not|no|never|m[uü]ss\w*|muß|muss|soll\w*|kann|können|könnte\w*|"
    r"warum|wieso|weshalb|damit|dann|folge\w*|konsequenz\w*|straf\w*|sanktion\w*|ausnahme\w*|ausnahmsweise|anspruch|immer|"
    r"kürz\w*|gekürzt|streich\w*|widerruf\w*|trotzdem|nur|erst|lieber|besser|umgekehrt|obwohl|falls)\b|"
    r"rück(?:zahl|forder)|zurück|einbehalt",
    re.I,
)
_MISLEADS_NOT = re.compile(
    r"\berst (?:am|im|zum|ende|mitte|anfang)\b|\bnur noch\b|\bdamit(?= (?:im|in|den|die|das|noch|zu|über))", re.I
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question without its norm references, its dates and numbers read."""

    text: str
    dates: Dates
    numbers: tuple[Number, ...]

    @classmethod
    def read(cls, text: str) -> Self:
        """Read a text that names no norms any more."""
        dates = read_dates(text)
        return cls(text, dates, read_numbers(dates.text))

    def has(self, pattern: str) -> bool:
        """Whether the words of the question match."""
        return bool(re.search(pattern, self.text, re.I))

    def kind(self, kind: Kind) -> list[Number]:
        """The numbers of one kind."""
        return [number for number in self.numbers if number.kind is kind]

    def count(self, *units: str) -> list[Number]:
        """The plain numbers that count one of these things."""
        return [n for n in self.kind(Kind.PLAIN) if any(n.counts(unit) for unit in units)]

    def verdict(
        self, kept: bool | None, used: Sequence[Number] = (), strength: Strength = Strength.GUIDE
    ) -> Verdict | None:
        """Ja or nein, if the question clearly asks whether the rule is kept, or whether it is broken."""
        says = self._says(strength)
        if says is None or kept is None or any(number.about for number in used):
            return None
        return Verdict.YES if kept == (says is Says.KEPT) else Verdict.NO

    def _says(self, strength: Strength) -> Says | None:
        if self.text.count("?") > 1 or not is_yes_no(self.dates.text):
            return None
        sentences = re.split(r"(?<=[.!:])\s+(?=\S*[^\W\d])", self.dates.text.strip())
        asked = next((s for s in sentences if "?" in s), self.dates.text)
        limit = strength is Strength.LIMIT
        kept = _KEPT.search(asked) or (limit and _PERMITTED.search(asked))
        broken = _BROKEN.search(asked) or (limit and _FORBIDDEN.search(asked))
        if bool(kept) == bool(broken) or _OTHERWISE.search(_MISLEADS_NOT.sub(" ", asked)):
            return None
        if not limit and (_FORBIDDEN.search(asked) or re.search(r"\b(?:d[aü]rf\w*|erlaubt|zulässig)\b", asked, re.I)):
            return None
        return Says.KEPT if kept else Says.BROKEN
