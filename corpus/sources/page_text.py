"""The text of a parsed HTML page or of a part of it, as the readers of text expect it.

Headings become "## " lines, list labels open a line, blocks are set apart by blank lines. What is no text of the page
(scripts, navigation) its caller removes first; the tree is changed.
"""

import re

from bs4 import Tag

_BLOCKS = ("p", "div", "section", "article", "dl", "table", "tr", "blockquote", "ul", "ol", "header", "footer", "br")


def page_text(page: Tag) -> str:
    """The text of a page with "## " headings."""
    for heading in page.find_all(re.compile(r"^h[1-6]$")):
        heading.insert_before("\n\n## ")
        for line_break in heading.find_all("br"):
            line_break.replace_with(" ")
        heading.insert_after("\n\n")
    for label in page.select("dt, li, dd.td_2, dd.td_3"):
        if label.get_text(strip=True):
            label.insert_before("\n")
            label.insert_after(" ")
    for block in page.find_all(_BLOCKS):
        block.insert_after("\n" if block.name == "br" else "\n\n")
    return re.sub(r"[ \t]*\n[ \t]*", "\n", re.sub(r"[ \t\r]+", " ", page.get_text()))
