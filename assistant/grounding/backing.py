"""Which figures of a claim its cited words hold."""

import re

from assistant.grounding.figures import Figure, figures

_ENTRY = re.compile(r"^– ", re.M)


def unbacked(claimed: str, cited: str) -> list[Figure]:
    """The figures of a claim that its cited words don't hold."""
    known = [*figures(cited), *_counts(claimed, cited)]
    return [figure for figure in figures(claimed) if not any(_backs(other, figure) for other in known)]


def _counts(claimed: str, cited: str) -> list[Figure]:
    """How many entries the cited lists have (a line each, behind a dash), and how many a claim itself lists "
    "behind a colon."""
    listed = re.split(r",| und | oder | sowie ", claimed.partition(":")[2])
    return [Figure(str(count), "", "") for count in (len(_ENTRY.findall(cited)), len(listed)) if count > 1]


def _backs(cited: Figure, claimed: Figure) -> bool:
    if (cited.unit, cited.value) == (claimed.unit, claimed.value):
        return cited.every == claimed.every
    if claimed.unit == "monatsname":
        return cited.unit == "datum" and cited.value.endswith(f".{claimed.value}")
    if claimed.unit == "" and cited.unit == "verhältnis":
        return claimed.value in cited.value.split(":")
    return False
