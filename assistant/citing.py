"""Only checked citations survive: a quote counts if it stands word for word in a passage that the writer was shown."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answer import Citation, Passage
from assistant.drafting.draft import Draft, Quote


@dataclass(frozen=True, slots=True)
class Checked:
    """The text of the statements that are backed, with [n] behind each, and their citations in order."""

    text: str
    citations: tuple[Citation, ...] = ()


def check(draft: Draft, shown: Sequence[Passage]) -> Checked:
    """Drop every statement without a valid quote and number the citations of the others."""
    allowed = {passage.chunk.key: passage.chunk for passage in shown}
    lines: list[str] = []
    citations: list[Citation] = []
    for statement in draft.statements:
        valid = [quote for quote in statement.quotes if allowed.get(quote.chunk.key) == quote.chunk and _stands(quote)]
        if not valid:
            continue
        numbers = [_number(citation(quote), citations) for quote in valid]
        lines.append(f"{statement.text} {' '.join(f'[{n}]' for n in dict.fromkeys(numbers))}")
    return Checked("\n\n".join(lines), tuple(citations))


def citation(quote: Quote) -> Citation:
    """The citation for a quote, its wording taken from the provision itself."""
    chunk, ref = quote.chunk, quote.ref
    return Citation(
        ref=str(ref) if ref else chunk.source.id,
        law=ref.law if ref else None,
        paragraf=ref.paragraf if ref else None,
        absatz=ref.absatz if ref else None,
        satz=ref.satz if ref else None,
        nummer=ref.nummer if ref else None,
        quote=chunk.provision.text[quote.start : quote.end],
        url=chunk.source.url,
        stand=chunk.source.stand,
        kind=str(chunk.source.kind),
        chunk_key=chunk.key,
        start=quote.start,
        end=quote.end,
        checked=chunk.source.checked,
    )


def _stands(quote: Quote) -> bool:
    text = quote.chunk.provision.text
    return 0 <= quote.start < quote.end <= len(text)


def _number(new: Citation, citations: list[Citation]) -> int:
    if new not in citations:
        citations.append(new)
    return citations.index(new) + 1
