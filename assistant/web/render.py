"""Answer -> HTML. Everything that comes from a question or a text is escaped here, and only here."""

import html
import re
from datetime import date

from assistant.answer import Answer, Citation, Status
from corpus.documents import Chunk, Kind, Source
from corpus.library import Library

_OFFICIAL_PAGE = "Zur amtlichen Seite"
_STATUS_TITLES = {
    Status.NO_EVIDENCE: "Keine Regelung gefunden",
    Status.NO_SUCH_NORM: "Diese Vorschrift gibt es nicht",
    Status.INVALID: "Eingabe prüfen",
    Status.ERROR: "Technischer Fehler",
}


def conversation(answers: list[Answer]) -> str:
    """All questions and answers so far as a log."""
    if not answers:
        return '<div class="log-empty"><p>Stellen Sie eine Frage, oder wählen Sie unten ein Beispiel.</p></div>'
    turns = "".join(_turn(answer, number) for number, answer in enumerate(answers, 1))
    return f'<div class="log" role="log" aria-label="Gespräch" lang="de">{turns}</div>'


def evidence(answers: list[Answer]) -> str:
    """The provisions cited by each answer in full, newest answer first, the used words marked."""
    groups = [_group(a, n) for n, a in reversed(list(enumerate(answers, 1))) if a.citations]
    if not groups:
        return '<div class="evidence" lang="de"><p class="hint">Hier stehen die Fundstellen im Wortlaut.</p></div>'
    return f'<div class="evidence" lang="de">{"".join(groups)}</div>'


def status_line(library: Library) -> str:
    """Which texts are in use, of what date, and of what kind."""
    laws = [chunks[0].source for chunks in library.laws.values()]
    parts = [f"<b>{html.escape(str(s.law))}</b>: {s.kind}, Stand {german_date(s.stand)}" for s in laws]
    others = {chunk.source.id for chunk in library.chunks} - {source.id for source in laws}
    parts.append(f"{len(others)} weitere Quellen (Presse, Hinweise)")
    return f'<p class="status" lang="de">Grundlage: {" · ".join(parts)}</p>'


def german_date(iso: str) -> str:
    """ "2024-09-18" -> "18.09.2024"; anything else unchanged."""
    try:
        return date.fromisoformat(iso).strftime("%d.%m.%Y")
    except ValueError:
        return iso


def _turn(answer: Answer, number: int) -> str:
    title = _STATUS_TITLES.get(answer.status)
    head = f'<p class="answer-title">{title}</p>' if title else ""
    return (
        f'<article class="turn"><h3 class="question"><span class="who">Frage {number}:</span> '
        f"{html.escape(_shortened(answer.question))}</h3>"
        f'<div class="answer {answer.status}">{head}{_text(answer, number)}</div></article>'
    )


def _shortened(question: str, most: int = 400) -> str:
    return question if len(question) <= most else f"{question[:most]} …"


def _text(answer: Answer, number: int) -> str:
    paragraphs = html.escape(answer.text, quote=False).split("\n\n")
    return "".join(f"<p>{_chips(p, answer, number)}</p>" for p in paragraphs).replace("\n", "<br>")


def _chips(escaped: str, answer: Answer, number: int) -> str:
    """[n] -> a link to the n-th citation's card."""

    def chip(match: re.Match[str]) -> str:
        position = int(match[1])
        if not 1 <= position <= len(answer.citations):
            return match[0]
        name = html.escape(answer.citations[position - 1].ref)
        label = f"Beleg {position}: {name}, zum Wortlaut springen"
        return f'<a class="chip" href="#beleg-{number}-{position}" aria-label="{label}">{name}</a>'

    return re.sub(r"\[(\d+)\]", chip, escaped)


def _group(answer: Answer, number: int) -> str:
    chunks = {passage.chunk.key: passage.chunk for passage in answer.passages}
    by_chunk: dict[str, list[tuple[int, Citation]]] = {}
    for position, citation in enumerate(answer.citations, 1):
        by_chunk.setdefault(citation.chunk_key, []).append((position, citation))
    cards = "".join(_card(chunks[key], cited, number) for key, cited in by_chunk.items())
    return f'<section class="group"><h3>Fundstellen zu Frage {number}</h3>{cards}</section>'


def _card(chunk: Chunk, cited: list[tuple[int, Citation]], number: int) -> str:
    source, provision = chunk.source, chunk.provision
    name = html.escape(str(provision.ref or source.title))
    anchors = "".join(f'<span id="beleg-{number}-{position}" class="anchor"></span>' for position, _ in cited)
    return (
        f'<article class="card">{anchors}<h4>{name}</h4><p class="heading">{html.escape(provision.heading)}</p>'
        f"<blockquote>{_marked(provision.text, [citation for _, citation in cited])}</blockquote>"
        f"{_source(source)}</article>"
    )


def _marked(text: str, citations: list[Citation]) -> str:
    """The text with the cited places marked; places may touch or lie inside one another."""
    inside = [any(c.start <= i < c.end for c in citations) for i in range(len(text))]
    parts, start = [], 0
    for i in range(1, len(text) + 1):
        if i == len(text) or inside[i] != inside[start]:
            piece = html.escape(text[start:i], quote=False)
            parts.append(f"<mark>{piece}</mark>" if inside[start] else piece)
            start = i
    return "".join(parts).replace("\n", "<br>")


def _source(source: Source) -> str:
    kind_class = "official" if source.kind == Kind.OFFICIAL else "unofficial"
    facts = [f'<span class="kind {kind_class}">{source.kind}</span>', f"Stand {german_date(source.stand)}"]
    facts += [html.escape(value) for value in (source.publisher, source.citation) if value]
    link = _link(source.url)
    note = f'<p class="note">{html.escape(source.note)}</p>' if source.note else ""
    return f'<p class="source">{" · ".join(facts)}</p>{note}{link}'


def _link(url: str | None) -> str:
    if not url or not url.startswith("https://"):
        return ""
    return f'<p><a class="official-link" href="{html.escape(url)}" target="_blank" rel="noopener noreferrer">{_OFFICIAL_PAGE}</a></p>'
