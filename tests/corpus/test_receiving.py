"""A server that misbehaves is waited for as it asks, tried again, and costs no more than the limits."""

import gzip
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from corpus.errors import FetchError
from corpus.fetching import Fetcher, Limits
from tests.corpus.serving_pages import (
    HTML,
    Big,
    Cut,
    Drip,
    Page,
    Reply,
    Reset,
    Silence,
    Site,
    bomb,
    running_site,
)
from tests.corpus.watch import Watch

TEXT = "<p>Es gilt „das“ – überall.</p>"


@pytest.fixture
def once(site: Site) -> Iterator[Callable[[Limits], Fetcher]]:
    """Makes fetchers from the site that wait in real time."""
    with ExitStack() as stack:
        yield lambda limits: stack.enter_context(Fetcher(frozenset({site.url}), limits))


# Waiting and trying again


def test_requests_to_a_host_are_a_pause_apart(site: Site, fetcher: Fetcher, watch: Watch) -> None:
    site.page("/law", b"")
    fetcher.get(f"{site.url}/law")
    assert watch.slept == []
    fetcher.get(f"{site.url}/law")
    assert watch.slept == [1.0]


def test_the_pause_is_real_without_a_watch(site: Site, once: Callable[[Limits], Fetcher]) -> None:
    site.page("/law", b"")
    fetcher = once(Limits(pause=0.05))
    fetcher.get(f"{site.url}/law")
    fetcher.get(f"{site.url}/law")
    first, second = site.requests
    assert second.time - first.time >= 0.05


@pytest.mark.parametrize("fault", [Page(status=500), Page(status=429), Page(status=503), Cut(b"half"), Reset(b"half")])
def test_a_failure_that_passes_is_tried_again(site: Site, fetcher: Fetcher, watch: Watch, fault: Reply) -> None:
    site.script("/law", [fault, fault, Page(b"third")])
    assert fetcher.get(f"{site.url}/law").content == b"third"
    assert watch.slept == [2.0, 4.0]


def test_a_failure_that_stays_is_given_up_after_three_tries(site: Site, fetcher: Fetcher) -> None:
    site.script("/law", [Page(b"\x1b[2Jtrace of the server", status=500)])
    with pytest.raises(FetchError) as failed:
        fetcher.get(f"{site.url}/law")
    assert str(failed.value) == f"{site.url}/law: status 500"
    assert failed.value.reason == "http-500"
    assert len(site.requests) == 3


@pytest.mark.parametrize("status", [204, 206, 300, 400, 403, 404, 410])
def test_a_refusal_is_not_tried_again(site: Site, fetcher: Fetcher, status: int) -> None:
    site.script("/law", [Page(status=status)])
    with pytest.raises(FetchError) as refused:
        fetcher.get(f"{site.url}/law")
    assert refused.value.reason == f"http-{status}"
    assert len(site.requests) == 1


def in_seconds(seconds: int) -> str:
    return format_datetime(datetime.now(UTC) + timedelta(seconds=seconds), usegmt=True)


@pytest.mark.parametrize("status", [429, 503])
def test_the_next_try_waits_as_long_as_the_server_asks(site: Site, fetcher: Fetcher, watch: Watch, status: int) -> None:
    site.script("/law", [Page(status=status, headers={"Retry-After": "30"}), Page(b"now")])
    assert fetcher.get(f"{site.url}/law").content == b"now"
    assert watch.slept == [30.0]


def test_the_server_may_ask_for_a_wait_by_date(site: Site, fetcher: Fetcher, watch: Watch) -> None:
    site.script("/law", [Page(status=503, headers={"Retry-After": in_seconds(40)}), Page(b"now")])
    assert fetcher.get(f"{site.url}/law").content == b"now"
    assert 30 < watch.slept[0] <= 40


@pytest.mark.parametrize("asked", ["61", "9" * 5000, in_seconds(3600)])
def test_a_server_that_asks_for_a_long_wait_is_given_up(site: Site, fetcher: Fetcher, asked: str) -> None:
    site.script("/law", [Page(status=503, headers={"Retry-After": asked})])
    with pytest.raises(FetchError, match="status 503, to be asked again in"):
        fetcher.get(f"{site.url}/law")
    assert len(site.requests) == 1


