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


class Measure(Enum):
    """What a rule measures: it decides which words say that the rule is kept or broken."""

    SHARE = auto()  # a strict upper limit
    RATIO = auto()  # a guide that may be departed from
    COUNT = auto()  # a number to be reached
    DAY = auto()  # a last day


_KEPT = (
    r"im (?:erlaubten |zulässigen )?rahmen|eingehalten|einzuhalten|einhalten|(?:halten|hält|hielten)\b.*\bein(?=\W*$)|"
    r"(?:unter|innerhalb) der grenze|passt|passen|entspricht|entsprechen"
)
_ENOUGH = r"reich(?:t|en|te|ten)|genug|genüg\w*|ausreich\w*|erreicht|geschafft|zusammen(?=\W*$)|reached|enough"
_IN_TIME = (
    r"rechtzeitig|pünktlich|frist(?:gerecht|gemäß)|früh genug|(?:in|innerhalb) der frist|in frist|gewahrt|in time|"
    r"reich(?:t|en)|genüg\w*"
)
_PERMITTED = (
    r"okay|ok|oke|o\.k\.|in ordnung|geht das|erlaubt|zulässig|gestattet|allowed|"
    r"d(?:arf|ürfen) (?:\w+ )?(?:wir|ich|man|er|sie|es|[0-9|]+|(?:der|ein|unser) (?:träger|verein|\w*kreis))"
)
_OVER = (
    r"überschr(?:eite|itte)\w*|überzogen|"
    r"über (?:der|die|dem|den) (?:\w+ )?(?:\w*grenze|richtwert|schlüssel|deckel|limit)"
)
_KEPT_WORDS = {
    Measure.SHARE: rf"{_KEPT}|{_PERMITTED}",
    Measure.RATIO: rf"{_KEPT}|{_ENOUGH}",
    Measure.COUNT: rf"{_KEPT}|{_ENOUGH}",
    Measure.DAY: rf"{_KEPT}|{_IN_TIME}",
}
_BROKEN_WORDS = {
    Measure.SHARE: rf"zu (?:viele?|hoch|groß|teuer)|too (?:much|high)|mehr als (?:erlaubt|zulässig)|drüber|{_OVER}",
    Measure.RATIO: _OVER,
    Measure.COUNT: r"zu wenige?|zu knapp|too few",
    Measure.DAY: r"zu spät|verspätet|überfällig|versäumt|verpasst|too late|frist überschritten",
}
_FORBIDDEN = re.compile(
    r"\b(?:verboten|unzulässig|unerlaubt|verstö(?:ß|ss)t|verstoßen|verstoss|verstoß|verletz\w*)\b", re.I
)
_OTHERWISE = re.compile(
    r"\b(?:nicht|kein\w*|nie|niemals|ohne|weder|kaum|außer|not|no|never|m[uü]ss\w*|muß|muss|soll\w*|kann|können|könnte\w*|"
    r"warum|wieso|weshalb|damit|dann|folge\w*|konsequenz\w*|straf\w*|sanktion\w*|ausnahme\w*|ausnahmsweise|anspruch|immer|"
    r"kürz\w*|gekürzt|streich\w*|widerruf\w*|trotzdem|nur|erst|lieber|besser|umgekehrt|obwohl|falls)\b|"
    r"rück(?:zahl|forder)|zurück|einbehalt|\bgeld(?: \w+)?\W*$",
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

    def verdict(self, kept: bool | None, measure: Measure, used: Sequence[Number] = ()) -> Verdict | None:
        """Ja or nein, if the question clearly asks whether the rule is kept, or whether it is broken."""
        says = self._says(measure)
        if says is None or kept is None or any(number.about for number in used):
            return None
        return Verdict.YES if kept == (says is Says.KEPT) else Verdict.NO

    def _says(self, measure: Measure) -> Says | None:
        if self.text.count("?") > 1 or not is_yes_no(self.dates.text):
            return None
        sentences = re.split(r"(?<=[.!:])\s+(?=\S*[^\W\d])", self.dates.text.strip())
        asked = next((s for s in sentences if "?" in s), self.dates.text)
        strict = measure is Measure.SHARE
        kept = re.search(rf"\b(?:{_KEPT_WORDS[measure]})(?!\w)", asked, re.I)
        broken = re.search(rf"\b(?:{_BROKEN_WORDS[measure]})(?!\w)", asked, re.I)
        broken = broken or (_FORBIDDEN.search(asked) if strict else None)
        if bool(kept) == bool(broken) or _OTHERWISE.search(_MISLEADS_NOT.sub(" ", asked)):
            return None
        if not strict and (_FORBIDDEN.search(asked) or re.search(r"\b(?:d[aü]rf\w*|erlaubt|zulässig)\b", asked, re.I)):
            return None
        return Says.KEPT if kept else Says.BROKEN
