"""What is computed from amounts and counts: shares, ratios, numbers of applicants, majorities."""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from assistant.calculating.numbers import Kind, Number, euros, german
from assistant.calculating.reading import Asked, Calculation, Measure
from corpus.documents import Verdict
from corpus.normref import NormRef

_HOW_MUCH = (
    r"wie ?viele?n?\b|wie hoch|höchstens|maximal|\bmax\b|höchst(?:betrag|anteil|grenze|wert)|obergrenze|"
    r"how (?:much|many)"
)
_ABOUT_RULE = (
    r"festgelegt|vorgeschrieben|schreibt .*\bvor\b|steht (?:in|da|dort|das|im)\b|\bmeint\b|bedeute|\bstimmt es\b|starr|"
    r"ausnahmslos|vorgabe|^\W*sollte|vorgesehene schlüssel|normale schlüssel"
)
_LEAST_BARE = 1000
_HUNDRED = Decimal(100)

_MOST_ADMINISTRATION = Decimal(20)
_ADMINISTRATION = r"verwaltung|overhead|gemeinkosten|bürokosten|administration"
_OTHER_FIELD = (
    r"integrationsberatung|integrationsmanagement|\bibz\b|beratungszentr|teilhabebericht|beauftragt|koordinator"
)
_OTHER_USE = (
    r"personal|sachkosten|sachausgaben|\bmiete|\brest\b|übrig|dolmetsch|zusätzlich|außerdem|eigenmittel|eigenanteil|spende|"
    r"gesamtkosten|drittmittel|sprachmittl|fahrzeug|fortbildung|honorar|je(?:weils)? |\bpro\b|monat"
)
_TOTAL = (
    r"\bvon\b|davon|daraus|\baus\b|mittel|zuweis|zugewiesen|\bgeld|budget|topf|förder|insgesamt|gesamt|bekomm|erhalt|erhält|haben|"
    r"bewilligt|\bfsa\b"
)
_ENDS_BARE = (
    r"(?:\s*(?:[,.;:?!)]|$)|"
    r"\s+(?:von|in|für|an|auf|bei|davon|daraus|gehen|geht|sind|ist|und|fließen|zugewiesen|ok|okay)\b)"
)
_AMOUNT_OF_ADMINISTRATION = r"\s*(?:für|in)\s+(?:die\s+|unsere\s+)?(?:verwaltung|overhead)"
_NOT_A_SHARE = (
    r"\s*(?:-\s*\w+|(?:mehr|weniger|höher|niedriger|punkte?|"
    r"der (?:stelle|arbeitszeit|beschäftigte|mitarbeit|fälle))\w*)"
)


def administration(asked: Asked, norm: NormRef) -> Calculation | None:
    """The share of the funds for refugee social work that administration takes, and the most it may take."""
    refugee_work = asked.has(r"flüchtlingssozial|\bfsa\b|refugee")
    if not asked.has(_ADMINISTRATION) or asked.has(_OTHER_USE) or (asked.has(_OTHER_FIELD) and not refugee_work):
        return None
    amounts = [n for n in asked.numbers if n.kind is Kind.EURO or _is_bare(n)]
    shares = [n for n in asked.kind(Kind.PERCENT) if n.value != _MOST_ADMINISTRATION or not amounts]
    values = [n.value for n in amounts if n.value]
    if len(values) != len(amounts) or not (len(amounts) == 1 or all(n.value is not None for n in shares)):
        return None
    if len(values) == 2 and not shares:
        return _share_of_total(asked, norm, amounts, min(values), max(values))
    if len(values) == 1 and not shares:
        return _most_of(asked, norm, amounts[0], values[0])
    if len(shares) != 1 or shares[0].value is None or len(values) > 1:
        return None
    return _percentage(asked, norm, shares[0], shares[0].value, amounts)


def _is_bare(number: Number) -> bool:
    """A large number without a unit: an amount, beside other amounts."""
    large = number.value is None or number.value >= _LEAST_BARE
    return number.kind is Kind.PLAIN and number.digits and large and bool(re.match(_ENDS_BARE, number.rest, re.I))


