"""/vorschriften with several versions of a law: as of a day, what changed, what of ours is to be reviewed."""

from dataclasses import replace
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from starlette.applications import Starlette
from starlette.testclient import TestClient

from assistant.feedback import FeedbackStore
from assistant.settings import Language
from assistant.web.views.routes import routes
from corpus.documents import Kind, Provision, Source, Unit
from corpus.library import load_library
from corpus.normref import NormRef
from corpus.store import Document, Store
from tests.assistant.web.kept import kept

HOSTILE = '<img src=x onerror="alert(1)">'


def _law(stand: str, *texts: str, law: str = "MusterVO") -> Document:
    refs = [NormRef(law, "1", str(number)) for number in range(1, len(texts) + 1)]
    provisions = [Provision(r.id, r, "Zweck", t, (Unit(r, 0, len(t)),)) for r, t in zip(refs, texts, strict=True)]
    source = Source(law.lower(), Kind.OFFICIAL, f"Das {law}", "Stadt", stand, law=law)
    return Document(source, tuple(provisions), "muster.html", f"{stand}T12:00:00+00:00")


OLD = _law("2021-01-01", "(1) Die Stadt zahlt.", "(2) Der Kreis zahlt.")
NEW = _law("2022-01-01", f"(1) Die Stadt zahlt {HOSTILE} nicht.", "(2) Der Kreis zahlt.")


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    for document in (OLD, NEW):
        Store(tmp_path).add(document)
    return tmp_path


def page(data_dir: Path, address: str, status: int = 200, language: Language = "de") -> BeautifulSoup:
    keeper = kept(load_library(data_dir), data_dir)
    views = routes(keeper, language, FeedbackStore(Path("never-written")))
    response = TestClient(Starlette(routes=views)).get(address)
    assert response.status_code == status
    return BeautifulSoup(response.text, "lxml")


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/vorschriften/mustervo", "nicht."),
        ("/vorschriften/mustervo?am=", "nicht."),
        ("/vorschriften/mustervo?am=2021-06-01", "zahlt."),
        ("/vorschriften/mustervo?am=2022-01-01", "nicht."),
    ],
)
def test_the_text_of_the_day_is_shown(data_dir: Path, address: str, words: str) -> None:
    text = page(data_dir, address).select("#mustervo-p1-a1 .wording")[0].get_text(" ", strip=True)
    assert text.endswith(words)


def test_a_text_of_another_day_says_so_and_leads_back_to_todays(data_dir: Path) -> None:
    told = page(data_dir, "/vorschriften/mustervo?am=2021-06-01").select(".message")[0]
    assert "01.06.2021" in told.get_text()
    assert [link["href"] for link in told.select("a")] == ["/vorschriften/mustervo"]
    assert not page(data_dir, "/vorschriften/mustervo").select(".message")


def test_a_law_that_was_not_yet_in_force_is_not_shown(data_dir: Path) -> None:
    soup = page(data_dir, "/vorschriften/mustervo?am=2020-12-31")
    assert "noch nicht" in soup.select(".message")[0].get_text()
    assert not soup.select(".provision")


@pytest.mark.parametrize("day", ["gestern", "2021-13-01", "1.1.2021", HOSTILE])
def test_what_is_no_day_is_told_at_the_field(data_dir: Path, day: str) -> None:
    soup = page(data_dir, f"/vorschriften/mustervo?am={day}", 400)
    assert soup.select("#am[aria-invalid]")[0]["aria-describedby"] == soup.select(".problem")[0]["id"]
    assert soup.select("#am")[0]["value"] == day
    assert not soup.select("img")
    assert soup.select(".provision")


def test_the_versions_are_listed_the_latest_first_with_what_changed_in_each(data_dir: Path) -> None:
    entries = page(data_dir, "/vorschriften/mustervo").select(".editions li")
    assert [entry.select("a")[0].get_text() for entry in entries] == ["Fassung ab 01.01.2022", "Fassung ab 01.01.2021"]
    assert [link["href"] for link in entries[0].select("a")] == [
        "/vorschriften/mustervo?am=2022-01-01",
        f"/vorschriften/mustervo/aenderungen?von={OLD.version}&bis={NEW.version}",
    ]
    assert len(entries[1].select("a")) == 1
    assert not page(data_dir, "/vorschriften/komintavo").select(".editions")


@pytest.mark.parametrize(("language", "new"), [("de", "neu:"), ("en", "new:")])
def test_what_changed_is_marked_by_word(data_dir: Path, language: Language, new: str) -> None:
    address = f"/vorschriften/mustervo/aenderungen?von={OLD.version}&bis={NEW.version}"
    (article,) = page(data_dir, address, language=language).select(".provision")
    assert article.h2 is not None
    assert article.h2.get_text() == "§ 1 Abs. 1 MusterVO"
    assert [mark.get_text(" ", strip=True).split()[1] for mark in article.select("del")] == ["zahlt."]
    (came,) = article.select("ins")
    assert came.select("span")[0].get_text(strip=True) == new
    assert HOSTILE in came.get_text()


@pytest.mark.parametrize("query", ["", "?von=1&bis=2", f"?von={OLD.version}", f"?von={OLD.version}&bis=../x"])
def test_a_version_that_is_not_there_is_missing(data_dir: Path, query: str) -> None:
    page(data_dir, f"/vorschriften/mustervo/aenderungen{query}", 404)


def test_what_changed_in_a_law_that_is_not_there_is_missing(data_dir: Path) -> None:
    page(data_dir, f"/vorschriften/x/aenderungen?von={OLD.version}&bis={NEW.version}", 404)


def test_a_changed_absatz_of_ours_is_marked_wherever_its_norm_stands(data_dir: Path) -> None:
    ours = load_library().laws["KomIntAVO"]
    texts = {chunk.key: chunk.provision for chunk in ours}
    changed = replace(texts["komintavo-p5-a1"], text="(1) Anders.", units=())
    official = _law("2025-01-01", law="KomIntAVO")
    provisions = tuple(changed if key == changed.key else own for key, own in texts.items())
    Store(data_dir).add(replace(official, provisions=provisions))
    assert page(data_dir, "/vorschriften/komintavo").select("#komintavo-p5-a1 .address .stale")
    assert page(data_dir, "/vorschriften/komintavo").select("#komintavo-p5-a1 .restated .stale")
    assert page(data_dir, "/fristen?jahr=2026").select("td .stale")
    assert not page(data_dir, "/vorschriften/saechsintg").select(".stale")
