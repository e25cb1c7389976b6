"""The values of the corpus: sources, provisions with their addressable units, and chunks ready for the index."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from corpus.normref import NormRef

_OLD_AFTER = timedelta(days=90)


class Kind(StrEnum):
    """What a user must know about a text before relying on it."""

    OFFICIAL = "amtlich"
    RESTATEMENT = "eigene Zusammenfassung"
    PRESS = "Pressemitteilung"
    GUIDANCE = "Hinweis"


class Verdict(StrEnum):
    """The verdict on a yes/no question, or that the texts are silent on any question."""

    YES = "ja"
    NO = "nein"
    CONDITIONAL = "bedingt"
    SILENT = "ungeregelt"


@dataclass(frozen=True, slots=True)
class Source:
    """One document: where it comes from, what it is, and the date of its text (`stand`, ISO date).

    Of a law, `citation` is the Vollzitat, `place` the Fundstelle, `stand` the first and `valid_until` the last day on
    which this text is in force. `checked` is the day on which it was last compared with its origin.
    """

    id: str
    kind: Kind
    title: str
    publisher: str
    stand: str
    url: str | None = None
    law: str | None = None
    citation: str | None = None
    published: str | None = None
    in_force: str | None = None
    note: str | None = None
    place: str | None = None
    valid_until: str | None = None
    checked: str | None = None

    def is_old(self, today: date) -> bool:
        """Whether it has not been compared with its origin for so long that it may well have changed since."""
        return self.checked is not None and today - date.fromisoformat(self.checked) > _OLD_AFTER


@dataclass(frozen=True, slots=True)
class Edition:
    """What an official page tells of the version that it shows; dates ISO, None where it does not tell.

    `citation` is the Vollzitat, `place` the Fundstelle ("SächsGVBl. 2024 S. 848"), `enacted` the day of enactment,
    `number` the one under which REVOSax keeps the law.
    """

    citation: str | None = None
    place: str | None = None
    valid_from: str | None = None
    valid_until: str | None = None
    enacted: str | None = None
    number: str | None = None


@dataclass(frozen=True, slots=True)
class Unit:
    """A Satz, Nummer, Buchstabe or Doppelbuchstabe: its own words are `text[start:end]` of its provision.

    `ref` is None in documents without norms (press, guidance), where a unit is a sentence.
    """

    ref: NormRef | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Provision:
    """An Absatz (or a paragraph of another document): the unit that is indexed and cited."""

    key: str
    ref: NormRef | None
    heading: str
    text: str
    units: tuple[Unit, ...]

    def words(self, unit: Unit) -> str:
        """The wording of one unit, without that of its parts."""
        return self.text[unit.start : unit.end]

    def find(self, ref: NormRef | None) -> Unit | None:
        """The outermost unit at or inside `ref`; None if the provision has none there.

        "Satz 1" of a provision that has one Satz only is that Satz, although it carries no number.
        """
        if ref is None:
            return None
        if ref.satz == "1" and all(unit.ref is None or unit.ref.satz is None for unit in self.units):
            ref = replace(ref, satz=None)
        return next((unit for unit in self.units if unit.ref is not None and ref.contains(unit.ref)), None)


@dataclass(frozen=True, slots=True)
class Face:
    """Words under which a provision is found: an everyday question, or a restatement.

    `unit` is what it speaks of; `verdict` what the provision answers to a yes/no question.
    """

    text: str
    unit: NormRef | None = None
    verdict: Verdict | None = None


@dataclass(frozen=True, slots=True)
class Simple:
    """A provision in simple German: a heading, and what it says."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Chunk:
    """A provision with its source and everything it can be found by.

    `to_review`: its official text is not the one that our own texts on it were checked against.
    """

    provision: Provision
    source: Source
    questions: tuple[Face, ...] = ()
    restated: tuple[Face, ...] = ()
    terms: tuple[str, ...] = ()
    simple: Simple | None = None
    to_review: bool = False

    @property
    def key(self) -> str:
        """The key of the provision, unique within a corpus."""
        return self.provision.key