def _share_of_total(
    asked: Asked, norm: NormRef, used: Sequence[Number], part: Decimal, total: Decimal
) -> Calculation | None:
    if part == total or not asked.has(_TOTAL):
        return None
    share, most = part * 100 / total, total * _MOST_ADMINISTRATION / 100
    kept = share <= _MOST_ADMINISTRATION
    side = "hält die Grenze von 20 Prozent ein" if kept else "überschreitet die Grenze von 20 Prozent"
    text = (
        f"{euros(part)} Verwaltungsausgaben von {euros(total)} für die Flüchtlingssozialarbeit sind "
        f"{german(share)} Prozent (berechnet); das {side}. Höchstens möglich wären {euros(most)} (berechnet)."
    )
    return Calculation(norm, text, asked.verdict(kept, Measure.SHARE, used))


def _most_of(asked: Asked, norm: NormRef, number: Number, total: Decimal) -> Calculation | None:
    how_much = asked.has(_TOTAL) and asked.has(_HOW_MUCH) and not asked.has(r"\bdamit\b|mindestens")
    if _is_administration(number) or not how_much:
        return None
    most = total * _MOST_ADMINISTRATION / 100
    text = (
        f"Von {euros(total)} für die Flüchtlingssozialarbeit dürfen höchstens {euros(most)} (berechnet), "
        "also 20 Prozent, in Verwaltungsaufgaben fließen."
    )
    return Calculation(norm, text, None)


def _percentage(
    asked: Asked, norm: NormRef, number: Number, share: Decimal, amounts: Sequence[Number]
) -> Calculation | None:
    kept = share <= _MOST_ADMINISTRATION
    verdict = asked.verdict(kept, Measure.SHARE, [number, *amounts])
    of_rule = asked.has(rf"grenze|deckel|limit|{_HOW_MUCH}|{_ABOUT_RULE}|m[uü]ss") and verdict is None
    if of_rule or share > _HUNDRED or re.match(_NOT_A_SHARE, number.rest, re.I):
        return None
    distance = abs(share - _MOST_ADMINISTRATION)
    points = f"{german(distance)} Prozentpunkt{'' if distance == 1 else 'e'}"
    side = f"{points} {'unter' if kept else 'über'} der" if distance else "genau an der"
    text = (
        f"{german(share)} Prozent für Verwaltung {'liegt' if share == 1 else 'liegen'} {side} Grenze von 20 Prozent "
        f"(berechnet), {'das ist zulässig' if kept else 'das ist zu viel'}."
    )
    if len(amounts) == 1 and amounts[0].value and not _is_administration(amounts[0]):
        most = amounts[0].value * _MOST_ADMINISTRATION / 100
        text += f" Von {euros(amounts[0].value)} sind höchstens {euros(most)} (berechnet) möglich."
    return Calculation(norm, text, verdict)


def _is_administration(amount: Number) -> bool:
    """Whether an amount is what administration takes: "90.000 Euro für die Verwaltung"."""
    before = r"verwaltungs\w*\s+(?:von|in höhe von|sind|betragen)?\s*$"
    return bool(re.match(_AMOUNT_OF_ADMINISTRATION, amount.rest, re.I) or re.search(before, amount.lead, re.I))


_STAFF = (
    r"vollzeit\w*|vz[äa]e?s?|vk|fte|(?:plan|personal|fsa-)?stellen?|(?:fach|arbeits|fsa-|fsa)?kr[äa]fte?n?|"
    r"\w*sozialarbeiter\w*|sozialpädagog\w*|betreuer(?:innen|in|n)?|mitarbeiter(?:innen|in|n|nde\w*)?|social workers?"
)
_PERSONS = (
    r"\w*flüchtlinge?n?|geflüchtete\w*|personen|menschen|leuten?|klient\w*|asyl\w*|ukrainer\w*|geduldete\w*|betreute\w*|"
    r"schutzsuchende\w*|ausländer\w*|refugees"
)
_OTHER_STAFF = (
    r"teilzeit|halbtag|stunden|wochenstunde|\bibz\b|integrationsberatung|rückkehrberat|ratsuchend|kita|schul|lehrkr|ehrenamt|"
    r"verwaltungskr|halbe\b|unbesetzt|krank"
)
_RATIO_WORD = r"schlüssel|richtwert|verhältnis|\bquote\b|1 ?(?::|zu) ?100"


