"""The evidence column: every cited provision in full, the used words marked, its source, and the way there and back."""

import re
from collections.abc import Sequence
from datetime import date

from assistant.answer import Answer, Citation
from assistant.web.dating import checked, warnings
from assistant.web.markup import Numbered, escaped, kind_badge, list_line, norm_address, shortened
from assistant.web.texts import Texts
from assistant.web.views.frame import part
from corpus.documents import Chunk, Kind, Provision, Source

_RUNS = re.compile(rb"\x00+|\x01+")
"""Of characters that are not cited (0), or are (1)."""


def evidence(shown: Sequence[Numbered], texts: Texts, today: date) -> str:
    """The provisions that each answer cites, in full, newest answer first; only the last is unfolded."""
    cited = [one for one in shown if one.answer.citations or one.answer.related]
    groups = "".join(
        _group(number, answer, texts, today, is_newest=answer is shown[-1].answer) for number, answer in reversed(cited)
    )
    filled = groups or part("guide.html", "ask", texts)
    return (
        f'<h2 id="evidence-title">{texts("evidence.title")}</h2>'
        f'<div class="scroller" role="region" aria-labelledby="evidence-title" tabindex="0">{filled}</div>'
    )


def _group(number: int, answer: Answer, texts: Texts, today: date, is_newest: bool) -> str:
    chunks = {passage.chunk.key: passage.chunk for passage in answer.passages}
    by_chunk: dict[str, list[tuple[int, Citation]]] = {}
    for position, citation in enumerate(answer.citations, 1):
        by_chunk.setdefault(citation.chunk_key, []).append((position, citation))
    cards = "".join(_card(chunks[key], cited, number, texts, today) for key, cited in by_chunk.items() if key in chunks)
    cards += _besides(answer, texts, today)
    title = f'<span class="who">{texts("chat.question", number=number)}</span> {escaped(shortened(answer.question))}'
    state = ' newest" open' if is_newest else '"'
    return f'<details class="evidence-group{state}><summary>{title}</summary>{cards}</details>'


def _besides(answer: Answer, texts: Texts, today: date) -> str:
    """The provisions to read besides, folded, in full."""
    if not answer.related:
        return ""
    name = texts("evidence.besides" if answer.citations else "evidence.nearest")
    folded = "".join(
        f'<details><summary lang="de">{escaped(str(chunk.provision.ref or chunk.source.title))} '
        f"<span>{escaped(chunk.provision.heading)}</span></summary>"
        f'<blockquote lang="de">{_marked(chunk.provision.text, [])}</blockquote>'
        f"{_source(chunk.source, texts, today)}</details>"
        for chunk in answer.related
    )
    return f'<section class="besides"><h3>{name}</h3>{folded}</section>'


def _card(chunk: Chunk, cited: list[tuple[int, Citation]], number: int, texts: Texts, today: date) -> str:
    provision = chunk.provision
    numbers = "".join(f'<span class="number" id="beleg-{number}-{position}">{position}</span>' for position, _ in cited)
    return (
        f'<article class="card" tabindex="-1"><h3>{numbers}{_german(str(provision.ref or chunk.source.title))}</h3>'
        f'<p class="heading" lang="de">{escaped(provision.heading)}</p>'
        f'<blockquote lang="de">{_marked(provision.text, [citation for _, citation in cited])}</blockquote>'
        f"{_source(chunk.source, texts, today)}"
        f'<p class="ways">{_reading(provision, texts)}{_link(chunk.source, texts)}'
        f'<a class="back" href="#chip-{number}-{cited[0][0]}">{texts("evidence.back")}</a></p></article>'
    )


def _marked(text: str, citations: list[Citation]) -> str:
    """The text by lines with the cited places marked; places may touch or lie inside one another."""
    cited = bytearray(len(text))
    for one in citations:
        cited[one.start : one.end] = b"\x01" * (one.end - one.start)
    lines, offset = [], 0
    for line in text.split("\n"):
        runs = _RUNS.finditer(cited, offset, offset + len(line))
        lines.append(list_line(line, "".join(_piece(text[slice(*run.span())], run[0][0] == 1) for run in runs)))
        offset += len(line) + 1
    return "".join(lines)


def _piece(text: str, is_cited: bool) -> str:
    return f"<mark>{escaped(text)}</mark>" if is_cited else escaped(text)


def _source(source: Source, texts: Texts, today: date) -> str:
    origin = _german(" · ".join(value for value in (source.publisher, source.citation) if value))
    restated = texts("source.restated") if source.kind is Kind.RESTATEMENT else ""
    note = f'<p class="note"><b>{texts("source.note")}</b>{_german(source.note)}</p>' if source.note else ""
    stand = escaped(texts("source.stand", day=texts.day(source.stand)))
    compared = escaped(" · ".join(filter(None, ("", checked(source, texts)))))
    doubts = "".join(f'<p class="source problem">{escaped(one)}</p>' for one in warnings(source, texts, today))
    return (
        f'<p class="source">{kind_badge(source, texts)} <b>{stand}</b>{compared}</p>{doubts}'
        f'<p class="source">{restated}{origin}</p>{note}'
    )


def _german(text: str) -> str:
    """What is German whatever the language of the page."""
    return f'<span lang="de">{escaped(text)}</span>'


def _reading(provision: Provision, texts: Texts) -> str:
    """A link to the provision in the text of its law."""
    if not provision.ref:
        return ""
    address = escaped(norm_address(provision.ref))
    return _leaving(f'href="{address}"', texts("library.in_context"), texts)


def _link(source: Source, texts: Texts) -> str:
    """A link to the law's official page, or to another source; only https."""
    if not source.url or not source.url.startswith("https://"):
        return ""
    name = texts("source.official_page" if source.law else "source.page")
    return _leaving(f'class="official-link" href="{escaped(source.url)}"', name, texts)


def _leaving(attributes: str, name: str, texts: Texts) -> str:
    """A link that leaves the conversation open in its own window."""
    hidden = f'<span class="hidden"> {texts("evidence.new_window")}</span>'
    return f'<a {attributes} target="_blank" rel="noopener noreferrer">{name}{hidden}</a>'
