"""Fetches the texts of the catalog anew: what is new is judged and kept, what fails leaves everything as it was."""

import hashlib
import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from corpus.accepting import take
from corpus.adding import read_fetched
from corpus.catalog import Entry
from corpus.documents import Kind
from corpus.errors import CorpusError, FetchError
from corpus.fetching import Fetched, Fetcher, Seen
from corpus.locating import GII, REVOSAX, address_of, host_of, locate
from corpus.store import Document, State, Store

ORIGINS = frozenset(
    {
        REVOSAX,
        "https://revosax.sachsen.de",
        "https://recht.sachsen.de",
        "https://www.recht.sachsen.de",
        GII,
        "https://medienservice.sachsen.de",
        "https://www.medienservice.sachsen.de",
        "https://zik.sachsen.de",
        "https://www.zik.sachsen.de",
    }
)
"""The only hosts that anything is fetched from, redirects included."""

INTERVAL = timedelta(days=1)


_LOG = logging.getLogger(__name__)


class Result(StrEnum):
    """What became of one source."""

    NEW = "new version"
    SAME = "unchanged"
    HELD = "kept aside"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result for one source, and what there is to say about it."""

    source_id: str
    result: Result
    detail: str = ""


def is_due(entries: Sequence[Entry], store: Store, now: datetime) -> bool:
    """Whether the last attempt is a day ago, for any source that can be fetched."""
    tried = [store.state(entry.id).last_try(now) for entry in entries if entry.origin]
    return any(one is None or now - one >= INTERVAL for one in tried)


def sync(entries: Sequence[Entry], store: Store, fetcher: Fetcher) -> Iterator[Outcome]:
    """Fetch every source that has an origin, one after the other, and tell of each; CorpusErrors become outcomes.

    A host that can't be reached is not asked again.
    """
    silent: set[str] = set()
    for entry in entries:
        if entry.origin is None:
            continue
        host, now = host_of(entry), datetime.now(UTC).isoformat(timespec="seconds")
        try:
            if host in silent:
                raise CorpusError(f"{host} can't be reached")
            outcome, state = _one(entry, store, fetcher, now)
        except CorpusError as error:
            if isinstance(error, FetchError) and error.is_unreachable:
                silent.add(host)
            outcome = Outcome(entry.id, Result.FAILED, str(error))
            state = replace(store.state(entry.id), problem=str(error))
        except Exception as error:  # noqa: BLE001  # logged; one odd page must not end the sync
            _LOG.exception("%s can't be fetched", entry.id)
            outcome = Outcome(entry.id, Result.FAILED, f"unexpected {type(error).__name__}")
            state = replace(store.state(entry.id), problem=outcome.detail)
        store.keep_state(entry.id, replace(state, tried=now))
        yield outcome


def _one(entry: Entry, store: Store, fetcher: Fetcher, now: str) -> tuple[Outcome, State]:
    state = store.state(entry.id)
    has_text = store.holds(entry.id)
    fetched = _fetched(entry, state, fetcher, has_text)
    looked = replace(state, problem=None, checked=now[:10])
    digest = state.digest if fetched.content is None else hashlib.sha256(fetched.content).hexdigest()
    if digest == state.digest and has_text:
        return Outcome(entry.id, Result.SAME), _marked(looked, fetched)
    document = _dated(read_fetched(entry, fetched), store)
    looked = replace(looked, address=_address(entry, state, document), digest=digest)
    if _is_known(document, store):
        return Outcome(entry.id, Result.SAME), _marked(looked, fetched)
    taken = take(document, store)
    if taken.doubts:
        why = "; ".join(taken.doubts)
        return Outcome(entry.id, Result.HELD, why), replace(state, address=looked.address, problem=why)
    detail = f"{len(taken.provisions)} passages, Stand {taken.source.stand}"
    return Outcome(entry.id, Result.NEW, detail), _marked(looked, fetched)


def _fetched(entry: Entry, state: State, fetcher: Fetcher, has_text: bool) -> Fetched:
    """The source's page, or that it has not changed since its text was taken."""
    address = address_of(entry) or state.address
    if address is None:
        return locate(entry, fetcher)
    seen = Seen(state.etag, state.last_modified) if has_text else Seen()
    return fetcher.get(address, seen)


def _dated(document: Document, store: Store) -> Document:
    """The document; one without a date of its own is of the day on which its words were first seen.

    The newest page is the one in use, whatever days it names.
    """
    source = document.source
    latest = store.versions(source.id)[-1:]
    if source.kind is not Kind.OFFICIAL and latest and latest[0].source.stand > source.stand:
        return replace(document, source=replace(source, stand=latest[0].source.stand))
    if source.stand != document.added[:10]:
        return document
    for seen in (*store.held(source.id), *latest):
        if seen.provisions == document.provisions:
            return replace(document, source=replace(source, stand=seen.source.stand))
    return document


def _is_known(document: Document, store: Store) -> bool:
    """Whether it is the version that is in use from its first day on."""
    before = store.in_force(document.source.id, document.source.stand)
    return before is not None and before.version == document.version


def _address(entry: Entry, state: State, document: Document) -> str | None:
    """Where to look next time. CorpusError if REVOSax shows another law than the one asked for, its successor."""
    asked, shown = address_of(entry) or state.address, document.source.url
    if entry.origin and entry.origin.kind == "revosax" and asked not in (None, shown):
        raise CorpusError(f"asked for {asked}, got {shown}; replaced by another law?")
    return asked or shown


def _marked(state: State, fetched: Fetched) -> State:
    return replace(state, etag=fetched.seen.etag, last_modified=fetched.seen.last_modified)