def staff_ratio(asked: Asked, norm: NormRef) -> Calculation | None:
    """How many persons there are for each post, and how many posts one for each hundred would be."""
    ratios = [m for m in re.finditer(r"\b1\s?(?::|zu)\s?([0-9]+)", asked.text) if m[1] != "100"]
    if ratios or asked.has(_OTHER_STAFF) or asked.has(_ABOUT_RULE):
        return None
    staff, persons = asked.count(_STAFF), asked.count(_PERSONS)
    ones = Number(Decimal(1), Kind.PLAIN, "", "", False, False)
    if not staff and asked.has(rf"\b(?:pro|je|per)\s+(?:{_STAFF})(?!\w)"):
        staff = [ones]
    if len(persons) != 1 or len(staff) > 1:
        return None
    people = persons[0].value
    if not people or people % 1 or any(not n.value for n in staff):
        return None
    posts = people / 100
    needed = f"{german(posts)} {'Stelle' if posts == 1 else 'Stellen'} (berechnet)"
    if not staff:
        if not asked.has(rf"(?:wie ?viele?n?|how many)\s+(?:\w+\s+)?(?:{_STAFF})(?!\w)"):
            return None
        text = f"Für {german(people)} Personen ergeben sich beim Richtwert 1 : 100 rechnerisch {needed}; {_SHOULD}"
        return Calculation(norm, text, None)
    return _compared_ratio(asked, norm, staff[0], persons[0], needed)


_SHOULD = "er „sollte grundsätzlich“ eingehalten werden, ist also keine starre Grenze."


def _compared_ratio(asked: Asked, norm: NormRef, staff: Number, persons: Number, needed: str) -> Calculation | None:
    posts, people = staff.value or Decimal(1), persons.value or Decimal(0)
    if people < posts:
        return None
    each = people / posts
    kept = each <= _HUNDRED
    verdict = asked.verdict(kept, Measure.RATIO, [staff, persons])
    if verdict is Verdict.NO and not kept and not asked.has(_RATIO_WORD):
        verdict = None  # "reichen drei Kräfte?": the rule is no minimum
    if each < _HUNDRED and asked.has(r"entspr"):
        verdict = None  # better than the ratio
    side = "genau wie" if each == _HUNDRED else "weniger als" if kept else "mehr als"
    ratio = f"1 : {german(each)}" if each == round(each, 2) else f"rund 1 : {german(each).removeprefix('rund ')}"
    text = (
        f"{german(people)} Personen auf {german(posts)} {'Stelle' if posts == 1 else 'Stellen'} sind {ratio} "
        f"(berechnet), {side} beim Richtwert 1 : 100 mit {needed}. "
        "Er „sollte grundsätzlich“ gelten und ist keine starre Grenze."
    )
    return Calculation(norm, text, verdict)


_CLASSES = ((20_000, 200), (50_000, 500), (200_000, 2_000), (None, 2_500))
_PEOPLE = r"einwohner\w*|einw\.?|ew|bewohner\w*|seelen|bürger\w*"
_SIGNED = (
    r"unterschriften?|antragsteller\w*|antragstellende\w*|unterzeichner\w*|unterzeichnende\w*|signaturen?|applicants"
)
_MIGRANTS = r"migrant\w*|menschen mit migrationshintergrund|leuten?|menschen|personen|zugewanderte\w*"
_TOWN = r"\b(?:gro(?:ß|ss)stadt|\w*stadt|gemeinde|ort|dorf|kommune|town)\b"
_SIGN = r"[^.?!;,0-9]{0,30}(?:unterschr|unterzeichn|\bbeantrag|antrag\b|apply)"