@pytest.mark.parametrize(
    "asked",
    [
        "-5",
        "soon",
        "nan",
        "²",
        "Mon, 06 Jan 2031 10:00:00 +99999999999999999999",
        "Mon, 99 Jan 2031 10:00:00 GMT",
        in_seconds(-60),
    ],
)
def test_a_wait_that_makes_no_sense_is_not_heeded(site: Site, fetcher: Fetcher, watch: Watch, asked: str) -> None:
    site.script("/law", [Page(status=503, headers={"Retry-After": asked}), Page(b"now")])
    assert fetcher.get(f"{site.url}/law").content == b"now"
    assert watch.slept == [2.0]


# Servers that break off, hold on or send too much


@pytest.mark.parametrize(
    ("fault", "reason"), [(Cut(TEXT.encode()), "cut"), (Reset(TEXT.encode()), "cut"), (Big(), "size")]
)
def test_a_page_that_is_not_whole_is_no_page(site: Site, fetcher: Fetcher, fault: Reply, reason: str) -> None:
    site.script("/law", [fault])
    with pytest.raises(FetchError) as failed:
        fetcher.get(f"{site.url}/law")
    assert failed.value.reason == reason


@pytest.mark.parametrize("fault", [Silence(), Drip()])
def test_a_server_cannot_hold_a_request(site: Site, once: Callable[[Limits], Fetcher], fault: Reply) -> None:
    site.script("/law", [fault])
    with pytest.raises(FetchError) as failed:
        once(Limits(pause=0, read=0.2, total=0.2, tries=2)).get(f"{site.url}/law")
    assert failed.value.reason == "timeout"
    assert len(site.requests) == 2


def test_a_server_that_is_not_there_is_an_error_of_one_line(site: Site, watch: Watch) -> None:
    with running_site() as gone:
        url = gone.url
    with Fetcher(frozenset({url}), sleep=watch.sleep) as fetcher, pytest.raises(FetchError) as failed:
        fetcher.get(url)
    assert failed.value.reason == "connection"


def packed(content: bytes) -> Page:
    return Page(content, headers=HTML | {"Content-Encoding": "gzip"})


def test_a_packed_page_is_unpacked(site: Site, fetcher: Fetcher) -> None:
    site.script("/law", [packed(gzip.compress(TEXT.encode()))])
    assert fetcher.get(f"{site.url}/law").text == TEXT


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        (bomb(50_000_000), "size"),
        (packed(b"no gzip"), "encoding"),
        (packed(gzip.compress(b"one") + b"more"), "encoding"),
        (packed(gzip.compress(TEXT.encode())[:-9]), "cut"),
        (Page(b"x", headers={"Content-Encoding": "br"}), "encoding"),
        (Page(b"x", headers={"Content-Encoding": "gzip, gzip"}), "encoding"),
    ],
)
def test_a_page_that_cannot_be_unpacked_is_refused(site: Site, fetcher: Fetcher, page: Page, reason: str) -> None:
    site.script("/law", [page])
    with pytest.raises(FetchError) as failed:
        fetcher.get(f"{site.url}/law")
    assert failed.value.reason == reason


def test_a_bomb_is_not_unpacked_beyond_the_limit(site: Site, once: Callable[[Limits], Fetcher]) -> None:
    site.script("/law", [bomb(50_000_000)])
    fetcher = once(Limits(max_bytes=1000))
    tracemalloc.start()
    try:
        with pytest.raises(FetchError, match="larger than 1000 bytes"):
            fetcher.get(f"{site.url}/law")
        assert tracemalloc.get_traced_memory()[1] < 5_000_000
    finally:
        tracemalloc.stop()


def test_a_page_as_large_as_allowed_is_taken(site: Site, once: Callable[[Limits], Fetcher]) -> None:
    site.page("/law", b"12345")
    assert once(Limits(max_bytes=5)).get(f"{site.url}/law").content == b"12345"
    with pytest.raises(FetchError, match="larger than 4 bytes"):
        once(Limits(max_bytes=4)).get(f"{site.url}/law")
