"""Where a German legal sentence ends: abbreviations, dates, ordinals, "S. 161" and "1 : 100" are no ends."""

import itertools
import re
from collections.abc import Iterator

_MONTHS = "Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember"
_ORDINAL_NOUNS = (
    "Halbjahr|Quartal|Tag|Abschnitt|Teil|Kapitel|Buch|Lesung|Wahlperiode|Werktag|Lebensjahr|Monat|Klasse|Stufe"
    "|Jahrhundert|Auflage|Revision|Alternative"
)
_ABBREVIATIONS = frozenset(
    (
        "abs absch abschn anl art aufl ausg bd bgbl buchst bzw ca ders dgl dr einschl entspr etc evtl exkl ff fn "
        "gem ggf hrsg hs inkl jh kap lit ltd max mind min mio mrd nr nrn pos prof rn rdnr rspr sog std str tel tsd "
        "u.a usw v.h vgl vorl z.b ziff zit zzgl doppelbuchst sächsgvbl gvbl gvobl sächsabl abl fsn st gez i.v.m "
        "i.s.d i.d.f d.h gbl gmbl mbl banz aaz sdr lfd ber flst"
    ).split()
)
_BEFORE_ORDINAL = re.compile(  # "bis 3." behind a number is no ordinal: "Absätze 1 bis 3."
    r"\b(?:am|zum|im|vom|(?<!\d )(?<!\d[a-z] )bis|der|den|die|dem|des|ab|jeden|jedes|als)\s+\d{1,2}$", re.I
)
_END = re.compile(r"[.!?][“”\"»«)]?(?=\s+[A-ZÄÖÜ§„»\"(¹²³⁴-⁹])")  # numbered Sätze begin with a raised figure
NEW_SENTENCE = re.compile(r"\s+(?:D(?:er|ie|as|em|en|es|iese\w*|ies|abei)|E[rs]|I[mn]|Für|Bei)\s")
_REACH = 40  # characters before a full stop that tell what it is; all of them would take quadratic time
_COUNTED = re.compile(
    rf"\s*(?:(?:{_ORDINAL_NOUNS})(?:e?s|en)?\b|(?:\d{{1,2}}\. ?)?(?:19|20)\d\d\b)"
)  # or "18. 7. 2002"
_OPENS_PARAGRAPH = re.compile(r"\n\s*\n\s*\d+$")
MONTH = re.compile(rf"\s*(?:{_MONTHS})\b")


def is_ordinal(text: str, dot: int) -> bool:
    """Whether the number before the point at offset `dot` is an ordinal ("31. Dezember", "am 3. Werktag")."""
    before, rest = text[max(0, dot - _REACH) : dot], text[dot + 1 : dot + 24]
    if not re.search(r"(?<![\d.])\d{1,2}$", before):
        return False
    if MONTH.match(rest) or _OPENS_PARAGRAPH.search(before):
        return bool(MONTH.match(rest))
    return bool(_COUNTED.match(rest) or _BEFORE_ORDINAL.search(before))


def sentence_ends(text: str) -> list[int]:
    """Offsets behind each sentence that is followed by another one in `text`, ascending."""
    return list(_ends(text))


def first_sentence_end(text: str) -> int:
    """Offset behind the first sentence of `text`."""
    return next(_ends(text), len(text))


def split_sentences(text: str) -> list[str]:
    """The sentences of a text, stripped; never an empty one."""
    cuts = [0, *sentence_ends(text), len(text)]
    return [part for a, b in itertools.pairwise(cuts) if (part := text[a:b].strip())]


def _ends(text: str) -> Iterator[int]:
    return (match.end() for match in _END.finditer(text) if not _inside(text, match.start()))


def _inside(text: str, dot: int) -> bool:
    """Whether the point at `dot` belongs to an abbreviation, an ordinal or a page number."""
    if text[dot] != ".":
        return False
    if is_ordinal(text, dot):
        return True
    before = re.search(r"[\wäöüÄÖÜß.]*$", text[max(0, dot - _REACH) : dot])
    word = before.group().lower() if before else ""
    shortened = not _ABBREVIATIONS.isdisjoint((word, word.split(".")[-1])) or re.fullmatch(r"(?:\w\.)*[a-zäöü]", word)
    return bool(shortened) and not NEW_SENTENCE.match(text, dot + 1)
