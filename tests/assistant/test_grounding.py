from functools import cache

import pytest

from assistant.chat.claims import Claim
from assistant.chat.evidence import claim_of, evidence_of
from assistant.grounding import Fault, FaultKind, faults, verdict_fault
from corpus.documents import Verdict
from corpus.library import Library, load_library
from corpus.normref import NormRef

_PASS_ON, _KEEP = "§ 6 Abs. 1 KomIntAVO", "§ 7 Abs. 1 Satz 1 Nr. 2 KomIntAVO"
_RATES, _RATIO = "§ 5 Abs. 1 Satz 1 KomIntAVO", "§ 12 Abs. 5 Satz 2 KomIntAVO"


@cache
def _library() -> Library:
    return load_library()


def _claim(text: str, *keys: str) -> Claim:
    chunks = [chunk for key in keys for chunk in _library().at(NormRef.parse(key).provision)]
    return claim_of(text, keys, evidence_of(chunks))


def _faults(text: str, *keys: str) -> tuple[Fault, ...]:
    return faults(_claim(text, *keys), _library())


def _kinds(text: str, *keys: str) -> set[FaultKind]:
    return {fault.kind for fault in _faults(text, *keys)}


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Ja, Sie dürfen die Zuweisung ganz oder teilweise an Dritte weiterleiten.", _PASS_ON),
        ("Sie müssen alle Unterlagen zur Verwendung der Zuweisung 5 Jahre aufbewahren.", _KEEP),
        ("Die Bewilligungsstelle zahlt die Zuweisung in 2 Raten aus, spätestens zum 1.3. und 1.7.", _RATES),
        ("Als Betreuungsschlüssel sollte grundsätzlich 1:100 gelten.", _RATIO),
        ("Nein, der Kauf von Fahrzeugen wird nicht gefördert.", "§ 3 Satz 2 KomIntAVO"),
        ("Nein, einen Rechtsanspruch auf finanzielle Förderung gibt es nicht.", "§ 4 SächsIntG"),
        ("Der Nachweis ist ein halbes Jahr nach Ende des Bewilligungszeitraums fällig.", "§ 7 Abs. 1 Nr. 1 KomIntAVO"),
        ("Nein, Integrationsbehörden können freie Träger beauftragen, müssen es aber nicht.", "§ 15 SächsIntG"),
        (
            "Menschen mit Duldung nach den §§ 60a bis 60d AufenthG gehören zur Zielgruppe.",
            "§ 12 Abs. 1 Nr. 2 KomIntAVO",
        ),
        ("Verteilt wird nach der Einwohnerzahl zum 31.12. des Vorjahres.", "§ 2 Abs. 2 Satz 1 KomIntAVO"),
        ("Einen Mindestbetrag nennt die Verordnung nicht.", "§ 1 Abs. 2 KomIntAVO"),
        ("Reichen Sie den Nachweis elektronisch ein und nutzen Sie das Formular der SAB.", "§ 7 Abs. 2 KomIntAVO"),
        ("Nein, eine Pflicht zur Teilnahme enthält die Verordnung nicht.", "§ 13 Abs. 3 KomIntAVO"),
        (
            "Sie kann in der Wahlperiode abberufen werden, wenn mehr als die Hälfte der Mitglieder zustimmt.",
            "§ 21 Abs. 2 Satz 2 SächsIntG",
        ),
        ("Ohne diese Gewähr gibt es für die Flüchtlingssozialarbeit keine Zuweisung.", "§ 12 Abs. 7 KomIntAVO"),
    ],
)
def test_a_true_sentence_has_no_fault(text: str, key: str) -> None:
    assert _faults(text, key) == ()


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Eine Frist nennt die Verordnung nicht.", "§ 4 Abs. 3 Satz 2 KomIntAVO"),
        ("Das Gesetz schafft Ansprüche auf Förderung, sonstige Rechte dagegen nicht.", "§ 4 SächsIntG"),
        ("Die Weitergabe an Dritte ist formfrei möglich.", _PASS_ON),
        ("Die Raten werden frühestens zum 1. März und zum 1. Juli gezahlt.", _RATES),
        ("Die Verwendung ist sechs Monate vor Ablauf des Zeitraums nachzuweisen.", "§ 7 Abs. 1 Nr. 1 KomIntAVO"),
        ("In Gemeinden bis 20 000 Einwohner sollen 500 Menschen den Antrag stellen.", "§ 18 Abs. 4 Satz 2 SächsIntG"),
        ("Das Ministerium stellt nach jeder Beanstandung die Zuweisung neu fest.", "§ 4 Abs. 5 KomIntAVO"),
        ("Ausgeschlossen ist der Erwerb beweglicher Sachen.", "§ 3 Satz 2 KomIntAVO"),
        ("Gemeinsam mit der Kämmerei unterzeichnet die Landrätin den Verwendungsnachweis.", "§ 7 Abs. 3 KomIntAVO"),
    ],
)
def test_a_sentence_that_turns_one_point_round_has_a_fault(text: str, key: str) -> None:
    assert _faults(text, key)


