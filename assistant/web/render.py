"""Answer -> HTML of the conversation, and the status line of the corpus. Pure; the evidence is in cards.py."""

import re
from collections.abc import Sequence

from assistant.answer import Answer, Status
from assistant.asking import is_english
from assistant.web.markup import Numbered, escaped, kind_badge, list_line, shortened
from assistant.web.texts import Texts
from corpus.documents import Kind
from corpus.library import Library

_TITLED = frozenset(Status) - {Status.ANSWERED, Status.SMALLTALK}
_WRITERS = ("extractive", "calculated", "faq")


def conversation(shown: Sequence[Numbered], texts: Texts, waiting: tuple[int, str] | None = None) -> str:
    """The log: all turns, oldest first; `waiting` is the number and text of a question being answered."""
    turns = "".join(_turn(number, answer.question, _answer(number, answer, texts), texts) for number, answer in shown)
    busy = ""
    if waiting:
        busy = ' aria-busy="true"'
        turns += _turn(*waiting, f'<div class="answer waiting"><p>{texts("chat.waiting")}</p></div>', texts)
    return f'<div class="log" role="log" aria-label="{texts("chat.log")}"{busy}>{turns}</div>'


def status_line(library: Library, texts: Texts) -> str:
    """Which texts are in use, of what date, and of what kind."""
    if not library.chunks:
        return f'<p class="failed">{texts("chat.failed")}</p>'
    laws = [chunks[0].source for chunks in library.laws.values()]
    parts = [f"<li><b>{escaped(s.law)}</b> {kind_badge(s, texts)} {_stand(s.stand, texts)}</li>" for s in laws]
    others = {chunk.source.id for chunk in library.chunks} - {source.id for source in laws}
    parts.append(f"<li>{texts('chat.others', count=len(others))}</li>")
    return f'<p id="status-title">{texts("chat.basis")}</p><ul aria-labelledby="status-title">{"".join(parts)}</ul>'


def _stand(iso: str, texts: Texts) -> str:
    return escaped(texts("source.stand", day=texts.day(iso)))


def _turn(number: int, question: str, answer: str, texts: Texts) -> str:
    words = escaped(shortened(question)) or f"<i>{texts('chat.no_text')}</i>"
    who = f'<span class="who">{texts("chat.question", number=number)}</span>'
    head = f'<h2 class="asked" id="frage-{number}" tabindex="-1">{who} {words}</h2>'
    return f'<article class="turn">{head}{answer}</article>'


def _answer(number: int, answer: Answer, texts: Texts) -> str:
    title = texts(f"status.{answer.status}") if answer.status in _TITLED else ""
    head = f'<p class="answer-title">{title}</p>' if title else ""
    foot = _writer(answer, texts) if answer.status is Status.ANSWERED else ""
    language = "en" if is_english(answer.question) else "de"
    if answer.status is Status.ERROR:
        language = texts.language
    body = "".join(_statement(block, number, answer, language) for block in answer.text.split("\n\n"))
    return f'<div class="answer {answer.status}">{head}{body}{foot}</div>'


def _writer(answer: Answer, texts: Texts) -> str:
    """What wrote the answer, and on what kind of text it rests."""
    key = answer.mode if answer.mode in _WRITERS else "model"
    kinds = {str(kind): texts(f"kind.{kind.name.lower()}") for kind in Kind}
    bases = dict.fromkeys(f"{kinds[c.kind]}, {_stand(c.stand, texts)}" for c in answer.citations)
    writer = escaped(texts(f"writer.{key}", model=answer.mode))
    return f'<p class="writer">{writer}. {texts("chat.basis")} {"; ".join(bases)}.</p>'


def _statement(block: str, number: int, answer: Answer, language: str) -> str:
    lines = "".join(list_line(line, _chips(escaped(line), number, answer)) for line in block.split("\n"))
    return f'<div class="statement" lang="{language}">{lines}</div>'


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
