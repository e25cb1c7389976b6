"""The section of one § on a REVOSax page -> its Absätze, Sätze and items, as the page itself marks them.

Knows the markup only; `revosax_pieces` sorts what it tells. Every word of a section ends up in exactly one provision.
"""

import re
from dataclasses import replace

from bs4.element import NavigableString, Tag

from corpus.documents import Provision
from corpus.errors import LayoutError
from corpus.normref import NormRef
from corpus.sources.revosax_pieces import Writer
from corpus.structure import assemble

_BLOCKS = frozenset(
    "p div dl dt dd table caption thead tbody tfoot tr ul li blockquote pre figure h1 h2 h3 h4 h5 h6".split()
)
_COLUMNS = ("td_2", "td_3")
_NESTED = frozenset("dl dt dd ul li".split())
_SUPERSCRIPTS = str.maketrans("123", "¹²³")


def read_section(ref: NormRef, heading: str, section: Tag) -> tuple[Provision, ...]:
    """The Absätze of one § (`ref`: law and §) from its section without the heading; none if it holds no words.

    StructureError on a gap in Absätze, Sätze or items, LayoutError on markup whose numbering cannot be told.
    """
    if inner := section.find(["ol", "section"]):
        raise LayoutError(f"{ref}: the numbering of an inner <{inner.name}> is not known")
    writer = Writer(ref)
    _walk(writer, section, top=True)
    return tuple(
        assemble(replace(ref, absatz=label), heading, pieces, f"({label})" if label else "")
        for label, pieces in writer.finish()
    )


def _walk(writer: Writer, parent: Tag, top: bool = False, in_cell: bool = False) -> None:
    """Tell the writer what stands in `parent`; `top`: in no list."""
    for child in parent.children:
        if type(child) is NavigableString:  # its subclasses are comments and scripts
            writer.words(child)
        elif not isinstance(child, Tag):
            continue
        elif child.name == "sup":
            _superscript(writer, child)
        elif child.name in ("td", "th"):
            writer.cell(first=child.find_previous_sibling(("td", "th")) is None)
            _walk(writer, child, in_cell=True)
        elif child.name in _BLOCKS and not in_cell:
            inside = top and child.name not in _NESTED
            writer.line(inside)
            if _is_label(child):
                writer.item(child.get_text())
            else:
                _walk(writer, child, inside)
            writer.line(top)
        else:
            writer.words(" " if child.name in _BLOCKS else "")  # what is in a cell stays on one line
            _walk(writer, child, top, in_cell)


def _superscript(writer: Writer, sup: Tag) -> None:
    """A sentence number, or a part of the words: "m²", and "^4" for what has no sign in every font."""
    text = sup.get_text(strip=True)
    if "satzzahl" in sup.get_attribute_list("class"):
        writer.satz(text)
    elif text:
        writer.words(text.translate(_SUPERSCRIPTS) if re.fullmatch("[123]+", text) else f"^{text}")


def _is_label(tag: Tag) -> bool:
    classes = tag.get_attribute_list("class")
    return tag.name == "dt" or (tag.name == "dd" and "last" not in classes and any(c in classes for c in _COLUMNS))
