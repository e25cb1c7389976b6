"""Files and texts that several tests of the corpus need; all of them invented."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from corpus import catalog, reviewing
from corpus.catalog import Entry
from corpus.fetching import Fetcher
from corpus.library import Library, load_library
from corpus.store import Store
from corpus.syncing import Outcome, sync
from tests.corpus.invented_sources import install, publish
from tests.corpus.serving_pages import Site, running_site
from tests.corpus.watch import Watch

MUSTER_LAW = """# Musterverordnung

Verordnung über die Arbeit der Vereine mit Geflüchteten
(Vereinsverordnung – MusterVO)

## § 1 Zweck

(1) Die Verordnung regelt die Arbeit der Vereine. Sie gilt für die Stadt und das Land.

(2) Nicht geregelt sind

1. die Miete der Räume und 2. der Kauf von Geräten. Näheres bestimmt die Stadt.

## § 2 Inkrafttreten

Die Verordnung gilt ab dem 1. Januar 2021.
"""


@pytest.fixture(scope="session")
def bundled() -> Library:
    """The corpus as it is shipped."""
    return load_library()


@pytest.fixture
def bundled_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the bundled data files that a test may damage; the corpus reads it instead of its own."""
    folder = tmp_path / "data"
    shutil.copytree(catalog.DATA, folder)
    monkeypatch.setattr(catalog, "DATA", folder)
    _forget()
    yield folder
    _forget()


def _forget() -> None:
    catalog.entries.cache_clear()
    reviewing.marks.cache_clear()


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """A loopback web server without pages yet; no proxy of the machine stands before it."""
    for name in ("NO_PROXY", "no_proxy"):
        monkeypatch.setenv(name, "127.0.0.1")
    with running_site() as site:
        yield site


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def fetcher(site: Site, watch: Watch) -> Iterator[Fetcher]:
    """Fetches from the site, waiting only in the watch's time."""
    with Fetcher(frozenset({site.url}), sleep=watch.sleep, clock=watch.clock) as fetcher:
        yield fetcher


@pytest.fixture
def sources(site: Site, monkeypatch: pytest.MonkeyPatch) -> tuple[Entry, ...]:
    """Invented sources of every kind, published on the site; the catalog holds no others."""
    publish(site)
    return install(site.url, monkeypatch)


@pytest.fixture
def run(sources: tuple[Entry, ...], data_dir: Path, fetcher: Fetcher) -> Callable[[], dict[str, Outcome]]:
    """Syncs the sources with the data folder; the outcomes by source."""
    return lambda: {outcome.source_id: outcome for outcome in sync(sources, Store(data_dir), fetcher)}


@pytest.fixture
def muster_law(tmp_path: Path) -> Path:
    """A small law of its own as a Markdown file."""
    path = tmp_path / "muster.md"
    path.write_text(MUSTER_LAW, encoding="utf-8")
    return path


@pytest.fixture
def pdf_of() -> Callable[..., bytes]:
    """Writes a PDF with a page for each list of lines."""
    return _pdf


def _pdf(*pages: list[str]) -> bytes:
    count = len(pages)
    kids = " ".join(f"{4 + 2 * i} 0 R" for i in range(count))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {count} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for i, lines in enumerate(pages):
        content = _page_content(lines)
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {5 + 2 * i} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>".encode()
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
    return _assembled(objects)


def _page_content(lines: list[str]) -> bytes:
    shown = [
        line.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)") for line in lines
    ]
    return b"BT /F1 11 Tf 50 800 Td 14 TL\n" + b"\n".join(b"(%s) Tj T*" % line for line in shown) + b"\nET"


def _assembled(objects: list[bytes]) -> bytes:
    body, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    return (
        body
        + b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
        + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, len(body))
    )
