"""Reads an article page of medienservice.sachsen.de or zik.sachsen.de: the article without what stands around it.

The layout of these pages is not known for certain, so it looks for the usual containers of an article and fails loudly
where there is none. Paragraphs, letterhead and kind are told by `prose`.
"""

import re
from dataclasses import replace
from datetime import date
from urllib.parse import urlsplit

from bs4 import BeautifulSoup, Tag

from corpus.documents import Kind
from corpus.errors import LayoutError
from corpus.sources.page_text import page_text, parse_page
from corpus.sources.prose import Prose, parse_prose

MIN_CHARACTERS = 200
# The first of these that holds both a heading and enough text is the article; the narrower ones come first.
_CONTAINERS = ("[itemprop=articleBody]", "article", "main", "[role=main]", "#content", ".content")
_JUNK = "script, style, nav, form, noscript, template, footer, aside, address, button, iframe, figure, dialog, [hidden]"
_JUNK_NAMES = frozenset(
    "nav navigation breadcrumb breadcrumbs pagination pager share sharing social teaser teasers related contact "
    "kontakt kontakte sidebar cookie cookies consent toolbar downloads".split()
)
_PRESS_HOST = "medienservice.sachsen.de"
_PUBLISHED = "meta[property='article:published_time'], meta[name='date']"


def parse_press_page(html: str) -> Prose:
    """The article of a page. LayoutError if none is found, or no more than the text of an error page or a barrier."""
    soup = parse_page(html)
    for junk in [*soup.select(_JUNK), *soup.find_all(_is_junk)]:
        junk.decompose()
    article = _article(soup)
    heading = article.find("h1")
    title = " ".join(heading.get_text(" ").split()) if heading else ""
    prose = parse_prose(page_text(article))
    if not title or not prose.paragraphs:
        raise LayoutError("the article has no title or no sentence")
    kind = Kind.PRESS if _host(soup).removeprefix("www.") == _PRESS_HOST else prose.kind
    return replace(prose, title=title, kind=kind, dated=_published(soup, article) or prose.dated)


def _is_junk(tag: Tag) -> bool:
    """Whether a class, id or role names a part that stands around an article; a paragraph or the title is none."""
    values = [*tag.get_attribute_list("class"), tag.get("id"), tag.get("role")]
    words = re.split(r"[^a-z]+", " ".join(str(value) for value in values if value).lower())
    return not _JUNK_NAMES.isdisjoint(words) and tag.name not in ("p", "h1") and tag.find("h1") is None


def _article(soup: BeautifulSoup) -> Tag:
    for selector in _CONTAINERS:
        for container in soup.select(selector):
            if container.find("h1") and len(container.get_text(" ", strip=True)) >= MIN_CHARACTERS:
                return container
    raise LayoutError(f"no article with a heading and at least {MIN_CHARACTERS} characters on the page")


def _published(soup: BeautifulSoup, article: Tag) -> str | None:
    """The day of publication (ISO) that the page states for machines; None where it states none."""
    for tag in [*soup.select(_PUBLISHED), *article.select("time[datetime]")]:
        try:
            return date.fromisoformat(str(tag.get("content") or tag.get("datetime"))[:10]).isoformat()
        except ValueError:
            continue
    return None


def _host(soup: BeautifulSoup) -> str:
    """The host that the page names as its own address, or nothing."""
    link = soup.select_one("link[rel=canonical][href], meta[property='og:url'][content]")
    try:
        return urlsplit(str(link.get("href") or link.get("content"))).hostname or "" if link else ""
    except ValueError:
        return ""
