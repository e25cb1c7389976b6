"""An article page of a portal: the article comes out, what stands around it does not, and no other page is taken."""

import random

import pytest

from corpus.documents import Kind
from corpus.errors import LayoutError
from corpus.sources.press_page import parse_press_page
from tests.corpus.pages_press import BODY, LEAD, MORE, captcha, cookie_wall, press_page


@pytest.mark.parametrize(
    ("container", "attributes"),
    [
        ("div", 'itemprop="articleBody"'),
        ("article", ""),
        ("main", ""),
        ("div", 'role="main"'),
        ("div", 'id="content"'),
        ("div", 'class="content wide"'),
    ],
)
def test_the_article_is_found_in_every_usual_container(container: str, attributes: str) -> None:
    prose = parse_press_page(press_page(container, attributes))
    assert prose.title == "Mehr Geld für Kurse"
    assert prose.paragraphs == (
        ("Mehr Geld für Kurse", LEAD),
        ("Was gilt", BODY),
        ("Was gilt", "Kurse für alle."),
        ("Was gilt", MORE),
    )


def test_the_narrowest_container_with_a_heading_and_enough_text_wins() -> None:
    page = (
        press_page()
        .replace("<article ", f"<main><h1>Portal</h1><p>{MORE} {MORE}</p><article ")
        .replace("</body>", "</main></body>")
    )
    assert parse_press_page(page).title == "Mehr Geld für Kurse"


def test_a_container_without_a_heading_is_passed_over() -> None:
    page = press_page("main").replace(f"<p>{MORE}</p>", f"<article><p>{MORE} {MORE}</p></article>")
    assert parse_press_page(page).title == "Mehr Geld für Kurse"


@pytest.mark.parametrize(
    ("host", "kind"),
    [
        ("medienservice.sachsen.de", Kind.PRESS),
        ("www.medienservice.sachsen.de", Kind.PRESS),
        ("www.zik.sachsen.de", Kind.GUIDANCE),
        ("medienservice.sachsen.de.example.org", Kind.GUIDANCE),
        ("[kaputt", Kind.GUIDANCE),
    ],
)
def test_only_the_media_service_makes_press(host: str, kind: Kind) -> None:
    assert parse_press_page(press_page(host=host)).kind == kind


def test_a_page_that_calls_itself_press_is_press() -> None:
    assert parse_press_page(press_page(time="<p>Medieninformation</p>")).kind == Kind.PRESS


@pytest.mark.parametrize(
    ("time", "dated"),
    [
        ('<time datetime="2031-05-03T10:00:00+02:00">heute</time>', "2031-05-03"),
        ('<time datetime="gestern">03.05.2031</time>', "2031-05-03"),
        ("<p>Musterhausen, 4. Mai 2031.</p>", "2031-05-04"),
        ("", "2031-07-01"),
    ],
)
def test_the_date_is_that_of_publication_before_any_in_the_text(time: str, dated: str) -> None:
    assert parse_press_page(press_page(time=time)).dated == dated


def test_a_date_for_machines_in_the_head_comes_first() -> None:
    meta = '<meta property="article:published_time" content="2031-05-02T08:00:00Z"></head>'
    assert parse_press_page(press_page().replace("</head>", meta)).dated == "2031-05-02"


def test_markup_of_the_page_is_text_of_the_article_at_most() -> None:
    prose = parse_press_page(press_page(title="<h1>Mehr &lt;b&gt;Geld&lt;/b&gt; <em>für</em> Kurse</h1>"))
    assert prose.title == "Mehr <b>Geld</b> für Kurse"


@pytest.mark.parametrize(
    ("page", "message"),
    [
        (cookie_wall(), "no article"),
        (captcha(), "no article"),
        ("", "no article"),
        ("Zugriff verweigert.", "no article"),
        (press_page(title=""), "no article"),
        (press_page(title="<h1> </h1>"), "no title or no sentence"),
        (press_page("section"), "no article"),
        (f"<main><h1>Fotos</h1><p>{'Bild vom Fest ' * 30}</p></main>", "no title or no sentence"),
        (press_page(title="<h1>Neu\ud800</h1>"), "not decoded text"),
        ("<main>" + "<div>" * 5_000, "nested deeper than 200 levels"),
    ],
)
def test_a_page_without_an_article_is_refused_in_one_line(page: str, message: str) -> None:
    with pytest.raises(LayoutError, match=message) as caught:
        parse_press_page(page)
    assert "\n" not in str(caught.value)


def test_no_damage_gets_past_the_reader() -> None:
    whole, chance, taken = press_page(), random.Random(7), 0
    for _ in range(150):
        at = chance.randrange(len(whole) - 60)
        damaged = (
            whole[:at]
            + chance.choice(["", "<", "</div>", "\0", "&#xD800;", "<svg>"])
            + whole[at + chance.randrange(60) :]
        )
        try:
            taken += bool(parse_press_page(damaged).paragraphs)
        except LayoutError:
            continue
    assert taken > 0
