"""The fixed German texts of the page, and the example questions by user group. All of it is our own HTML."""

TITLE = "KomIntAVO-Assistent"
QUESTION = "Ihre Frage"
KEYS = "Eingabetaste: Frage stellen. Umschalt + Eingabetaste: neue Zeile."
PLACEHOLDER = "z. B. Dürfen wir die Zuweisung weiterleiten?"
SEND = "Frage stellen"
CLEAR = "Neues Gespräch"
SIMPLE = "Antworten in Einfacher Sprache"

HEAD = """<div class="band"><a class="skip" href="#question">Zur Eingabe der Frage</a>
<div class="brand"><span class="mark" aria-hidden="true">§</span>
<div><h1>KomIntAVO-Assistent</h1>
<p>Antworten aus der sächsischen Kommunal&shy;integrations&shy;arbeits&shy;verordnung (KomIntAVO) und dem Sächsischen
Integrations- und Teilhabegesetz (SächsIntG), jede mit Fundstelle</p></div></div>
<p class="notice" role="note">Information, keine Rechtsberatung</p></div>"""

FOOT = """<p>Information, keine Rechtsberatung. Verbindlich ist allein der amtliche Wortlaut. Texte mit dem Vermerk
„eigene Zusammenfassung“ geben ihn mit eigenen Worten wieder.</p>
<p>Ihre Fragen bleiben auf diesem Server; das Gespräch endet mit dem Schließen der Seite. Bitte nennen Sie trotzdem
keine Namen und keine Angaben, die eine Person erkennen lassen.</p>"""

GUIDE = """<div class="guide"><p>Hier steht zu jeder Antwort der Absatz, auf dem sie beruht.</p>
<ul><li><b>Der ganze Absatz:</b> Die Wörter, auf die sich die Antwort stützt, sind
<mark>so markiert</mark>.</li>
<li><b>Seine Herkunft:</b> Stand des Textes, Herausgeber und der Weg zur amtlichen Seite.</li>
<li><b>Seine Art:</b> <span class="kind official">amtlich</span> ist der geltende Wortlaut;
<span class="kind">eigene Zusammenfassung</span>, <span class="kind">Hinweis</span> und
<span class="kind">Pressemitteilung</span> sind es nicht.</li></ul></div>"""

EXAMPLES_TITLE = """<h2>Beispielfragen</h2><p>Ein Klick stellt die Frage.</p>"""
EXAMPLES: dict[str, tuple[str, ...]] = {
    "Kommune": (
        "Dürfen wir die Zuweisung an einen freien Träger weiterleiten?",
        "Bis wann müssen wir den Verwendungsnachweis einreichen?",
        "Können wir von dem Geld einen Kleinbus kaufen?",
    ),
    "Freier Träger": (
        "Welche Abschlüsse brauchen Fachkräfte in der Flüchtlingssozialarbeit?",
        "Dürfen wir in der Flüchtlingssozialarbeit auch Rechtsberatung anbieten?",
    ),
    "Ehrenamt und Kommunalpolitik": (
        "Muss der Landkreis eine hauptamtliche Integrationsbeauftragte haben?",
        "Werden ehrenamtliche Beratungsangebote gefördert?",
    ),
}
