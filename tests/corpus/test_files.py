"""A user's file: what can be read, and what is refused in one line, changing nothing."""

import contextlib
import io
import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter

from corpus.adding import Details, add_file, read_document
from corpus.documents import Kind
from corpus.errors import CorpusError, FileRejectedError, StructureError
from corpus.normref import NormRef
from corpus.sources import files
from corpus.store import Store

PLAIN = "Die Stadt hilft bei der Integration. Sie zahlt den Vereinen die Miete und das Material für die Kurse.\n"
LAW_LINES = [
    "Vereinsverordnung (Vereinsverordnung – MusterVO)",
    "§ 1 Zweck",
    "(1) Die Verordnung regelt die Arbeit der Vereine mit Geflüch-",
    "teten. Sie gilt für die Stadt und das Land.",
    "(2) Dazu gehören:",
    "1. die Kurse und",
    "2. die Räume.",
    "§ 2 Inkrafttreten",
    "Die Verordnung gilt ab dem 1. Januar 2021.",
]
# The layout of a REVOSax page, with invented words.
PORTAL = """<!DOCTYPE html><html><head><title>REVOSax</title><style>p {}</style></head><body>
<nav><ul><li>Start</li><li>Suche</li></ul></nav>
<div id="content"><div class="law_show"><h1>Vereinsverordnung</h1>
<p>Vollzitat: Vereinsverordnung vom 5. Januar 2021</p>
<article id="lesetext">
<header title="Eingangsformel"><h3>Verordnung über Vereine<br>(Vereinsverordnung – MusterVO)</h3></header>
<div class="sections">
<section title="§ 1 Zweck" id="p1"><h4 class="centre">§&nbsp;1<br>Zweck</h4>
<p>(1) <sup class="satzzahl">1</sup>Vereine erhalten bis zu 20 m<sup>2</sup> Raum.<sup class="satzzahl">2</sup>Nötig
sind<a href="#FNID_1"><sup>1</sup></a>:</p>
<dl class="cf"><dt class="td_1">1.</dt><dd class="last">ein Plan mit</dd>
<dt class="td_1"></dt><dd class="td_2">a)</dd><dd class="last">Zielen und</dd>
<dt class="td_1"></dt><dd class="td_2">b)</dd><dd class="last">Kosten,</dd>
<dt class="td_1">2.</dt><dd class="last">ein Antrag.</dd></dl>
<p>(2) Die Stadt hilft den Vereinen.</p></section>
<section title="§ 2 (aufgehoben)" id="p2"><h4>§ 2<br>(aufgehoben)</h4></section>
<section title="§ 3 Ende" id="p3"><h4>§ 3<br>Ende</h4><p>Die Verordnung gilt für fünf Jahre.</p></section>
</div><footer><dl><dd id="FNID_1">Fußnote</dd></dl></footer></article></div></div>
<div id="quickbar"><div><h3>Gültigkeitszeitraum</h3><p>Fassung gültig ab: 1. Februar 2021</p></div></div>
<script>var x = "(3) nichts";</script></body></html>"""


def _write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def _text(path: Path) -> str:
    return files.text_of(path.name, files.bytes_of(path))


def _encrypted(pdf: bytes) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf)))
    writer.encrypt("geheim", algorithm="RC4-128")
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


# --- what can be read ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["a.md", "a.txt", "a.markdown", "A.TXT"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_text_is_read_in_the_usual_encodings(tmp_path: Path, name: str, encoding: str) -> None:
    assert _text(_write(tmp_path, name, PLAIN.encode(encoding))) == PLAIN


def test_a_portal_page_is_read_as_the_law_on_it(tmp_path: Path) -> None:
    document = read_document(_write(tmp_path, "seite.html", PORTAL))
    assert [p.key for p in document.provisions] == ["mustervo-p1-a1", "mustervo-p1-a2", "mustervo-p3"]
    first = document.provisions[0]
    assert first.heading == "Zweck"
    assert first.text == (
        "(1) Vereine erhalten bis zu 20 m² Raum. Nötig sind:\n"
        "1. ein Plan mit\na) Zielen und\nb) Kosten,\n2. ein Antrag."
    )
    last = first.find(NormRef("MusterVO", "1", "1", "2", "1", "b"))
    assert last is not None
    assert first.words(last) == "b) Kosten,"
    assert document.source.stand == "2021-02-01"


def test_html_with_an_xml_declaration_is_read(tmp_path: Path) -> None:
    page = f'<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml"><body><p>{PLAIN}</p></body></html>'
    assert PLAIN.strip() in _text(_write(tmp_path, "seite.htm", page))


