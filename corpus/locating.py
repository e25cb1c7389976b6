"""Where a source is fetched: its address, or for a law of unknown number the page that proves to be it."""

import json
from collections.abc import Iterator
from datetime import date
from urllib.parse import quote, urlsplit

from corpus.catalog import Entry
from corpus.errors import CorpusError, FetchError
from corpus.fetching import Fetched, Fetcher
from corpus.sources.revosax import law_links, parse_revosax

REVOSAX = "https://www.revosax.sachsen.de"
GII = "https://www.gesetze-im-internet.de"
_MOST_CANDIDATES = 6


class NotFoundError(CorpusError):
    """No page proved to be the law."""


def address_of(entry: Entry) -> str | None:
    """The address of an entry's text; None if it has to be found first (`locate`)."""
    origin = entry.origin
    if origin is None or origin.kind == "page":
        return entry.url
    if origin.kind == "gii":
        return f"{GII}/{origin.slug}/xml.zip"
    return law_address(origin.number) if origin.number else None


def law_address(number: str) -> str:
    """The address of the law that REVOSax keeps under a number."""
    return f"{REVOSAX}/vorschrift/{number}"


def host_of(entry: Entry) -> str:
    """The host that is asked for an entry first."""
    return urlsplit(address_of(entry) or REVOSAX).netloc


def locate(entry: Entry, fetcher: Fetcher) -> Fetched:
    """The page of REVOSax that is this law by its short name and its day of enactment, from its envelope or the search.

    The number is never guessed: a page is it only if both agree. NotFoundError, with what was seen, if none does.
    """
    starts = list(_starts(entry))
    seen: dict[str, str] = {}
    for start in starts:
        fresh = [number for number in _candidates(_page(start, fetcher), entry) if number not in seen]
        for number in fresh[: _MOST_CANDIDATES // len(starts)]:
            try:
                page = fetcher.get(law_address(number))
                seen[number] = _shown(page.text)
            except CorpusError as error:  # no page, or one of another layout
                if isinstance(error, FetchError) and error.is_unreachable:
                    raise
                seen[number] = str(error)
            if seen[number] == f"{entry.law} of {entry.published}":
                return page
    looked_at = "; ".join(f"{number}: {what}" for number, what in seen.items())
    raise NotFoundError(f"{entry.law} of {entry.published} not found in REVOSax; looked at {looked_at or 'no page'}")


def _page(start: str, fetcher: Fetcher) -> str:
    """The page to start from; nothing if it is gone, for there is another."""
    try:
        return fetcher.get(start).text
    except FetchError as error:
        if error.is_unreachable:
            raise
        return ""


def _starts(entry: Entry) -> Iterator[str]:
    if entry.origin and entry.origin.envelope:
        yield law_address(entry.origin.envelope)
    asked = {
        "search_text": entry.law,
        "title_search": "1",
        "valid_day": date.today().isoformat(),
        "categories": ["G", "VO"],
        "include_envelopes": "1",
        "mode": "fullsearch",
    }
    yield f"{REVOSAX}/suche?search_request={quote(json.dumps(asked))}"


def _candidates(html: str, entry: Entry) -> list[str]:
    """Numbers that a page links to, first those whose link names the law."""
    links = law_links(html) if html else ()
    named = [link.number for link in links if str(entry.law) in link.text]
    others = [link.number for link in links if link.number not in named]
    envelope = entry.origin.envelope if entry.origin else None
    return [number for number in dict.fromkeys((*named, *others)) if number != envelope]


def _shown(html: str) -> str:
    """The law on a page, by its short name and its day of enactment."""
    statute = parse_revosax(html)
    return f"{statute.law} of {statute.edition.enacted or 'an unknown day'}"
