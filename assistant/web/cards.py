"""The evidence column: every cited provision in full, the used words marked, its source, and the way there and back."""

from collections.abc import Sequence

from assistant.answer import Answer, Citation
from assistant.web.markup import Numbered, escaped, german_date, kind_badge, list_line, shortened
from assistant.web.wording import GUIDE
from corpus.documents import Chunk, Kind, Source


def evidence(shown: Sequence[Numbered]) -> str:
    """The provisions that each answer cites, in full, newest answer first; only the last is unfolded."""
    cited = [one for one in shown if one.answer.citations or one.answer.related]
    groups = "".join(_group(number, answer, is_open=answer is shown[-1].answer) for number, answer in reversed(cited))
    return (
        '<h2 id="evidence-title">Fundstellen</h2>'
        f'<div class="scroller" role="region" aria-labelledby="evidence-title" tabindex="0">{groups or GUIDE}</div>'
    )


def _group(number: int, answer: Answer, is_open: bool) -> str:
    chunks = {passage.chunk.key: passage.chunk for passage in answer.passages}
    by_chunk: dict[str, list[tuple[int, Citation]]] = {}
    for position, citation in enumerate(answer.citations, 1):
        by_chunk.setdefault(citation.chunk_key, []).append((position, citation))
    cards = "".join(_card(chunks[key], cited, number) for key, cited in by_chunk.items() if key in chunks)
    cards += _besides(answer)
    title = f'<span class="who">Frage {number}</span> {escaped(shortened(answer.question))}'
    return f'<details class="evidence-group"{" open" if is_open else ""}><summary>{title}</summary>{cards}</details>'


def _besides(answer: Answer) -> str:
    """The provisions to read besides, folded, in full."""
    if not answer.related:
        return ""
    name = "Dazu gehört" if answer.citations else "Am nächsten liegen"
    folded = "".join(
        f"<details><summary>{escaped(str(chunk.provision.ref or chunk.source.title))} "
        f"<span>{escaped(chunk.provision.heading)}</span></summary>"
        f"<blockquote>{_marked(chunk.provision.text, [])}</blockquote>{_source(chunk.source)}</details>"
        for chunk in answer.related
    )
    return f'<section class="besides"><h3>{name}</h3>{folded}</section>'


def _card(chunk: Chunk, cited: list[tuple[int, Citation]], number: int) -> str:
    provision = chunk.provision
    numbers = "".join(f'<span class="number" id="beleg-{number}-{position}">{position}</span>' for position, _ in cited)
    return (
        f'<article class="card" tabindex="-1"><h3>{numbers}{escaped(str(provision.ref or chunk.source.title))}</h3>'
        f'<p class="heading">{escaped(provision.heading)}</p>'
        f"<blockquote>{_marked(provision.text, [citation for _, citation in cited])}</blockquote>"
        f"{_source(chunk.source)}"
        f'<p class="ways">{_link(chunk.source)}<a class="back" href="#chip-{number}-{cited[0][0]}">'
        "Zurück zur Antwort</a></p></article>"
    )


def _marked(text: str, citations: list[Citation]) -> str:
    """The text by lines with the cited places marked; places may touch or lie inside one another."""
    inside = [any(c.start <= i < c.end for c in citations) for i in range(len(text))]
    lines, offset = [], 0
    for line in text.split("\n"):
        pieces, start = [], 0
        for i in range(1, len(line) + 1):
            if i == len(line) or inside[offset + i] != inside[offset + start]:
                piece = escaped(line[start:i])
                pieces.append(f"<mark>{piece}</mark>" if inside[offset + start] else piece)
                start = i
        lines.append(list_line(line, "".join(pieces)))
        offset += len(line) + 1
    return "".join(lines)


def _source(source: Source) -> str:
    origin = " · ".join(escaped(value) for value in (source.publisher, source.citation) if value)
    restated = "Zusammengefasst nach: " if source.kind is Kind.RESTATEMENT else ""
    note = f'<p class="note">{escaped(source.note)}</p>' if source.note else ""
    return (
        f'<p class="source">{kind_badge(source)} <b>Stand {escaped(german_date(source.stand))}</b></p>'
        f'<p class="source">{restated}{origin}</p>{note}'
    )


def _link(source: Source) -> str:
    """A link to the law's official page, or to another source; only https."""
    if not source.url or not source.url.startswith("https://"):
        return ""
    name = "Zur amtlichen Seite" if source.law else "Zur Quelle"
    return (
        f'<a class="official-link" href="{escaped(source.url)}" target="_blank" rel="noopener noreferrer">'
        f'{name}<span class="hidden"> (öffnet ein neues Fenster)</span></a>'
    )
