"""What an exported document says, as blocks in reading order; pdf.py and docx.py give them their look."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from assistant.answer import Answer, Citation, Status
from assistant.characters import fit
from assistant.export.blocks import Block, Look, Run, Style
from assistant.web.dating import checked, warnings
from assistant.web.texts import Texts
from corpus.documents import Chunk, Kind
from corpus.library import Library

_MARKS = re.compile(r"((?:\s*\[\d{1,3}\])+)")
_LEVELS = ((re.compile(r"[a-z]{2}\) "), 3), (re.compile(r"[a-z]\) "), 2), (re.compile(r"\d+[a-z]?\. "), 1))
_OWN_WRITERS = ("extractive", "calculated", "faq")


def library_stand(library: Library, t: Texts) -> str:
    """Which texts the answers rest on: each law, its date and its kind."""
    sources = [chunks[0].source for chunks in library.laws.values()]
    return "; ".join(f"{s.law}, {t('source.stand', day=t.day(s.stand))} ({_kind(s.kind, t)})" for s in sources)


def report(turns: Sequence[Answer], stand: str, t: Texts, day: date) -> Iterator[Block]:
    """The whole document: head, then each question with its answer and the provisions cited."""
    yield _block(Style.TITLE, t("export.title"))
    yield _block(Style.NOTE, t("frame.official"))
    yield _block(Style.FACT, t("export.made", day=t.day(day.isoformat())))
    yield _block(Style.FACT, t("export.texts", stand=stand))
    for number, answer in enumerate(turns, 1):
        yield _block(Style.QUESTION, t("export.question", number=number))
        yield from _lines(Style.TEXT, answer.question.strip() or t("export.no_text"), Look.BOLD)
        yield from _answer(answer, t)
        yield from _places(answer, t, day)
        if answer.related:
            name = t("export.related" if answer.citations else "export.nearest")
            refs = dict.fromkeys(str(chunk.provision.ref or chunk.source.title) for chunk in answer.related)
            yield _block(Style.NOTE, f"{name}: {'; '.join(refs)}")


def _answer(answer: Answer, t: Texts) -> Iterator[Block]:
    if answer.understood:
        yield _block(Style.NOTE, f"{t('chat.understood')} {answer.understood}")
    yield _block(Style.PART, t(f"export.status.{answer.status}"))
    for line in fit(answer.text).split("\n"):
        if line.strip():
            yield Block(Style.TEXT, tuple(_numbered(line, len(answer.citations))), _level(line))
    if answer.note:
        yield _block(Style.NOTE, answer.note)
    if answer.status is Status.ANSWERED:
        writer = answer.mode if answer.mode in _OWN_WRITERS else "model"
        yield _block(Style.NOTE, t(f"export.writer.{writer}", mode=answer.mode))


def _numbered(line: str, citations: int) -> Iterator[Run]:
    """A line with its [n] as raised numbers; a number without a citation stays text."""
    for piece in _MARKS.split(line):
        numbers = [int(number) for number in re.findall(r"\d+", piece)] if _MARKS.fullmatch(piece) else []
        if numbers and all(1 <= number <= citations for number in numbers):
            yield Run(", ".join(map(str, numbers)), Look.RAISED)
        elif piece:
            yield Run(piece)


def _places(answer: Answer, t: Texts, day: date) -> Iterator[Block]:
    """The cited provisions, each once and in full, with the citations that lie in it."""
    if not answer.citations:
        return
    chunks = {passage.chunk.key: passage.chunk for passage in answer.passages}
    by_chunk: dict[str, list[tuple[int, Citation]]] = {}
    for number, citation in enumerate(answer.citations, 1):
        by_chunk.setdefault(citation.chunk_key, []).append((number, citation))
    yield _block(Style.PART, t("export.places"))
    for key, cited in by_chunk.items():
        yield from _place(chunks[key], cited, t, day)


def _place(chunk: Chunk, cited: Sequence[tuple[int, Citation]], t: Texts, day: date) -> Iterator[Block]:
    source, provision = chunk.source, chunk.provision
    yield _block(Style.PLACE, " – ".join(filter(None, (str(provision.ref or source.title), provision.heading))))
    for number, citation in cited:
        yield _block(Style.FACT, t("export.place", number=number, ref=citation.ref if citation.law else source.title))
    kind = t("export.kind", kind=_kind(source.kind, t), stand=t.day(source.stand))
    yield _block(Style.FACT, "; ".join(filter(None, (kind, checked(source, t)))))
    for doubt in warnings(source, t, day):
        yield _block(Style.FACT, doubt)
    if source.kind is not Kind.OFFICIAL:
        yield _block(Style.FACT, t(f"export.not_official.{source.kind.name.lower()}"))
    origin = " · ".join(filter(None, (source.publisher, source.citation)))
    yield _block(
        Style.FACT, t("export.restated" if source.kind is Kind.RESTATEMENT else "export.origin", origin=origin)
    )
    if source.url:
        yield _block(Style.FACT, t("export.address", url=source.url))
    if source.note:
        yield _block(Style.FACT, f"{t('source.note')}{source.note}")
    yield _block(Style.NOTE, t("export.wording"))
    yield from _wording(provision.text, [citation for _, citation in cited])


def _wording(text: str, citations: Sequence[Citation]) -> Iterator[Block]:
    """A provision by lines, the cited places bold."""
    at = 0
    for line in text.split("\n"):
        end = at + len(line)
        inside = {edge for c in citations for edge in (c.start, c.end) if at < edge < end}
        edges = [at, *sorted(inside), end]
        runs = [
            Run(fit(text[a:b]), Look.BOLD if any(c.start <= a < c.end for c in citations) else Look.PLAIN)
            for a, b in pairwise(edges)
        ]
        yield Block(Style.LAW, tuple(runs), _level(line))
        at = end + 1


def _lines(style: Style, text: str, look: Look) -> Iterator[Block]:
    for line in fit(text).split("\n"):
        if line.strip():
            yield Block(style, (Run(line, look),))


def _block(style: Style, text: str) -> Block:
    return Block(style, (Run(" ".join(fit(text).split())),))


def _level(line: str) -> int:
    return next((level for pattern, level in _LEVELS if pattern.match(line)), 0)


def _kind(kind: Kind, t: Texts) -> str:
    return t(f"kind.{kind.name.lower()}")
