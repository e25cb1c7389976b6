"""Pages are fetched from listed origins only, with their version, and read in their encoding."""

import re
import shutil
import subprocess
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.errors import FetchError
from corpus.fetching import Fetched, Fetcher, Limits, Seen
from tests.corpus.serving_pages import (
    CAPTCHA,
    Page,
    Site,
    redirect,
    running_site,
)

ROOT = Path(__file__).resolve().parents[2]
TEXT = "<p>Es gilt „das“ – überall.</p>"
ORIGIN = "https://gesetze.example"


def paths(site: Site) -> list[str]:
    return [request.path for request in site.requests]


def test_a_page_comes_with_its_address_type_and_version(site: Site, fetcher: Fetcher) -> None:
    date = "Mon, 06 Jan 2031 10:00:00 GMT"
    headers = {"Content-Type": "Text/HTML; charset=UTF-8", "Last-Modified": date}
    site.page("/law", TEXT.encode(), etag='"1"', headers=headers)
    page = fetcher.get(f"{site.url}/law")
    assert page == Fetched(f"{site.url}/law", TEXT.encode(), "text/html", Seen('"1"', date), "utf-8")
    assert page.text == TEXT


def test_the_query_is_kept_and_blanks_are_encoded(site: Site, fetcher: Fetcher) -> None:
    site.page("/a%20b?q=%C2%A7%204&x=%2F+1", b"found")
    assert fetcher.get(f"{site.url}/a b?q=§ 4&x=%2F+1").content == b"found"


def test_the_fetcher_names_itself_its_version_and_what_it_can_unpack(site: Site, fetcher: Fetcher) -> None:
    site.page("/law", b"")
    fetcher.get(f"{site.url}/law")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    agent = f"KomIntAVO-Assistent/{project['version']} (+{project['name']}; legal text update)"
    assert site.requests[0].headers["user-agent"] == agent
    assert site.requests[0].headers["accept-encoding"] == "gzip"


def test_cookies_are_not_kept(site: Site, fetcher: Fetcher) -> None:
    site.page("/law", b"", headers={"Set-Cookie": "id=1; Path=/"})
    fetcher.get(f"{site.url}/law")
    fetcher.get(f"{site.url}/law")
    assert ["cookie" in request.headers for request in site.requests] == [False, False]


@pytest.mark.parametrize("sent", ["", "html", "\x07/\x07", "text"])
def test_a_type_that_is_none_is_empty(site: Site, fetcher: Fetcher, sent: str) -> None:
    site.page("/law", b"x", headers={"Content-Type": sent} if sent else {})
    assert fetcher.get(f"{site.url}/law").media_type == ""


def test_what_is_no_law_comes_back_as_it_is(site: Site, fetcher: Fetcher) -> None:
    site.script("/law.xml", [CAPTCHA])
    page = fetcher.get(f"{site.url}/law.xml")
    assert (page.content, page.media_type) == (CAPTCHA.body, "text/html")


def test_an_empty_page_is_not_taken_for_an_unchanged_one(site: Site, fetcher: Fetcher) -> None:
    site.page("/law", b"", etag='"2"')
    assert fetcher.get(f"{site.url}/law", Seen('"1"')).content == b""


# Versions


@pytest.mark.parametrize(
    ("header", "seen"),
    [("ETag", Seen(etag='"1"')), ("Last-Modified", Seen(last_modified="Mon, 06 Jan 2031 10:00:00 GMT"))],
)
def test_an_unchanged_page_is_not_sent_again(site: Site, fetcher: Fetcher, header: str, seen: Seen) -> None:
    site.page("/law", b"old", headers={header: seen.etag or seen.last_modified or ""})
    assert fetcher.get(f"{site.url}/law").seen == seen
    page = fetcher.get(f"{site.url}/law", seen)
    assert (page.content, page.text, page.seen) == (None, "", seen)


def test_an_unchanged_page_may_get_a_new_etag(site: Site, fetcher: Fetcher) -> None:
    site.script("/law", [Page(status=304, headers={"ETag": '"2"'})])
    assert fetcher.get(f"{site.url}/law", Seen('"1"', "yesterday")).seen == Seen('"2"', "yesterday")


