"""Pages in the layout of REVOSax, written for the tests: every word is invented.

`Page` is a whole page; `paragraf`, `absatz` and `items` render what stands in it. Texts given to them are markup.
"""

from collections.abc import Sequence
from dataclasses import dataclass


def satzzahl(number: int) -> str:
    return f'<sup class="satzzahl">{number}</sup>'


def absatz(label: str | None, *saetze: str, first: int = 1) -> str:
    """A `p` with its Sätze; they carry numbers from `first` on if there are several, or if it is not the first."""
    numbered = len(saetze) > 1 or first > 1
    words = "".join((satzzahl(n) if numbered else "") + satz for n, satz in enumerate(saetze, first))
    return f"<p>{f'({label}) ' if label else ''}{words}</p>"


def items(*rows: Sequence[str]) -> str:
    """A list: each row is its label cells from the outermost in, "" for a placeholder, and its words."""
    cells = ""
    for *labels, words in rows:
        cells += f'<dt class="td_1">\n {labels[0]} </dt>'
        cells += "".join(f'<dd class="td_{column}">{label}</dd>' for column, label in enumerate(labels[1:], 2))
        cells += f'<dd class="last">{words}</dd>\n'
    return f'<dl class="cf">{cells}</dl>'


def section(title: str, *blocks: str) -> str:
    """A section that is no §: a part, an annex, the Präambel, an Artikel."""
    return f'<section title="{title}" data-level="1"><h3 class="centre">{title}</h3>{"".join(blocks)}</section>'


def paragraf(label: str, title: str, *blocks: str) -> str:
    """The section of a §; without blocks it is repealed."""
    return (
        f'<section title="§ {label} {title}" data-level="2" data-link="p{label}" id="p{label}">\n'
        f'<h4 class="centre">§&nbsp;{label}<br>{title}</h4>\n{"".join(blocks)}</section>'
    )


MUSTER = (
    section("Teil 1 Allgemeines"),
    paragraf(
        *("1", "Zweck"),
        absatz("1", "Die Verordnung ordnet die Muster.", "Sie gilt für jede Stadt."),
        absatz("2", "Nötig sind"),
        items(("1.", "ein Plan mit"), ("", "a)", "Zielen und"), ("", "b)", "Kosten,"), ("2.", "ein Antrag.")),
    ),
    paragraf("2", "Beirat", absatz("1", "Die Stadt beruft einen Beirat."), absatz("2", "Er tagt im Herbst.")),
    paragraf("3", "Inkrafttreten", absatz(None, "Die Verordnung gilt ab dem 1. Juni 2030.")),
)


def notice(title: str, words: str) -> str:
    """A page of the portal without a law: an error, a question to robots, a list of search results."""
    content = f'<div id="content"><h1>{title}</h1>{words}</div>'
    return f"<!DOCTYPE html><html><head><title>{title}</title></head><body>{content}</body></html>"


def amending_article() -> str:
    """The page of an Artikel that only amends: a title, the Vollzitat, a pointer to the envelope, no reading text."""
    pointer = '<a href="/vorschrift/4700-Mantelverordnung">Mantelverordnung</a>'
    return notice(
        "Änderung", f'<div class="law_show"><h1>Änderung</h1><p>Vollzitat: Änderung</p><p>{pointer}</p></div>'
    )


@dataclass(frozen=True)
class Page:
    """A page; `dataclasses.replace` makes another one of it. `span` makes it a historic one, `printed` a print page."""

    sections: tuple[str, ...] = MUSTER
    title: str = "Musterverordnung"
    header: str = '<h3 class="centre">Verordnung über Muster<br>(Muster&shy;verordnung – MusterVO)</h3>'
    citation: str = "Vollzitat: Musterverordnung vom 1.&nbsp;Mai&nbsp;2030 (SächsGVBl. S.&nbsp;1)"
    number: str = "4711"
    validity: str = "Fassung gültig ab: 1. Juni 2030"
    span: str = ""
    printed: bool = False
    footnotes: str = ""

    def __str__(self) -> str:
        """The markup of the page."""
        historic = f'<h2 class="centre">{self.span}</h2>' if self.span else ""
        return f"""<!DOCTYPE html><html><head><title>REVOSax - {self.title}</title>
<link rel="canonical" href="https://www.revosax.sachsen.de/vorschrift/{self.number}-Muster"></head><body>
<ul id="menu"><li id="historic"><a href="/vorschrift/{self.number}.1">1. Mai 2029 bis 31. Mai 2030</a></li></ul>
<div id="content"><div class="law_show">{historic}<h1>{self.title}</h1><p>{self.citation}</p>
<article id="lesetext"><header title="Eingangsformel" data-link="ef">{self.header}</header>
<div class="sections">{"".join(self.sections)}</div>
<footer title="Fußnoten"><dl>{self.footnotes}</dl></footer></article></div></div>
{"" if self.printed else self._quickbar()}
<div id="footer_print">Quelle: REVOSax https://www.revosax.sachsen.de Stand vom 02.07.2031</div></body></html>"""

    def _quickbar(self) -> str:
        return f"""<div id="quickbar">
<div><h3>Fundstelle und systematische Gliederungsnummer</h3><p>SächsGVBl. 2030 Nr. 1, S. 1<br>Fsn-Nr.: 00-0</p></div>
<div><h3>Gültigkeitszeitraum</h3><p>{self.validity}</p></div></div>"""