def applicants(asked: Asked, norm: NormRef) -> Calculation | None:
    """How many people should ask for a council, by the population of the Gemeinde."""
    if asked.has(r"\b(?:land)?kreis(?:es|e|en)?\b|landrat|kreistag") or not asked.has(
        r"beirat|beirät|antrag|unterschr|council"
    ):
        return None
    plain = [n for n in asked.kind(Kind.PLAIN) if n.digits or n.value != 1]
    signed = [n for n in plain if _is_signed(n)]
    people = [n for n in plain if n not in signed and (n.counts(_PEOPLE) or _is_town(n))]
    if len(people) != 1 or len(signed) > 1 or people[0].value is None or people[0].value < 1 or people[0].value % 1:
        return None
    population = people[0].value
    place = next(n for n, (most, _) in enumerate(_CLASSES) if most is None or population <= most)
    needed = Decimal(_CLASSES[place][1])
    norm = replace(norm, nummer=str(place + 1))
    text = (
        f"Bei {german(population)} Einwohnern soll ein solcher Antrag von {german(needed)} Menschen mit "
        "Migrationshintergrund aus der Gemeinde kommen (berechnet)"
    )
    if not signed:
        of_rule = asked.has(_HOW_MUCH + r"|zahl|anzahl|unterschr|antragsteller") and not asked.has(
            r"\b(?:müss|muss|gilt|gelten|soll)"
        )
        return Calculation(norm, f"{text}.", None) if of_rule or asked.has(_HOW_MUCH) else None
    given = signed[0].value
    if (
        given is None
        or given > population
        or given % 1
        or asked.has(r"\bbraucht\b|\bgelten\b|\bgilt\b|\bsollen?\b|vorgesehen\W*$")
    ):
        return None
    kept = given >= needed
    side = (
        f"{german(given)} genügen dafür" if kept else f"bei {german(given)} fehlen {german(needed - given)} (berechnet)"
    )
    text = f"{text}; {side}. Ein Antragsrecht besteht nur, wenn die Hauptsatzung es vorsieht."
    borders = [most for most, _ in _CLASSES if most and abs(population - most) <= population / 10]
    return Calculation(norm, text, asked.verdict(kept, Measure.COUNT, [*signed, *(people if borders else [])]))


def _is_signed(number: Number) -> bool:
    if number.counts(_SIGNED):
        return True
    if re.search(r"\b(?:davon|darunter|leben|wohnen)\s+(?:\w+\s+)?$", number.lead, re.I):
        return False
    unit = (
        rf"[\s-]*(?:\w+(?:e|en)\s+)?(?:{_MIGRANTS})(?!\w)"
        if number.counts(_MIGRANTS)
        else r"\s+(?:haben|wollen|würden)\b"
    )
    return bool(re.match(rf"{unit}{_SIGN}", number.rest, re.I))


def _is_town(number: Number) -> bool:
    """ "Stadt mit 39.000", "die Stadt hat 600tsd Leute"."""
    if number.rest.strip() and re.match(r"\s*[\w%€]", number.rest) and not number.counts(r"leuten?|menschen|people"):
        return False
    if number.value is not None and number.value < 100:
        return False
    return bool(re.search(rf"{_TOWN}\s+(?:\w+\s+)?(?:mit|von|hat|of)?\s*(?:rund|etwa|ca\.?)?\s*$", number.lead, re.I))


_SEATS = r"mitglieder\w*|abgeordnete\w*|sitze?n?|mandate?n?|landtagsmitglieder\w*|members"
_VOTES = r"(?:ja-?)?stimmen|ja"
_OTHER_BODY = r"kreistag|stadtrat|gemeinderat|beirat|ausschuss|fraktion|bundestag"


