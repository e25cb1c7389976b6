"""The curated answers as good sentences, and each changed in one point of law as a bad one.

The curated answers are taken out of the library that the checks read, so no sentence backs itself.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache

import pytest

from assistant.chat.claims import Claim
from assistant.chat.evidence import claim_of, evidence_of
from assistant.grounding import faults
from corpus.library import Library, load_library
from corpus.normref import NormRef
from corpus.sentences import split_sentences

_NUMBERS = {"zwei": "drei", "drei": "vier", "fünf": "sechs", "sechs": "acht", "zehn": "zwölf", "20": "25", "100": "120"}
_UNITS = {"Monate": "Jahre", "Monaten": "Jahren", "Jahre": "Monate", "Jahren": "Monaten", "Wochen": "Monaten"}
_MONTHS = {"März": "Mai", "Juli": "Juni", "November": "Oktober", "Dezember": "September"}
_BOUNDS = {"höchstens": "mindestens", "maximal": "mindestens", "bis zu": "über", "spätestens": "frühestens"}
_TIMES = {"nach Ende": "vor Ende", "nach Inkrafttreten": "vor Inkrafttreten", "nach jeder": "vor jeder"}
_TIMES |= {"vor der": "nach der", "nach Bestandskraft": "vor Bestandskraft", "Bis zum": "Ab dem", "bis zum": "ab dem"}
_STRICTER = {"soll": "muss", "sollen": "müssen", "sollte": "muss", "kann": "muss", "können": "müssen", "darf": "muss"}
_SOFTER = {"muss": "kann", "müssen": "können", "verpflichtet": "berechtigt"}
_BODIES = {
    "Sozialministerium": "Innenministerium",
    "Bewilligungsstelle": "Gemeinde",
    "Landkreise": "Gemeinden",
    "Landtag": "Ministerpräsident",
    "Staatsregierung": "Landesbeirat",
}
_UNDENIED = {"nicht": "", "kein": "ein", "keine": "eine", "keinen": "einen", "ohne": "mit", "ausgeschlossen": "erfasst"}
_VERB = re.compile(r"\b(?:ist|sind|wird|werden|soll|sollen|darf|dürfen|hat|haben) (?=[a-zäöü])")
_SILENT = re.compile(
    r"\b(?:nennt|nennen|regelt|enthält|sagt|bestimmt|erwähnt|erklärt|beziffert|definiert|legt|gibt|verlangt|verwendet|"
    r"schreibt|sieht|Lesart|berechnet|Text|Verordnung|Gesetz|Vorschrift|Absatz|§)\b"
)


def _swapped(words: dict[str, str]) -> Callable[[str], str]:
    pattern = re.compile(rf"\b(?:{'|'.join(words)})\b")
    return lambda text: pattern.sub(lambda match: words[match.group()], text, count=1)


def _undenied(text: str) -> str:
    return text if _SILENT.search(text) else re.sub(" +", " ", _swapped(_UNDENIED)(text))


def _denied(text: str) -> str:
    if re.search(r"\b(?:nicht|kein\w*|ohne|ausgeschlossen|nur|Nein|muss|müssen)\b", text):
        return text
    return _VERB.sub(lambda match: f"{match.group()}nicht ", text, count=1)


def _always(text: str) -> str:
    return _VERB.sub(lambda match: f"{match.group()}in jedem Fall ", text, count=1)


def _detailed(text: str) -> str:
    return re.sub(r"(?<=\w)\.$", ", und zwar mit Zustimmung des Stadtrats.", text)


def _reasoned(text: str) -> str:
    return re.sub(r"(?<=\w)\.$", ", weil das den Haushalt entlastet.", text)


_MUTATIONS: dict[str, tuple[Callable[[str], str], float]] = {
    "number": (_swapped(_NUMBERS), 0.92),
    "unit": (_swapped(_UNITS), 0.95),
    "month": (_swapped(_MONTHS), 0.95),
    "before and after": (_swapped(_TIMES), 0.85),
    "bound": (_swapped(_BOUNDS), 0.95),
    "stricter": (_swapped(_STRICTER), 0.85),
    "softer": (_swapped(_SOFTER), 0.8),
    "body": (_swapped(_BODIES), 0.9),
    "denial dropped": (_undenied, 0.65),
    "denial added": (_denied, 0.8),
    "universal added": (_always, 0.9),
    "detail added": (_detailed, 0.95),
    "reason added": (_reasoned, 0.75),
}


@cache
def _library() -> Library:
    return replace(load_library(), faq=())


@cache
def _claims() -> tuple[Claim, ...]:
    """The sentences of curated answers, without calculated ones, each over the Absätze of its norms."""
    return tuple(claim for claim in _all_claims() if "berechnet" not in claim.text)


def _all_claims() -> Iterator[Claim]:
    for entry in load_library().faq:
        for backed in entry.answer:
            for sentence in split_sentences(backed.text):
                yield _claim(sentence, backed.norms)


def _claim(text: str, norms: tuple[NormRef, ...]) -> Claim:
    chunks = [chunk for norm in norms for chunk in _library().at(norm.provision)]
    return claim_of(text, [str(norm) for norm in norms], evidence_of(chunks))


@pytest.mark.parametrize("kind", _MUTATIONS)
def test_most_sentences_changed_in_one_point_are_caught(kind: str) -> None:
    change, floor = _MUTATIONS[kind]
    changed = [replace(claim, text=change(claim.text)) for claim in _claims() if change(claim.text) != claim.text]
    caught = sum(bool(faults(claim, _library())) for claim in changed)
    assert caught >= floor * len(changed)


def test_a_sentence_moved_to_another_provision_is_caught() -> None:
    claims = [claim for claim in _claims() if not _SILENT.search(claim.text)]
    moved = [
        replace(claim, keys=other.keys, places=other.places)
        for claim, other in zip(claims, claims[97:] + claims[:97], strict=True)
    ]
    caught = sum(bool(faults(claim, _library())) for claim in moved)
    assert caught >= 0.95 * len(moved)


def test_few_curated_answers_are_taken_for_wrong() -> None:
    dropped = [claim for claim in _claims() if faults(claim, _library())]
    assert len(dropped) <= 0.09 * len(_claims())
