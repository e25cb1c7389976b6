"""Answer -> HTML of the conversation, and the status line of the corpus. Pure; the evidence is in cards.py."""

import re
from collections.abc import Sequence
from datetime import date

from assistant.answer import Answer, Status
from assistant.asking import is_english
from assistant.feedback import Rating
from assistant.web.carrying import carry
from assistant.web.markup import Growing, Numbered, escaped, kind_badge, list_line, shortened
from assistant.web.texts import Texts
from assistant.web.views.frame import FOOTER, part
from corpus.documents import Kind
from corpus.library import Library

_TITLED = frozenset(Status) - {Status.ANSWERED, Status.SMALLTALK}
_WRITERS = ("extractive", "calculated", "faq")
_UNFIT = (Status.INVALID, Status.ERROR)
_GERMAN_FOLLOWS = re.compile(r"[Ii]n German\)?: ")


def conversation(shown: Sequence[Numbered], texts: Texts, growing: Growing | None = None, notice: str = "") -> str:
    """All turns, oldest first; what is growing stands outside the log, which so announces each answer once, whole.

    A notice is said below, until something else is shown.
    """
    turns = "".join(
        _turn(one.number, one.answer.question, _finished(one, texts, one is shown[-1]), texts) for one in shown
    )
    status = notice or (texts("chat.waiting") if growing else "")
    return (
        f'<div class="whole">{_whole(shown, texts)}</div>'
        f'<div class="log" role="log" aria-label="{texts("chat.log")}">{turns}</div>'
        f'<p class="{"told" if notice else "hidden"}" role="status">{escaped(status)}</p>'
        f"{_growing(growing, texts) if growing else ''}"
    )


def status_line(library: Library, texts: Texts, today: date, has_held: bool) -> str:
    """Which texts are in use, of what date and kind, what is doubtful about them, and the way to all there is to say.

    `has_held`: a new version of a text was kept aside.
    """
    way = f'<a href="{FOOTER["status"]}">{texts("nav.status")}</a>'
    if not library.chunks:
        return f'<p class="failed">{texts("chat.failed")} {way}</p>'
    laws = [chunks[0].source for chunks in library.laws.values()]
    parts = [f"<li><b>{escaped(s.law)}</b> {kind_badge(s, texts)} {_stand(s.stand, texts)}</li>" for s in laws]
    others = {chunk.source.id for chunk in library.everything} - {source.id for source in laws}
    parts.append(f"<li>{texts('chat.others', count=len(others))}</li>")
    doubts = {"chat.old": any(source.is_old(today) for source in laws), "chat.held": has_held}
    parts += [f'<li class="failed">{texts(key)}</li>' for key, holds in doubts.items() if holds]
    parts.append(f"<li>{way}</li>")
    return f'<p id="status-title">{texts("chat.basis")}</p><ul aria-labelledby="status-title">{"".join(parts)}</ul>'


def _stand(iso: str, texts: Texts) -> str:
    return escaped(texts("source.stand", day=texts.day(iso)))


def _turn(number: int, question: str, answer: str, texts: Texts) -> str:
    words = escaped(shortened(question)) or f"<i>{texts('chat.no_text')}</i>"
    who = f'<span class="who">{texts("chat.question", number=number)}</span>'
    head = f'<h2 class="asked" id="frage-{number}" tabindex="-1">{who} {words}</h2>'
    return f'<article class="turn">{head}{answer}</article>'


def _whole(shown: Sequence[Numbered], texts: Texts) -> str:
    """The buttons for the whole conversation, once it has two answers."""
    answers = [one.answer for one in shown if one.answer.status not in _UNFIT]
    return part("whole.html", "ask", texts, field=carry(answers)) if len(answers) > 1 else ""


def _growing(growing: Growing, texts: Texts) -> str:
    waiting = f'<p class="waiting" aria-hidden="true">{texts("chat.waiting")}</p>'
    answer = growing.answer
    body = _said(growing.number, answer, texts) if answer else ""
    bubble = f'<div class="answer {answer.status if answer else "waiting"}">{body or waiting}</div>'
    return f'<div class="growing">{_turn(growing.number, growing.question, bubble, texts)}</div>'


def _finished(one: Numbered, texts: Texts, is_newest: bool) -> str:
    number, answer = one
    title = texts(f"status.{answer.status}") if answer.status in _TITLED else ""
    head = f'<p class="answer-title">{title}</p>' if title else ""
    foot = _writer(answer, texts) if answer.status is Status.ANSWERED else ""
    note = f'<p class="answer-note" lang="{_language(answer.note)}">{escaped(answer.note)}</p>' if answer.note else ""
    bubble = f'<div class="answer {answer.status}">{head}{_said(number, answer, texts)}{note}{foot}</div>'
    if answer.status in _UNFIT:
        return bubble
    field = carry([answer])
    return bubble + part(
        "actions.html", "ask", texts, number=number, field=field, ratings=[*Rating], is_newest=is_newest
    )


def _said(number: int, answer: Answer, texts: Texts) -> str:
    """The text of an answer, after what was understood."""
    language = _spoken(answer, texts)
    name = texts("chat.understood")
    words = f'<p class="understood">{name} <span lang="de">{escaped(answer.understood)}</span></p>'
    body = "".join(_statement(block, number, answer, language, texts) for block in answer.text.split("\n\n"))
    return f"{words if answer.understood else ''}{body}"


def _spoken(answer: Answer, texts: Texts) -> str:
    """The language of the text: that of the question, but what is wrong with the input is said in German."""
    if answer.status is Status.ERROR:
        return texts.language
    return "de" if answer.status is Status.INVALID else _language(answer.question)


def _language(text: str) -> str:
    return "en" if is_english(text) else "de"


def _writer(answer: Answer, texts: Texts) -> str:
    """What wrote the answer, and on what kind of text it rests."""
    key = answer.mode if answer.mode in _WRITERS else "model"
    kinds = {str(kind): texts(f"kind.{kind.name.lower()}") for kind in Kind}
    bases = dict.fromkeys(f"{kinds[c.kind]}, {_stand(c.stand, texts)}" for c in answer.citations)
    writer = escaped(texts(f"writer.{key}", model=answer.mode))
    return f'<p class="writer">{writer}. {texts("chat.basis")} {"; ".join(bases)}.</p>'


def _statement(block: str, number: int, answer: Answer, language: str, texts: Texts) -> str:
    """One statement; in an English one, what stands behind "in German:" is marked as such, to its end."""
    start = _GERMAN_FOLLOWS.search(block) if language == "en" else None
    german_from = start.end() if start else len(block)
    lines, at = [], 0
    for line in block.split("\n"):
        cut = max(0, german_from - at)
        said, german = (_chips(escaped(part), number, answer, texts) for part in (line[:cut], line[cut:]))
        lines.append(list_line(line, said + (f'<span lang="de">{german}</span>' if german else "")))
        at += len(line) + 1
    return f'<div class="statement" lang="{language}">{"".join(lines)}</div>'


def _chips(line: str, number: int, answer: Answer, texts: Texts) -> str:
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
            f'<span class="hidden" lang="{texts.language}">{texts("evidence.place")} </span>'
            f'<b>{position}</b> <span class="place" lang="de">{name}</span></a>'
        )

    return re.sub(r"\[(\d{1,3})\]", chip, line)
