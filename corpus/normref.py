"""NormRef: the address of a provision (law, §, Absatz, Satz, Nummer, Buchstabe).

Holds the type, the names of the two laws and text cleaning; `normreader` finds references in running text.
"""

import re
import unicodedata
from dataclasses import dataclass, fields
from typing import Self

LAW_NAMES: dict[str, tuple[str, ...]] = {
    "KomIntAVO": ("komintavo", "kommunalintegrationsarbeitsverordnung", "kommunalintegrations-arbeitsverordnung"),
    "SächsIntG": (
        *("sächsintg", "saechsintg", "sachsintg", "sitg", "sächsitg", "saechsitg"),
        *("sächsisches integrationsgesetz", "sächsischen integrationsgesetzes"),
        *("sächsisches integrations- und teilhabegesetz", "sächsischen integrations- und teilhabegesetzes"),
        *("integrations- und teilhabegesetz", "integrations- und teilhabegesetzes"),
    ),
}
PREAMBLE = "Präambel"
_INVISIBLE = re.compile(  # soft hyphens, controls of a terminal, and what turns the direction of a line
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]"
)


@dataclass(frozen=True, slots=True)
class NormRef:
    """One provision or a part of it; every level is a string ("3a" exists) or None where the reference stops.

    `law` is None where a reader named no law. The Präambel is a `paragraf` of its own.
    """

    law: str | None
    paragraf: str
    absatz: str | None = None
    satz: str | None = None
    nummer: str | None = None
    buchstabe: str | None = None
    doppelbuchstabe: str | None = None

    def __str__(self) -> str:
        """The usual German citation, e.g. "§ 4 Abs. 3 Satz 2 KomIntAVO"; `parse` reads it back."""
        head = self.paragraf if self.paragraf == PREAMBLE else f"§ {self.paragraf}"
        inner = [f"{label} {value}" for label, value in zip(_LABELS, self.inner, strict=True) if value]
        return " ".join([head, *inner, *([self.law] if self.law else [])])

    @property
    def inner(self) -> tuple[str | None, ...]:
        """The levels below the §, outermost first."""
        return (self.absatz, self.satz, self.nummer, self.buchstabe, self.doppelbuchstabe)

    @property
    def id(self) -> str:
        """A key for addresses and files, e.g. "komintavo-p4-a3-s2"."""
        head = [slug(self.law or "norm"), "praeambel" if self.paragraf == PREAMBLE else f"p{self.paragraf}"]
        return "-".join(head + [f"{tag}{value}" for tag, value in zip(_TAGS, self.inner, strict=True) if value])

    @property
    def provision(self) -> Self:
        """The Absatz (or the § without Absätze) that this reference lies in: the unit that is indexed and cited."""
        return type(self)(self.law, self.paragraf, self.absatz)  # `replace` takes four times as long

    def contains(self, other: "NormRef") -> bool:
        """Whether `other` is this provision or lies inside it; a level left out here matches any value there."""
        if (self.law, self.paragraf) != (other.law, other.paragraf):
            return False
        return all(mine is None or mine == theirs for mine, theirs in zip(self.inner, other.inner, strict=True))

    @classmethod
    def parse(cls, text: str) -> "NormRef":
        """Read exactly one reference. ValueError if the text holds none, several, or anything else beside it."""
        from corpus.normreader import find_refs, leftover  # the reader needs this type

        found = find_refs(text)
        if len(found) != 1 or leftover(text):
            raise ValueError(f"not one norm reference: {text!r}")
        return found[0]


_LABELS = ("Abs.", "Satz", "Nr.", "Buchst.", "Doppelbuchst.")
_TAGS = ("a", "s", "n", "b", "d")
INNER_LEVELS = tuple(f.name for f in fields(NormRef))[2:]


def slug(text: str) -> str:
    """Lower-case ASCII key of a name: umlauts written out, everything else but letters and digits a hyphen."""
    text = unicodedata.normalize("NFC", text).lower()
    for umlaut, plain in (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss")):
        text = text.replace(umlaut, plain)
    return re.sub(r"[^a-z0-9]+", "-", text).strip("-")


def clean(text: str) -> str:
    """NFC, no-break and thin spaces as spaces, invisible characters gone: where every reader begins."""
    text = _INVISIBLE.sub("", unicodedata.normalize("NFC", text))
    return re.sub(r"[\u00a0\u2007\u2009\u202f]", " ", text)
