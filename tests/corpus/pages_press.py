"""Builds article pages as portals serve them; all words are invented."""

LEAD = "Die Stadt Musterhausen zahlt den Vereinen ab dem Sommer mehr Geld für Sprachkurse und für die Räume dazu."
BODY = "Der Rat hat das am Montag beschlossen. Die Vereine stellen ihren Antrag bis zum 1. Juli 2031 bei der Stadt."
MORE = "Im letzten Jahr haben 12 Vereine an dem Programm teilgenommen; die Stadt rechnet nun mit doppelt so vielen."


def press_page(
    container: str = "article",
    attributes: str = "",
    host: str = "www.zik.sachsen.de",
    time: str = '<time datetime="2031-05-03T10:00:00+02:00">03.05.2031</time>',
    title: str = "<h1>Mehr Geld für Kurse</h1>",
) -> str:
    """A page with one article in a container, and around it all that a portal adds."""
    return f"""<!DOCTYPE html><html lang="de"><head><title>Portal</title><meta charset="utf-8">
<link rel="canonical" href="https://{host}/medien/news/1"><script>var x = "Skript.";</script></head>
<body class="page"><nav><a href="/">Start. Zur Navigation.</a></nav>
<div class="breadcrumb-list">Sie sind hier. Startseite.</div>
<{container} {attributes}>
<header>{time}{title}</header>
<p class="teaser">{LEAD}</p>
<div class="share-buttons">Teilen Sie diese Seite.</div>
<h2>Was gilt</h2><p>{BODY}</p><ul><li>Kurse für alle.</li></ul>
<p>{MORE}</p>
<div class="contact-box"><p>Fragen beantwortet Frau Muster gern.</p></div>
<address>Musterstraße 1, 01234 Musterhausen.</address>
<aside>Lesen Sie auch. Das passt dazu.</aside>
<footer>Alle Rechte vorbehalten.</footer>
</{container}>
<div class="teaser-list"><article><h2>Andere Meldung</h2><p>Sie gehört nicht dazu.</p></article></div>
</body></html>"""


def cookie_wall() -> str:
    """A page that shows a request for consent in place of the article."""
    return "<html><body><main><h1>Cookies</h1><p>Bitte stimmen Sie zu. Dann geht es weiter.</p></main></body></html>"


def captcha() -> str:
    """A page that asks for a proof and has no heading."""
    return f"<html><body><main><div>Bitte warten. {LEAD} {BODY} {MORE}</div></main></body></html>"
