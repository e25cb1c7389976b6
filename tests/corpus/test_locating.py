"""A law of unknown number is looked for where it may be, and taken only by its name and its day of enactment."""

import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from corpus.catalog import Entry
from corpus.errors import FetchError
from corpus.fetching import Fetcher, Limits
from corpus.locating import NotFoundError, locate
from corpus.store import Store
from corpus.syncing import Outcome, Result
from tests.corpus.invented_sources import law_page, links
from tests.corpus.serving_pages import CAPTCHA, Page, Reply, Silence, Site

NAMED = ("4710", "Änderung der SuchVO"), ("4713", "SuchVO")
LATER = "Vollzitat: Verordnung vom 2. Mai 2020 (SächsGVBl. S. 2)"


@pytest.fixture
def wanted(sources: tuple[Entry, ...]) -> Entry:
    """A law that only the search leads to."""
    return sources[2]


def looked_at(site: Site) -> list[str]:
    """The numbers of the laws that were asked for."""
    return re.findall(r"/vorschrift/(\d+)", " ".join(request.path for request in site.requests))


def lead_to(site: Site, *numbers: str) -> None:
    """Search results, none of which names the law."""
    site.page("/suche", links(*((number, f"Verordnung {number}") for number in numbers)))


def test_the_search_is_asked_for_the_short_name_in_force_today(site: Site, fetcher: Fetcher, wanted: Entry) -> None:
    locate(wanted, fetcher)
    (asked,) = parse_qs(urlsplit(site.requests[0].path).query)["search_request"]
    found = json.loads(asked)
    assert (found["search_text"], found["title_search"], found["include_envelopes"]) == ("SuchVO", "1", "1")
    assert abs((date.fromisoformat(found["valid_day"]) - date.today()).days) <= 1
    assert len(site.requests[0].path) < 400


def test_links_that_name_the_law_are_looked_at_first(site: Site, fetcher: Fetcher, wanted: Entry) -> None:
    site.page("/suche", links(("4711", "Andere"), *NAMED))
    site.page("/vorschrift/4710", str(law_page("RatVO", "4710")).encode())
    assert locate(wanted, fetcher).url == f"{site.url}/vorschrift/4713"
    assert looked_at(site) == ["4710", "4713"]


def test_the_envelope_itself_is_no_candidate(site: Site, fetcher: Fetcher, sources: tuple[Entry, ...]) -> None:
    site.page("/vorschrift/4700", links(("4700", "RatVO"), ("4712", "Artikel 1")))
    assert locate(sources[1], fetcher).url == f"{site.url}/vorschrift/4712"
    assert looked_at(site) == ["4700", "4712"]


def test_where_the_envelope_does_not_lead_to_the_law_the_search_does(
    site: Site, fetcher: Fetcher, sources: tuple[Entry, ...]
) -> None:
    site.page("/vorschrift/4700", links(*((str(number), "Andere") for number in range(4800, 4820))))
    site.page("/suche", links(("4801", "RatVO"), ("4712", "Rat")))
    assert locate(sources[1], fetcher).url == f"{site.url}/vorschrift/4712"
    assert looked_at(site) == ["4700", "4800", "4801", "4802", "4712"]


@pytest.mark.parametrize(
    ("page", "seen"),
    [
        (Page(str(law_page("RatVO", "4713")).encode()), "4713: RatVO of 2020-05-01"),
        (Page(str(law_page("SuchVO", "4713", citation=LATER)).encode()), "4713: SuchVO of 2020-05-02"),
        (
            Page(str(law_page("SuchVO", "4713", citation="Vollzitat: Verordnung")).encode()),
            "4713: SuchVO of an unknown day",
        ),
        (CAPTCHA, "4713: no law on the page ('')"),
        (Page(status=404), "4713: {url}/vorschrift/4713: status 404"),
        (Page("§".encode("cp1252")), "4713: {url}/vorschrift/4713: text in no known character encoding"),
    ],
)
def test_a_candidate_that_is_not_the_law_is_told_with_what_it_is(
    site: Site, fetcher: Fetcher, wanted: Entry, page: Reply, seen: str
) -> None:
    site.script("/vorschrift/4713", [page])
    with pytest.raises(NotFoundError) as failed:
        locate(wanted, fetcher)
    told = seen.format(url=site.url)
    assert str(failed.value) == f"SuchVO of 2020-05-01 not found in REVOSax; looked at {told}"


