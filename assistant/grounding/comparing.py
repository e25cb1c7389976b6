"""What a claim says with figures and on which side of them: backed by the cited words, turned round, or mixed up."""

import re
from functools import lru_cache

from assistant.grounding.clauses import clauses, stemmed
from assistant.grounding.figures import Figure, figures
from assistant.grounding.words import plain
from assistant.keywords import stems

_ENTRY = re.compile(r"^– ", re.M)
_EARLY = "vor|bis|spätest\\w+|höchstens|maximal|binnen|innerhalb|unter|weniger als|ende[nt]|endete"
_LATE = "nach|seit|ab|frühest\\w+|mindestens|wenigstens|über|mehr als|beginnt|beginnend"
_SIDE = re.compile(rf"\b(?:(?P<early>{_EARLY})|(?P<late>{_LATE}))\b(?P<rest>.{{0,60}})", re.I)
_OPPOSITES = (
    ("beginn", "end"),
    ("beginn", "ablauf"),
    ("pflichtig", "frei"),
    ("ehrenamt", "hauptamt"),
    ("hochst", "mindest"),
    ("fruhest", "spatest"),
    ("erhoht", "senkt"),
    ("mundlich", "schriftlich"),
    ("elektron", "schriftlich"),
)
_LONG, _REACH = 6, 16
_STRICT = re.compile(r"(?:spätest\w+|höchstens|maximal|frühest\w+|mindestens|wenigstens|weniger als|mehr als)", re.I)
_ADDS = re.compile(r"höchstens|maximal|frühest\w+|mindestens|wenigstens|über|mehr als", re.I)
_EVENT = re.compile(r"\s*(?:[a-zäöüß]+\s+){0,3}((?!Sächsisch)[A-ZÄÖÜ][\wäöüß]{3,})")
_PLACE = re.compile(
    r"(?:vor (?:ort|allem|gericht)|bis (?:zu|auf)? ?(?:§|absatz)|nach (?:§|absatz|satz|"
    r"artikel))",
    re.I,
)


def unbacked(claimed: str, cited: str) -> list[Figure]:
    """The figures of a claim that its cited words don't hold."""
    known = [*figures(cited), *_counts(claimed, cited)]
    return [figure for figure in figures(claimed) if not any(_backs(other, figure) for other in known)]


def mixed(claimed: str, cited: str) -> list[str]:
    """The clauses of a claim that join figures of different list entries."""
    entries = [{(f.value, f.unit) for f in figures(line)} for line in cited.split("\n") if line.startswith("– ")]
    listed = set().union(*entries)
    joined = ((clause, {(f.value, f.unit) for f in figures(clause)} & listed) for clause in clauses(claimed))
    return [clause for clause, said in joined if len(said) > 1 and not any(said <= entry for entry in entries)]


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


def turned(text: str, cited: str) -> list[str]:
    """The words of a sentence that put a figure or an event on the other side than the cited words do."""
    said = _sides(text)
    law = _sides(cited) if said else {}
    ours = {f"{figure.value} {figure.unit}" for figure in figures(cited)}
    found = []
    for (late, what), words in said.items():
        opposite = (not late, what) in law and (late, what) not in law
        added = _ADDS.match(words) and what in ours and (late, what) not in law
        if opposite or added:
            found.append(words)
    return found


def opposed(text: str, cited: str) -> list[str]:
    """The words of a sentence whose opposites only the cited words have ("beweglich" for "unbeweglich")."""
    said, law = stems(plain(text)), frozenset(stems(plain(cited)))
    return [word for word in dict.fromkeys(said) if word not in law and any(other in law for other in _opposites(word))]


def _opposites(stem: str) -> list[str]:
    pairs = [(a, b) for one, other in _OPPOSITES for a, b in ((one, other), (other, one))]
    swapped = [stem.replace(a, b) for a, b in pairs if stem.endswith(a) or stem.startswith(a)]
    return [f"un{stem}", *([stem[2:]] if stem.startswith("un") and len(stem) > _LONG else []), *swapped]


@lru_cache(maxsize=4096)
def _sides(text: str) -> dict[tuple[bool, str], str]:
    """(whether later or more, the figure or event) with the word that says so."""
    found: dict[tuple[bool, str], str] = {}
    bare = plain(text)
    start = 0
    while match := _SIDE.search(bare, start):
        start = match.start("rest")
        what = _what(match["rest"], bool(_STRICT.match(match.group())))
        span = next(iter(figures(bare[max(0, match.start() - _REACH) : match.start()])[-1:]), None)
        if span and span.unit in ("tag", "monat"):
            word = match["early"] or match["late"]
            found.setdefault((bool(match["late"]), f"span {span.value}"), f"{span.words} {word}")
        if what and not _PLACE.match(match.group()):
            word = match["early"] or match["late"]
            found.setdefault((bool(match["late"]), what), f"{word} {match['rest'].strip().split(',')[0][:30]}")
    return found


def _what(rest: str, strict: bool) -> str | None:
    """The figure or event that comes next; behind a word that always bounds a figure, the figure."""
    event, figure = _EVENT.match(rest), next(iter(figures(rest)), None)
    if figure and (strict or event is None or rest.lower().find(figure.words) <= event.start(1)):
        return f"{figure.value} {figure.unit}"
    return " ".join(sorted(stemmed(event.group(1)))) if event else None
