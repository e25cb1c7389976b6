"""HTML to a tree, and the text of the tree or of a part of it as the readers of text expect it.

Headings become "## " lines, list labels open a line, blocks are set apart by blank lines. What is no text of the page
(scripts, navigation) its caller removes first; the tree is changed.
"""

import itertools
import re

from bs4 import BeautifulSoup, Tag

from corpus.errors import LayoutError

MAX_DEPTH = 200  # of a page; each step of a reader may look at all levels below or above an element
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_BLOCKS = ("p", "div", "section", "article", "dl", "table", "tr", "blockquote", "ul", "ol", "header", "footer", "br")


def parse_page(html: str) -> BeautifulSoup:
    """The tree of a page. LayoutError if it is nested too deeply or holds halves of characters."""
    try:
        soup = BeautifulSoup(html, "lxml")
    except UnicodeEncodeError as error:
        raise LayoutError("the page is not decoded text") from error
    if any(next(itertools.islice(tag.parents, MAX_DEPTH, None), None) for tag in soup.find_all()):
        raise LayoutError(f"the page is nested deeper than {MAX_DEPTH} levels")
    return soup


def page_text(page: Tag) -> str:
    """The text of a page with "## " headings."""
    # What is added goes inside the elements: to put it beside them takes quadratic time.
    for heading in page.find_all(_HEADINGS):
        heading.insert(0, "\n\n## ")
        heading.append("\n\n")
    for label in page.select("dt, li, dd.td_2, dd.td_3"):
        if label.get_text(strip=True):
            label.insert(0, "\n")
            label.append(" ")
    for block in page.find_all(_BLOCKS):
        in_heading = block.name == "br" and block.find_parent(_HEADINGS)
        block.append(" " if in_heading else "\n" if block.name == "br" else "\n\n")
    return re.sub(r"[ \t]*\n[ \t]*", "\n", re.sub(r"[ \t\r]+", " ", page.get_text()))
