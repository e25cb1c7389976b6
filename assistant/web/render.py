"""Answer -> HTML of the conversation, and the status line of the corpus. Pure; the evidence is in cards.py."""

import re
from collections.abc import Sequence

from assistant.answer import Answer, Status
from assistant.web.markup import Numbered, escaped, german_date, kind_badge, list_line, shortened
from corpus.library import Library

_TITLES = {
    Status.NOT_REGULATED: "Hier nicht geregelt",
    Status.OUT_OF_SCOPE: "Nicht Gegenstand dieser Regelwerke",
    Status.UNCLEAR: "Rückfrage",
    Status.INDIVIDUAL_CASE: "Keine Auskunft zum Einzelfall",
    Status.NO_SUCH_NORM: "Diese Vorschrift gibt es nicht",
    Status.INVALID: "Bitte prüfen Sie die Eingabe",
    Status.ERROR: "Technischer Fehler",
}
_WRITERS = {
    "extractive": "Aus dem Text zusammengestellt, ohne Sprachmodell",
    "calculated": "Berechnet nach der genannten Vorschrift, ohne Sprachmodell",
    "faq": "Vorbereitete Antwort, Fundstellen am Text geprüft, ohne Sprachmodell",
}


def conversation(shown: Sequence[Numbered], waiting: tuple[int, str] | None = None) -> str:
    """The log: all turns, oldest first; `waiting` is the number and text of a question being answered."""
    turns = "".join(_turn(number, answer.question, _answer(number, answer)) for number, answer in shown)
    busy = ""
    if waiting:
        busy = ' aria-busy="true"'
        turns += _turn(*waiting, '<div class="answer waiting"><p>Die Antwort wird gesucht …</p></div>')
    return f'<div class="log" role="log" aria-label="Gespräch"{busy}>{turns}</div>'


def status_line(library: Library) -> str:
    """Which texts are in use, of what date, and of what kind."""
    if not library.chunks:
        return '<p class="failed">Die Texte konnten nicht geladen werden.</p>'
    laws = [chunks[0].source for chunks in library.laws.values()]
    parts = [f"<li><b>{escaped(s.law)}</b> {kind_badge(s)} Stand {escaped(german_date(s.stand))}</li>" for s in laws]
    others = {chunk.source.id for chunk in library.chunks} - {source.id for source in laws}
    parts.append(f"<li>dazu {len(others)} Hinweise und Pressemitteilungen</li>")
    return f'<p id="status-title">Grundlage:</p><ul aria-labelledby="status-title">{"".join(parts)}</ul>'


def _turn(number: int, question: str, answer: str) -> str:
    words = escaped(shortened(question)) or "<i>ohne Text</i>"
    head = f'<h2 class="asked" id="frage-{number}" tabindex="-1"><span class="who">Frage {number}</span> {words}</h2>'
    return f'<article class="turn">{head}{answer}</article>'


def _answer(number: int, answer: Answer) -> str:
    title = _TITLES.get(answer.status)
    head = f'<p class="answer-title">{title}</p>' if title else ""
    foot = _writer(answer) if answer.status is Status.ANSWERED else ""
    body = "".join(_statement(block, number, answer) for block in answer.text.split("\n\n"))
    return f'<div class="answer {answer.status}">{head}{body}{foot}</div>'


def _writer(answer: Answer) -> str:
    """What wrote the answer, and on what kind of text it rests."""
    writer = _WRITERS.get(
        answer.mode, f"Formuliert von einem Sprachmodell ({answer.mode}), Fundstellen am Text geprüft"
    )
    texts = dict.fromkeys(f"{c.kind}, Stand {german_date(c.stand)}" for c in answer.citations)
    return f'<p class="writer">{escaped(writer)}. Grundlage: {escaped("; ".join(texts))}.</p>'


def _statement(block: str, number: int, answer: Answer) -> str:
    lines = "".join(list_line(line, _chips(escaped(line), number, answer)) for line in block.split("\n"))
    return f'<div class="statement">{lines}</div>'


def _chips(line: str, number: int, answer: Answer) -> str:
    """In an escaped line, [n] -> a link to the n-th citation's card; a number without a citation stays text."""
    titles = {passage.chunk.key: passage.chunk.source.title for passage in answer.passages}

    def chip(match: re.Match[str]) -> str:
        position = int(match[1])
        if not 1 <= position <= len(answer.citations):
            return match[0]
        citation = answer.citations[position - 1]
        name = escaped(citation.ref if citation.law else titles.get(citation.chunk_key, citation.ref))
        return (
            f'<a class="chip" href="#beleg-{number}-{position}" id="chip-{number}-{position}">'
            f'<span class="hidden">Beleg </span><b>{position}</b> {name}</a>'
        )

    return re.sub(r"\[(\d{1,3})\]", chip, line)