def test_a_law_whose_day_is_not_known_is_not_found_by_its_name_alone(
    site: Site, fetcher: Fetcher, wanted: Entry
) -> None:
    site.page("/vorschrift/4713", str(law_page("SuchVO", "4713", citation="Vollzitat: Verordnung")).encode())
    with pytest.raises(NotFoundError):
        locate(wanted.model_copy(update={"published": None}), fetcher)


def test_a_candidate_that_is_none_does_not_end_the_search(site: Site, fetcher: Fetcher, wanted: Entry) -> None:
    lead_to(site, "4799", "4713")
    assert locate(wanted, fetcher).url == f"{site.url}/vorschrift/4713"


def test_no_more_than_six_candidates_are_looked_at(site: Site, fetcher: Fetcher, wanted: Entry) -> None:
    lead_to(site, *map(str, range(4800, 4806)), "4713")
    with pytest.raises(NotFoundError):
        locate(wanted, fetcher)
    assert looked_at(site) == [str(number) for number in range(4800, 4806)]


def test_a_candidate_is_looked_at_once(site: Site, fetcher: Fetcher, sources: tuple[Entry, ...]) -> None:
    for path in ("/vorschrift/4700", "/suche"):
        site.page(path, links(("4711", "RatVO"), ("4711", "zur RatVO"), ("4711", "Muster")))
    with pytest.raises(NotFoundError):
        locate(sources[1], fetcher)
    assert looked_at(site) == ["4700", "4711"]


def test_a_search_without_results_finds_nothing(site: Site, fetcher: Fetcher, wanted: Entry) -> None:
    lead_to(site)
    with pytest.raises(NotFoundError, match=r"^SuchVO of 2020-05-01 not found in REVOSax; looked at no page$"):
        locate(wanted, fetcher)


def test_a_host_that_falls_silent_is_not_asked_for_further_candidates(site: Site, wanted: Entry) -> None:
    lead_to(site, "4798", "4713")
    site.script("/vorschrift/4798", [Silence()])
    limits = Limits(pause=0, read=0.1, tries=1)
    with Fetcher(frozenset({site.url}), limits) as fetcher, pytest.raises(FetchError, match="no answer in time"):
        locate(wanted, fetcher)
    assert looked_at(site) == ["4798"]


# --- as part of a sync ----------------------------------------------------------------------------------------------


def test_a_law_that_is_not_found_fails_and_is_looked_for_again(
    run: Callable[[], dict[str, Outcome]], site: Site, data_dir: Path
) -> None:
    lead_to(site)
    detail = "SuchVO of 2020-05-01 not found in REVOSax; looked at no page"
    assert run()["suchvo"] == Outcome("suchvo", Result.FAILED, detail)
    assert Store(data_dir).state("suchvo").problem == detail
    lead_to(site, "4713")
    assert run()["suchvo"].result is Result.NEW
    assert Store(data_dir).state("suchvo").address == f"{site.url}/vorschrift/4713"


def test_a_page_that_does_not_tell_its_number_is_remembered_by_where_it_was(
    run: Callable[[], dict[str, Outcome]], site: Site, data_dir: Path
) -> None:
    site.page("/vorschrift/4713", str(law_page("SuchVO", "keine")).encode())
    assert run()["suchvo"].result is Result.NEW
    assert Store(data_dir).state("suchvo").address == f"{site.url}/vorschrift/4713"
