"""Example questions by user group, shown on the start page."""

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
