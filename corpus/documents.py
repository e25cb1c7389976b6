"""The values of the corpus: sources, provisions with their addressable units, and chunks ready for the index."""

from dataclasses import dataclass
from enum import StrEnum

from corpus.normref import NormRef


class Kind(StrEnum):
    """What a user must know about a text before relying on it."""

    OFFICIAL = "amtlich"
    RESTATEMENT = "eigene Zusammenfassung"
    PRESS = "Pressemitteilung"
    GUIDANCE = "Hinweis"


@dataclass(frozen=True, slots=True)
class Source:
    """One document: where it comes from, what it is, and the date of its text (`stand`, ISO date)."""

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
        """The outermost unit at or inside `ref`; None if the provision has none there."""
        return next((u for u in self.units if ref is not None and u.ref is not None and ref.contains(u.ref)), None)


@dataclass(frozen=True, slots=True)
class Face:
    """Words under which a provision is found: an everyday question, or a restatement; `unit` is what it speaks of."""

    text: str
    unit: NormRef | None = None


@dataclass(frozen=True, slots=True)
class Chunk:
    """A provision with its source and everything it can be found by."""

    provision: Provision
    source: Source
    questions: tuple[Face, ...] = ()
    restated: tuple[Face, ...] = ()
    terms: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """The key of the provision, unique within a corpus."""
        return self.provision.key
