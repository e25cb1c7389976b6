"""What must not stand in any sentence: markup, invented quotations, talk of the model itself, orders to the reader."""

import re

from corpus.normref import clean

_MARKUP = re.compile(
    r"<[a-z/!?]|&#?\w{2,8};|\[[^\]]*\]\s*\(|!\[|\[\d+\]|`|~~~|^\s*(?:#{1,6}\s|[-*>]\s|\|)|\*\*|javascript:|"
    r"\w+://|\bwww\.|"
    r"\S@\S+\.\w|\b[\w-]+\.(?:de|com|org|net|eu|info|example|io)\b|"
    r"[\x00-\x08\x0b-\x1f\u200b-\u200f\u202a-\u202e\u2066-\u2069]",
    re.I | re.M,
)
_QUOTED = re.compile(r"[„“”\"»«]\s*([^„“”\"»«]+?)\s*[“”\"«»]|(?<!\w)[‚‘'›]([^‚‘’'›‹]+)[‘’'‹](?!\w)")
_TALK = re.compile(
    r"system-?\s?prompt|\bprompts?\b|system(?:anweisung|nachricht)|sprachmodell|\bki\b|\bai\b|chat-?bot|\bgpt|"
    r"\bllm\b|"
    r"trainingsdaten|\b(?:ich|mir|mich|mein(?:e[nmrs]?)?)\b|\bals assistent|(?:frühere|vorherige|bisherige|"
    r"obige)[nr]? "
    r"(?:anweisung|regel|instruktion|vorgabe)\w*|\bignorier\w+|\b(?:anweisungen|instruktionen) (?:an|"
    r"für) (?:das|den)\b|"
    r"\bjson\b|feld „?(?:keys|text|saetze|urteil)",
    re.I,
)
_ORDER = re.compile(r"\b(?:klicken|rufen|folgen|besuchen|ignorieren|laden|wählen|zahlen|überweisen) sie\b", re.I)
_CONTACT = re.compile(
    r"\bibans?\b|\bkonto(?:nummer)?\b|passw(?:ort|örter)\w*|hotline|telefon\w*|\brufnummer\w*|e-?mails?\b|\blinks?\b|"
    r"web-?(?:site|seite)\w*|newsletter|\bqr-?code|\b(?:gmbh|kg|ag)\b|[a-z]{2}\d{2}(?: ?\d{4}){3,}|\b(?:anruf|"
    r"klick|überweis)\w*",
    re.I,
)


def markup(text: str) -> str | None:
    """The first markup, address or control character of a text; None if it is plain."""
    match = _MARKUP.search(text)
    return match.group().strip() or "Steuerzeichen" if match else None


def invented_quote(text: str, cited: str) -> str | None:
    """The first words in quotation marks that don't stand word for word in the cited words."""
    law = _bare(cited)
    quoted = (match.group(1) or match.group(2) for match in _QUOTED.finditer(clean(text)))
    return next((words for words in quoted if _bare(words) not in law), None)


def leak(text: str, cited: str) -> str | None:
    """The first words that speak of the model or its instructions, or that send the reader somewhere."""
    plain = clean(text)
    if match := _TALK.search(plain) or _ORDER.search(plain):
        return match.group().strip()
    return next((m.group() for m in _CONTACT.finditer(plain) if m.group().lower() not in cited.lower()), None)


def _bare(words: str) -> str:
    """Words in lower case with single spaces, without what a quotation may leave out at its end."""
    return re.sub(r"[\s„“”\"»«]+", " ", clean(words)).strip(" .,;:!?").lower()