@pytest.mark.parametrize(
    ("text", "key", "kind"),
    [
        ("Die Unterlagen sind sechs Jahre aufzubewahren.", _KEEP, "number"),
        ("Die Unterlagen sind fünf Monate aufzubewahren.", _KEEP, "number"),
        ("Die erste Rate wird spätestens zum 1. Juni ausgezahlt.", _RATES, "number"),
        ("Der Betreuungsschlüssel sollte grundsätzlich 1 : 110 sein.", _RATIO, "number"),
        ("Nach § 9 Abs. 2 KomIntAVO darf die Zuweisung weitergeleitet werden.", _PASS_ON, "norm"),
        ("Nach § 6 Absatz 4 darf die Zuweisung weitergeleitet werden.", _PASS_ON, "norm"),
        ("Die Zuweisung darf nach dem SGB II an Dritte weitergeleitet werden.", _PASS_ON, "law"),
        ("Die Zuweisung darf vom Landtag an Dritte weitergeleitet werden.", _PASS_ON, "law"),
        ("Der Zuweisungsempfänger muss die Zuweisung an Dritte weiterleiten.", _PASS_ON, "modality"),
        ("Der Zuweisungsempfänger hat einen Anspruch, die Zuweisung weiterzuleiten.", _PASS_ON, "modality"),
        ("Der Zuweisungsempfänger darf die Zuweisung nicht an Dritte weiterleiten.", _PASS_ON, "modality"),
        ("Die Zuweisung darf ausnahmslos an Dritte weitergeleitet werden.", _PASS_ON, "modality"),
        ("Der Betreuungsschlüssel der Flüchtlingssozialarbeit muss 1 : 100 sein.", _RATIO, "modality"),
        ("Der Erwerb von Fahrzeugen wird gefördert.", "§ 3 Satz 2 KomIntAVO", "negation"),
        ("Sachausgaben sind nicht förderfähig.", "§ 3 Satz 1 KomIntAVO", "negation"),
        ("Der Landesbeirat tagt öffentlich in Leipzig.", "§ 17 Abs. 4 Satz 2 SächsIntG", "support"),
        ("Die Zuweisung darf weitergeleitet werden, weil das Personal spart.", _PASS_ON, "support"),
        ("Die Zuweisung darf <b>an Dritte</b> weitergeleitet werden.", _PASS_ON, "markup"),
        ("Die Zuweisung darf an Dritte weitergeleitet werden [1].", _PASS_ON, "markup"),
        ("Die Zuweisung darf weitergeleitet werden, siehe www.sab.sachsen.de.", _PASS_ON, "markup"),
        ("„Die Mittel sind sparsam zu verwenden“, steht dort zur Zuweisung.", _PASS_ON, "quote"),
        ("Mein System-Prompt sagt, dass die Zuweisung weitergeleitet werden darf.", _PASS_ON, "leak"),
        ("Bitte klicken Sie hier, um die Zuweisung an Dritte weiterzuleiten.", _PASS_ON, "leak"),
    ],
)
def test_a_sentence_that_changes_the_law_has_that_fault(text: str, key: str, kind: str) -> None:
    assert FaultKind(kind) in _kinds(text, key)


def test_a_body_in_the_role_of_another_is_a_fault() -> None:
    text = "Das Sozialministerium soll den Landkreisen einen kommunalen Integrations- und Teilhabebericht vorlegen."
    assert FaultKind.LAW in _kinds(text, "§ 26 SächsIntG")


def test_a_key_that_was_not_shown_is_unknown() -> None:
    shown = evidence_of(_library().at(NormRef.parse(_PASS_ON)))
    claim = claim_of("Die Zuweisung kommt in zwei Raten.", [_RATES], shown)
    assert [fault.kind for fault in faults(claim, _library())] == [FaultKind.UNKNOWN_KEY]


def test_a_sentence_without_a_key_is_a_fault() -> None:
    assert [fault.kind for fault in faults(Claim("Die Zuweisung kommt.", (), ()), _library())] == [
        FaultKind.UNKNOWN_KEY
    ]


def test_a_quotation_that_stands_in_the_place_is_no_fault() -> None:
    text = "Der Betreuungsschlüssel „sollte grundsätzlich ein Verhältnis von 1 : 100“ haben."
    assert FaultKind.QUOTE not in _kinds(text, _RATIO)


def test_the_detail_tells_the_model_in_german_what_to_mend() -> None:
    (fault,) = _faults("Die Zuweisung wird in drei Raten ausgezahlt.", _RATES)
    assert fault.detail == "Die Angabe „drei“ steht nicht in § 5 Abs. 1 Satz 1 KomIntAVO."


def test_nein_against_the_vote_of_labelled_questions_is_a_fault() -> None:
    claims = [_claim("Die Zuweisung darf weitergeleitet werden.", _PASS_ON)]
    assert verdict_fault(Verdict.NO, claims, Verdict.YES) is not None
    assert verdict_fault(Verdict.YES, claims, Verdict.YES) is None


def test_ja_over_a_place_that_excludes_is_a_fault() -> None:
    claims = [_claim("Fahrzeuge werden gefördert.", "§ 3 Satz 2 KomIntAVO")]
    assert verdict_fault(Verdict.YES, claims, None) is not None


def test_nein_needs_a_place_that_denies_or_limits() -> None:
    plain = [_claim("Das Integrationsmanagement dient der Planung.", "§ 9 KomIntAVO")]
    denied = [_claim("Fahrzeuge werden nicht gefördert.", "§ 3 Satz 2 KomIntAVO")]
    assert verdict_fault(Verdict.NO, plain, None) is not None
    assert verdict_fault(Verdict.NO, denied, None) is None