def majority(asked: Asked, norm: NormRef) -> Calculation | None:
    """The votes that are more than half of all members of the Landtag."""
    dismissed = asked.has(r"abberuf|abgewähl|abwahl|abwähl|absetz")
    if dismissed != (norm.absatz == "2") or asked.has(_OTHER_BODY) or asked.has(r"abgegebene|zweidrittel|zwei drittel"):
        return None
    seats = [
        n
        for n in asked.count(_SEATS)
        if not re.match(r"\s*\w+\s+(?:[a-zäöü]+\s+)?(?:anwesend|fehl|da\b|stimm|krank)", n.rest, re.I)
    ]
    votes = [n for n in asked.count(_VOTES) if not re.match(r"\W*(?:\w+\W+)?(?:dagegen|gegen|enthalt)", n.rest, re.I)]
    if len(seats) != 1 or len(votes) > 1 or not seats[0].value or seats[0].value % 1:
        return None
    members = seats[0].value
    needed = Decimal(int(members) // 2 + 1)
    text = f"Bei {german(members)} Mitgliedern des Landtages sind {german(needed)} Stimmen nötig (berechnet)"
    if not votes:
        how = _HOW_MUCH + r"|mehrheit|majority"
        return (
            Calculation(norm, f"{text}; gezählt wird nach allen Mitgliedern, auch abwesenden.", None)
            if asked.has(how)
            else None
        )
    given = votes[0].value
    if given is None or given > members or given % 1:
        return None
    kept = given >= needed
    side = "reichen" if kept else f"reichen nicht, es fehlen {german(needed - given)} (berechnet)"
    text = f"{text}; {german(given)} {side}. Gezählt wird nach allen Mitgliedern, auch abwesenden."
    return Calculation(norm, text, asked.verdict(kept, Measure.COUNT, [*seats, *votes]))


_POT = r"topf|verteilungsmasse|\bmasse\b|verteil|\bpot\b|verfügbar|haushaltsplan|bereit"
_INHABITANTS = r"einwohner\w*|einw\.?|ew|menschen|leuten?|bevölkerung"
_OF_INHABITANTS = rf"\s+von\s+(?:\w+\s+)?[0-9][0-9. ]*(?:Mio\.?|Millionen)?\s*(?:{_INHABITANTS})(?!\w)"
_ALL = r"\ball(?:e[nr]?)?\b|insgesamt|gesamt|zusammen|sachsen|empfänger|landesweit|einwohner\w* von\b"


def allocation(asked: Asked, norm: NormRef) -> Calculation | None:
    """The amount that follows from a share of the population and the money to be shared out."""
    if (
        not asked.has(_POT)
        or not asked.has(r"einwohn|bevölkerung|menschen|leute|\bew\b")
        or asked.has(r"steht in der verordnung")
    ):
        return None
    shares = asked.kind(Kind.PERCENT)
    people = [n for n in asked.kind(Kind.PLAIN) if n.counts(_INHABITANTS) or re.match(_OF_INHABITANTS, n.rest, re.I)]
    money = [n for n in asked.numbers if n not in people and (n.kind is Kind.EURO or _is_bare(n) or _in_millions(n))]
    values, counted = [n.value for n in money if n.value], sorted(n.value for n in people if n.value)
    if len(values) != len(money) or len(counted) != len(people) or not 1 <= len(values) <= 2:
        return None
    if len(shares) == 1 and not people and shares[0].value and shares[0].value <= _HUNDRED:
        if re.match(_NOT_A_SHARE, shares[0].rest, re.I):
            return None
        of, all_of, part = shares[0].value, _HUNDRED, f"{german(shares[0].value)} Prozent der Einwohnerzahl"
    elif len(counted) == 2 and not shares and counted[0] < counted[1] and asked.has(_ALL):
        of, all_of, part = counted[0], counted[1], f"{german(counted[0])} von {german(counted[1])} Einwohnern"
    else:
        return None
    pot = values[0]
    if len(values) == 2 and not (values[0] > values[1] or re.search(_POT, money[0].lead, re.I)):
        return None
    amount = pot * of / all_of
    text = f"{part} ergeben bei {euros(pot)} Verteilungsmasse rechnerisch {euros(amount)} (berechnet)."
    return Calculation(norm, text, _claimed(asked, [*money, *shares, *people], values[1:], amount))


def _in_millions(number: Number) -> bool:
    return number.kind is Kind.PLAIN and number.value is not None and number.value >= 10**6


def _claimed(asked: Asked, used: Sequence[Number], claimed: Sequence[Decimal], amount: Decimal) -> Verdict | None:
    """Whether an amount that the question names ("Sind das 800.000 Euro?") is the one computed."""
    asks = asked.has(r"\b(?:sind das|ergibt das|macht das|stehen uns|bekommen wir|erhalten wir)\b[^?]*\?\s*$")
    if (
        not claimed
        or not asks
        or any(n.about for n in used)
        or asked.has(r"\b(?:nicht|kein\w*|mehr|weniger|mindestens)\b")
    ):
        return None
    return Verdict.YES if claimed[0] == amount else Verdict.NO