def test_unchanged_is_no_answer_to_who_has_seen_nothing(site: Site, fetcher: Fetcher) -> None:
    site.script("/law", [Page(status=304)])
    with pytest.raises(FetchError, match="status 304"):
        fetcher.get(f"{site.url}/law")


def test_an_etag_that_cannot_be_sent_back_is_dropped(site: Site, fetcher: Fetcher) -> None:
    site.page("/law", b"x", etag='"ä"')
    page = fetcher.get(f"{site.url}/law")
    assert fetcher.get(f"{site.url}/law", page.seen) == page


# Addresses


@pytest.mark.parametrize(
    "url",
    [
        "",
        "/law",
        "//gesetze.example/law",
        "http://gesetze.example/law",
        "https:gesetze.example/law",
        "https:///gesetze.example/law",
        "https://gesetze.example.evil.example/law",
        "https://gesetze.example@evil.example/law",
        "https://gesetze.example\\@evil.example/law",
        "https://evil.example\\.gesetze.example/law",
        "https://name@gesetze.example/law",
        "https://@gesetze.example/law",
        "https://gesetze.example:443/law",
        "https://gesetze.example:8443/law",
        "https://gesetze.example./law",
        "https://GESETZE.example/law",
        "https://gesetze。example/law",
        "https://geſetze.example/law",
        "https://gesetze.example\t/law",
        " https://gesetze.example/law",
        "file:///etc/passwd",
        "javascript:1",
    ],
)
def test_no_other_origin_is_connected_to(url: str) -> None:
    with Fetcher(frozenset({ORIGIN})) as fetcher, pytest.raises(FetchError) as refused:
        fetcher.get(url)
    assert refused.value.reason == "origin"


@pytest.mark.parametrize("path", ["a\nb", "a\x1b[2J", "\ud800", "a" * 70_000])
def test_a_broken_address_is_refused_in_one_printable_line(path: str) -> None:
    with Fetcher(frozenset({ORIGIN})) as fetcher, pytest.raises(FetchError) as refused:
        fetcher.get(f"{ORIGIN}/{path}")
    assert refused.value.reason == "url"
    assert str(refused.value).isprintable()
    assert len(str(refused.value)) < 600


def test_a_redirect_on_the_site_is_followed(site: Site, fetcher: Fetcher) -> None:
    site.script("/old/law", [redirect("../new?v=2", 301)])
    site.page("/new?v=2", b"new")
    page = fetcher.get(f"{site.url}/old/law")
    assert (page.url, page.content) == (f"{site.url}/new?v=2", b"new")


@pytest.mark.parametrize("form", ["http://127.0.0.1:{port}/law", "//127.0.0.1:{port}/law", "file:///etc/passwd"])
def test_a_redirect_to_another_origin_is_not_followed(site: Site, fetcher: Fetcher, form: str) -> None:
    with running_site() as foreign:
        site.script("/law", [redirect(form.format(port=foreign.server_port))])
        with pytest.raises(FetchError) as refused:
            fetcher.get(f"{site.url}/law")
        assert foreign.requests == []
    assert refused.value.reason == "origin"
    assert paths(site) == ["/law"]


def test_a_redirect_with_a_broken_address_is_refused(site: Site, fetcher: Fetcher) -> None:
    site.script("/law", [redirect("http://[")])
    with pytest.raises(FetchError, match="not a valid address"):
        fetcher.get(f"{site.url}/law")


@pytest.mark.parametrize("target", ["/law", "/other"])
def test_redirects_in_a_circle_end(site: Site, fetcher: Fetcher, target: str) -> None:
    site.script("/law", [redirect(target)])
    site.script("/other", [redirect("/law")])
    with pytest.raises(FetchError) as given_up:
        fetcher.get(f"{site.url}/law")
    assert given_up.value.reason == "redirects"
    assert len(site.requests) == 1 + Limits().redirects


# Characters


def page_of(content: bytes, charset: str | None = None) -> Fetched:
    return Fetched("https://gesetze.example/law", content, "text/html", Seen(), charset)