def test_a_pdf_is_read_across_pages_and_hyphens(tmp_path: Path, pdf_of: Callable[..., bytes]) -> None:
    document = read_document(_write(tmp_path, "gesetz.pdf", pdf_of(LAW_LINES[:5], LAW_LINES[5:])))
    assert [p.key for p in document.provisions] == ["mustervo-p1-a1", "mustervo-p1-a2", "mustervo-p2"]
    assert "mit Geflüchteten. Sie gilt" in document.provisions[0].text
    assert [unit.ref.nummer for unit in document.provisions[1].units if unit.ref] == [None, "1", "2"]


def test_a_text_without_paragrafe_is_taken_as_prose(tmp_path: Path) -> None:
    text = f"Pressemitteilung\n\n## Mehr Geld für Kurse\n\nDresden, 3. Mai 2021. {PLAIN}\n\nDas gilt für alle."
    document = read_document(_write(tmp_path, "meldung.txt", text))
    assert document.source.kind == Kind.PRESS
    assert (document.source.title, document.source.stand) == ("Mehr Geld für Kurse", "2021-05-03")
    assert [p.key for p in document.provisions] == [
        "mehr-geld-fuer-kurse-2021-05-03-1",
        "mehr-geld-fuer-kurse-2021-05-03-2",
    ]


def test_an_added_law_is_official_but_said_to_be_unchecked(muster_law: Path) -> None:
    source = read_document(muster_law).source
    assert (source.id, source.kind, source.law) == ("mustervo", Kind.OFFICIAL, "MusterVO")
    assert source.note is not None
    assert "nicht gegen die amtliche Verkündung geprüft" in source.note


def test_what_the_user_says_about_a_file_wins(muster_law: Path) -> None:
    details = Details("Mein Titel", "Mein Verlag", "https://example.org", "2021-01-01")
    source = read_document(muster_law, details).source
    assert (source.title, source.publisher, source.url, source.stand) == (
        *("Mein Titel", "Mein Verlag", "https://example.org", "2021-01-01"),
    )


@pytest.mark.parametrize(
    ("title", "key"),
    [("KomIntAVO", "komintavo-eigen"), ("Begriffe", "begriffe-eigen"), ("§§§", "datei-1"), ("Mein Text", "mein-text")],
)
def test_added_prose_never_takes_the_place_of_a_bundled_source(tmp_path: Path, title: str, key: str) -> None:
    assert read_document(_write(tmp_path, "Datei 1.txt", PLAIN), Details(title)).source.id == key


# --- what is refused ----------------------------------------------------------------------------------------------

ENGLISH = "The city helps with integration. It pays the rent for all of the clubs and the material for their courses.\n"
OFF_SUBJECT = "Die Katze liegt auf dem Sofa und schläft. Der Hund ist im Garten und wartet auf das Essen, das er mag.\n"
GAP = """# V (Vereinsverordnung – MusterVO)
## § 1 Zweck
(1) Das ist der eine.
(3) Das ist der dritte.
## § 2 Ziel
Das ist es.
"""