@pytest.mark.parametrize(
    ("encoding", "charset", "head"),
    [
        ("utf-8", None, ""),
        ("utf-8-sig", "iso-8859-1", ""),
        ("utf-16", None, ""),
        ("cp1252", "windows-1252", ""),
        ("cp1252", "iso-8859-1", ""),
        ("cp1252", None, '<meta charset="iso-8859-1">'),
        ("cp1252", None, '<?xml version="1.0" encoding="windows-1252"?>'),
        ("cp1252", "utf-8", '<meta http-equiv="Content-Type" content="text/html; charset=windows-1252">'),
        ("utf-8", "no-such-charset", ""),
        ("utf-8", "hex", ""),
        ("utf-8", "us-ascii", '<meta charset="a\0b">'),
        ("utf-8", "unicode_escape", "\\ud800"),
        ("utf-8", "utf-7", "+2AA-"),
    ],
)
def test_the_text_is_read_by_what_names_its_encoding(encoding: str, charset: str | None, head: str) -> None:
    assert page_of((head + TEXT).encode(encoding), charset).text == head + TEXT


def test_text_in_no_known_encoding_is_refused() -> None:
    with pytest.raises(FetchError) as refused:
        _ = page_of("für".encode("cp1252"), "us-ascii").text
    assert refused.value.reason == "charset"


def test_the_search_for_a_charset_ends_soon() -> None:
    content = b"<meta" * 1_000_000
    assert page_of(content).text == content.decode()


# The environment


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A certificate for 127.0.0.1 that nobody vouches for, with its key."""
    openssl = shutil.which("openssl") or pytest.skip("needs openssl")
    path = tmp_path / "server.pem"
    command = f"{openssl} req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=muster"
    files = ["-addext", "subjectAltName=IP:127.0.0.1", "-keyout", str(path), "-out", str(tmp_path / "part.pem")]
    subprocess.run([*command.split(), *files], check=True, capture_output=True)
    path.write_bytes(path.read_bytes() + (tmp_path / "part.pem").read_bytes())
    return path


def test_a_server_is_trusted_only_by_a_known_certificate(
    certificate: Path, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    with running_site(certificate) as secure:
        secure.page("/law", b"secret")
        with Fetcher(frozenset({secure.url})) as fetcher, pytest.raises(FetchError) as refused:
            fetcher.get(f"{secure.url}/law")
        assert refused.value.reason == "tls"
        assert secure.requests == []
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        with Fetcher(frozenset({secure.url})) as fetcher:
            assert fetcher.get(f"{secure.url}/law").content == b"secret"


def test_a_redirect_from_https_to_http_is_refused(
    certificate: Path, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with running_site(certificate) as secure, Fetcher(frozenset({secure.url})) as fetcher:
        secure.script("/law", [redirect(re.sub("^https", "http", secure.url))])
        with pytest.raises(FetchError) as refused:
            fetcher.get(f"{secure.url}/law")
        assert len(secure.requests) == 1
    assert refused.value.reason == "origin"


@pytest.fixture
def proxied(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Sets the proxy of the environment for http."""

    def set_proxy(url: str) -> None:
        monkeypatch.delenv("http_proxy", raising=False)
        monkeypatch.setenv("HTTP_PROXY", url)

    return set_proxy


def test_a_proxy_of_the_environment_is_used(site: Site, proxied: Callable[[str], None]) -> None:
    proxied(site.url)
    site.page("http://gesetze.example/law", b"by proxy")
    with Fetcher(frozenset({"http://gesetze.example"})) as fetcher:
        assert fetcher.get("http://gesetze.example/law").content == b"by proxy"


@pytest.mark.parametrize("proxy", ["ftp://127.0.0.1:1", "socks5://127.0.0.1:1"])
def test_a_proxy_that_cannot_be_used_is_an_error_of_one_line(proxied: Callable[[str], None], proxy: str) -> None:
    proxied(proxy)
    with pytest.raises(FetchError) as refused:
        Fetcher(frozenset({ORIGIN}))
    assert refused.value.reason == "settings"