REFUSED = {
    "fehlt.txt": (None, "missing"),
    "bild.png": (b"\x89PNG\r\n\x1a\n" + b"\0" * 60, "unknown-type"),
    "archiv.docx": (b"PK\x03\x04" + b"\0" * 60, "unknown-type"),
    "leer.txt": ("", "empty"),
    "kurz.md": ("Integration.\n", "empty"),
    "leer.html": ("<html><body><nav>Die Integration der Menschen und das alles hier</nav></body></html>", "empty"),
    "binaer.txt": (b"\0\1\2" + PLAIN.encode(), "broken"),
    "utf16.txt": (PLAIN.encode("utf-16"), "broken"),
    "verzeichnis.html": (b"\x81\x8d\x8f\x90\x9d" * 20, "broken"),
    "kaputt.pdf": (b"%PDF-1.4\nnichts weiter", "broken"),
    "kein.pdf": (PLAIN, "broken"),
    "english.txt": (ENGLISH, "not-german"),
    "zahlen.txt": ("12 34 56 78 90 " * 9, "not-german"),
    "katze.txt": (OFF_SUBJECT, "off-subject"),
    "adressen.txt": ("Integration Telefon 1 und das ist der, die\n\n" * 3, "empty"),
    "namenlos.md": ("## § 1 Zweck\nDas ist der Zweck und der Grund.\n## § 2 Ziel\nDas ist das Ziel.\n", "unknown-law"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_useless_file_is_refused_in_one_line_and_changes_nothing(tmp_path: Path, data_dir: Path, name: str) -> None:
    content, reason = REFUSED[name]
    path = _write(tmp_path, name, content) if content is not None else tmp_path / name
    with pytest.raises(FileRejectedError) as caught:
        add_file(path, data_dir)
    assert caught.value.reason == reason
    assert 10 < len(str(caught.value)) < 160 + len(str(path))
    assert "\n" not in str(caught.value)
    assert reason == "unknown-law" or path.name in str(caught.value)
    assert not data_dir.exists()


def test_a_refused_file_leaves_what_was_added_before(tmp_path: Path, data_dir: Path, muster_law: Path) -> None:
    add_file(muster_law, data_dir)
    before = {path: path.read_bytes() for path in data_dir.rglob("*") if path.is_file()}
    with pytest.raises(StructureError, match=r"§ 1 MusterVO: Absatz \(3\)"):
        add_file(_write(tmp_path, "luecke.md", GAP), data_dir)
    assert {path: path.read_bytes() for path in data_dir.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize(
    ("pages", "reason"),
    [
        ([], "empty"),
        ([[]], "empty"),
        ([[ENGLISH.strip()]], "not-german"),
        ([["Die Katze schläft auf dem Sofa, das ist nicht neu."]], "off-subject"),
    ],
)
def test_a_pdf_without_usable_text_is_refused(
    tmp_path: Path, pdf_of: Callable[..., bytes], pages: list[list[str]], reason: str
) -> None:
    with pytest.raises(FileRejectedError) as caught:
        read_document(_write(tmp_path, "a.pdf", pdf_of(*pages)))
    assert caught.value.reason == reason


def test_an_encrypted_pdf_is_refused(tmp_path: Path, pdf_of: Callable[..., bytes]) -> None:
    with pytest.raises(FileRejectedError, match=r"^a\.pdf: the PDF is encrypted$") as caught:
        read_document(_write(tmp_path, "a.pdf", _encrypted(pdf_of(LAW_LINES))))
    assert caught.value.reason == "encrypted"


def test_a_file_above_the_limits_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = _write(tmp_path, "gross.txt", PLAIN * 100)
    monkeypatch.setattr(files, "MAX_CHARACTERS", 5_000)
    with pytest.raises(FileRejectedError, match="more than 5,000 characters"):
        files.text_of(path.name, files.bytes_of(path))
    monkeypatch.setattr(files, "MAX_BYTES", 4_000)
    with pytest.raises(FileRejectedError, match="larger than") as caught:
        files.text_of(path.name, files.bytes_of(path))
    assert caught.value.reason == "too-large"


def test_a_file_that_the_system_does_not_hand_out_is_refused(tmp_path: Path) -> None:
    class Locked(type(tmp_path)):  # type: ignore[misc]  # the concrete Path of this system
        def read_bytes(self) -> bytes:
            raise PermissionError(13, "Permission denied")

    with pytest.raises(FileRejectedError, match=r"^a\.txt: cannot be read \(Permission denied\)$"):
        files.bytes_of(Locked(_write(tmp_path, "a.txt", PLAIN)))


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(FileRejectedError, match="no such file"):
        files.bytes_of(tmp_path)


def test_no_damage_to_a_pdf_gets_past_the_reader(
    tmp_path: Path, pdf_of: Callable[..., bytes], caplog: pytest.LogCaptureFixture
) -> None:
    whole, chance = pdf_of(LAW_LINES, LAW_LINES), random.Random(7)
    for number in range(300):
        damaged = bytearray(whole)
        for _ in range(chance.choice([1, 3, 20])):
            at = chance.randrange(len(damaged))
            if chance.random() < 0.6:
                damaged[at] = chance.randrange(256)
            else:
                del damaged[at : at + chance.randrange(1, 40)]
        with contextlib.suppress(CorpusError):
            read_document(_write(tmp_path, f"{number}.pdf", bytes(damaged)))
    assert caplog.records == []


@pytest.mark.parametrize(
    ("sound", "damaged"),
    [
        (b"<< /Length", b"<< /Filter /Foo /Length"),
        (b"<< /Length", b"<< /Filter /JBIG2Decode /Length"),
        (b"<< /Length", b"<< /Filter /ASCII85Decode /Length"),
        (b"/Kids [4 0 R]", b"/Kids 4 0 R"),
        (b"/Root 1 0 R", b"/Root 1 0 S"),
        (b"/Root 1 0 R", b"/Root 3 0 R"),
        (b"%PDF-1.4", b"%PDF-1.4\n1 0 R\n"),
    ],
)
def test_a_pdf_beyond_the_reader_is_refused_without_noise(
    tmp_path: Path,
    pdf_of: Callable[..., bytes],
    caplog: pytest.LogCaptureFixture,
    sound: bytes,
    damaged: bytes,
) -> None:
    with contextlib.suppress(FileRejectedError):  # some readers mend some of these
        read_document(_write(tmp_path, "a.pdf", pdf_of(LAW_LINES).replace(sound, damaged)))
    assert caplog.records == []


@pytest.mark.parametrize(
    ("sound", "damaged", "error"),
    [
        (b"<< /Length", b"<< /Filter /Foo /Length", "NotImplementedError"),
        (b"<< /Length", b"<< /Filter /ASCII85Decode /Length", "ValueError"),
        (b"14 TL", b"1 0 R TL", "AssertionError"),
        (b"startxref\n", b"startxref\n99999999999999999999", "OverflowError"),
    ],
)
def test_an_error_that_pypdf_lets_through_makes_a_pdf_broken(
    tmp_path: Path, pdf_of: Callable[..., bytes], sound: bytes, damaged: bytes, error: str
) -> None:
    content = pdf_of(LAW_LINES).replace(sound, damaged)
    with pytest.raises(FileRejectedError, match=rf"^a\.pdf: not a readable PDF \({error}\)$") as caught:
        read_document(_write(tmp_path, "a.pdf", content))
    assert caught.value.reason == "broken"


@pytest.mark.parametrize("character", [b"D800", b"0000"])
def test_a_pdf_whose_signs_stand_for_no_characters_is_broken(
    tmp_path: Path, pdf_of: Callable[..., bytes], character: bytes
) -> None:
    table = b"begincmap 1 beginbfchar <44> <%s> endbfchar endcmap" % character
    stream = b"9 0 obj\n<< /Length %d >>\nstream\n%s\nendstream\nendobj\nxref\n0" % (len(table), table)
    content = pdf_of(LAW_LINES).replace(b"xref\n0", stream, 1).replace(b"/Encoding /WinAnsi", b"/ToUnicode 9 0 R /A /B")
    with pytest.raises(FileRejectedError, match="does not tell which characters") as caught:
        read_document(_write(tmp_path, "a.pdf", content))
    assert caught.value.reason == "broken"


@pytest.mark.parametrize(("told", "stand"), [("1.2.2021", "2021-02-01"), ("31. 2. 2021", None), ("1.1.0000", None)])
def test_the_date_of_a_text_is_a_day_of_the_calendar(muster_law: Path, told: str, stand: str | None) -> None:
    muster_law.write_text(muster_law.read_text(encoding="utf-8").replace("## § 1", f"Stand: {told}\n\n## § 1", 1))
    document = read_document(muster_law)
    assert document.source.stand == (stand or document.added[:10])


def test_a_long_text_without_blank_lines_is_read_in_seconds(tmp_path: Path) -> None:
    document = read_document(_write(tmp_path, "lang.txt", PLAIN.replace("\n", " ") * 4_000))
    assert len(document.provisions[0].units) == 8_000


def test_a_stored_document_is_what_was_read(muster_law: Path, data_dir: Path) -> None:
    document = add_file(muster_law, data_dir)
    assert document.doubts == ()
    day = document.added[:10]
    assert Store(data_dir).current() == (replace(document, source=replace(document.source, checked=day)),)


def test_a_portal_page_tells_the_days_of_the_law(tmp_path: Path) -> None:
    document = read_document(_write(tmp_path, "seite.html", PORTAL))
    source = document.source
    assert (source.stand, source.published, source.citation) == (
        *("2021-02-01", "2021-01-05", "Vereinsverordnung vom 5. Januar 2021"),
    )
    assert (document.repealed, document.doubts) == (("2",), ())


@pytest.mark.parametrize(
    ("cut", "doubt"),
    [
        ("Fassung gültig ab: 1. Februar 2021", "no first day in force on the page"),
        (" vom 5. Januar 2021", "no day of enactment on the page"),
    ],
)
def test_a_portal_page_without_its_days_is_kept_aside(tmp_path: Path, data_dir: Path, cut: str, doubt: str) -> None:
    document = add_file(_write(tmp_path, "seite.html", PORTAL.replace(cut, "")), data_dir)
    assert document.doubts == (doubt,)
    assert Store(data_dir).current() == ()
    assert Store(data_dir).held() == (document,)
