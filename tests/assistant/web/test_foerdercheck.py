"""/foerder-check: five checks as plain forms, their result above the form, the provisions in full below it."""

import re
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from assistant.feedback import FeedbackStore
from assistant.settings import Language
from assistant.web.views.routes import routes
from corpus.eligibility import CHECKS, Check, checks
from corpus.library import load_library
from tests.assistant.web.kept import kept

LIBRARY = load_library()
STORE = FeedbackStore(Path("never-written"))
EVERY_CHECK = pytest.mark.parametrize("name", CHECKS)


def client(language: Language = "de") -> TestClient:
    return TestClient(Starlette(routes=routes(kept(LIBRARY), language, STORE)))


def first_answers(check: Check) -> dict[str, str]:
    return {criterion.id: criterion.options[0].value for criterion in check.criteria}


def verdict(page: str) -> str:
    found = re.search(r'class="verdict.*?<b>(.*?)</b>', page)
    assert found
    return found.group(1)


def test_the_list_leads_to_every_check() -> None:
    page = client().get("/foerder-check").text
    assert [f'href="/foerder-check/{name}"' in page for name in CHECKS] == [True] * 5
    assert 'href="/foerder-check" aria-current="page"' in page


def test_a_check_that_is_not_there_leads_back_to_the_list() -> None:
    response = client().get("/foerder-check/steuern")
    assert response.status_code == 404
    assert "Diese Prüfung gibt es nicht" in response.text
    assert 'href="/foerder-check/kosten"' in response.text


@EVERY_CHECK
def test_a_check_begins_as_a_form_without_a_result(name: str) -> None:
    response = client().get(f"/foerder-check/{name}")
    assert response.status_code == 200
    assert 'id="ergebnis"' not in response.text
    questions = len(checks()[name].criteria)
    assert response.text.count("<fieldset") == response.text.count("<legend>") == questions
    assert len(re.findall(r'value="" checked', response.text)) == questions


@EVERY_CHECK
def test_an_empty_form_is_open_and_says_what_to_clear_up(name: str) -> None:
    check = checks()[name]
    page = client().get(f"/foerder-check/{name}", params=dict.fromkeys(first_answers(check), "")).text
    assert verdict(page) == "Offen"
    assert "Klären Sie mit der unteren Integrationsbehörde" in page
    assert page.count("(offen)") == len(check.criteria)


@EVERY_CHECK
def test_the_result_stands_above_the_answers_that_led_to_it(name: str) -> None:
    check = checks()[name]
    page = client().get(f"/foerder-check/{name}", params=first_answers(check)).text
    assert verdict(page).startswith("Erfüllt, vorbehaltlich")
    assert page.index('id="ergebnis"') < page.index("<form")
    for criterion in check.criteria:
        assert f'name="{criterion.id}" value="{criterion.options[0].value}" checked' in page
        assert page.count(f'name="{criterion.id}"') == len(criterion.options) + 1
    assert len(re.findall(r'type="radio"[^>]* checked', page)) == len(check.criteria)
    assert f'href="/foerder-check/{name}"' in page


@pytest.mark.parametrize("language", ["de", "en"])
@EVERY_CHECK
def test_every_answer_is_shown_with_its_norms(name: str, language: Language) -> None:
    check = checks()[name]
    served = client(language)
    for criterion in check.criteria:
        for option in criterion.options:
            page = served.get(f"/foerder-check/{name}", params={criterion.id: option.value}).text
            assert str((option.norms or criterion.norms)[0]) in page
            assert page.count("<h1") == 1


def test_a_soll_rule_that_is_not_kept_does_not_change_the_result() -> None:
    answers = first_answers(checks()["fluechtlingssozialarbeit"]) | {"schluessel": "mehr", "fortbildung": "nein"}
    page = client().get("/foerder-check/fluechtlingssozialarbeit", params=answers).text
    assert verdict(page).startswith("Erfüllt, vorbehaltlich")
    assert page.count("<b>nicht erfüllt</b>") == 2


def test_more_than_the_share_for_administration_is_not_met() -> None:
    answers = first_answers(checks()["fluechtlingssozialarbeit"]) | {"verwaltung": "mehr"}
    page = client().get("/foerder-check/fluechtlingssozialarbeit", params=answers).text
    assert verdict(page) == "Nicht erfüllt"
    assert page.count("Ihre Antwort: mehr als 20 Prozent") == 2


def test_a_cost_that_the_text_does_not_settle_is_not_regulated() -> None:
    answers = first_answers(checks()["kosten"]) | {"ausgabe": "fahrrad"}
    assert verdict(client().get("/foerder-check/kosten", params=answers).text) == "Nicht geregelt"


def test_the_provisions_stand_there_in_full_with_kind_and_date() -> None:
    page = client().get("/foerder-check/weiterleitung", params={"form": "privat"}).text
    assert 'href="/vorschriften/komintavo#komintavo-p6-a1"' in page
    assert "Stand 18.09.2024" in page
    assert "eigene Zusammenfassung" in page
    for key in ("komintavo-p6-a1", "komintavo-p6-a2", "komintavo-p7-a1"):
        shown = re.sub(r"<[^>]+>|\s+", " ", page)
        last = LIBRARY.by_key[key].provision.units[-1]
        assert LIBRARY.by_key[key].provision.words(last)[:40] in re.sub(r" +", " ", shown)


@pytest.mark.parametrize("answer", ["yacht", "<script>alert(1)</script>", '" onload="x', "ja\x00", "ä" * 5000])
def test_an_unknown_answer_is_named_at_its_question_and_shown_nowhere(answer: str) -> None:
    response = client().get("/foerder-check/weiterleitung", params={"form": answer, "zweck": "ja"})
    assert response.status_code == 400
    assert 'aria-describedby="form-problem"' in response.text
    assert 'id="form-problem"' in response.text
    assert response.text.count("Diese Antwort gibt es hier nicht") == 1
    assert answer not in response.text
    assert verdict(response.text) == "Offen"


def test_parameters_of_others_are_no_answers() -> None:
    response = client().get("/foerder-check/kosten", params={"utm_source": "x"})
    assert response.status_code == 200
    assert 'id="ergebnis"' not in response.text


def test_the_english_page_keeps_the_law_in_german() -> None:
    page = client("en").get("/foerder-check/kosten", params={"ausgabe": "bau"}).text
    assert verdict(page) == "Not met"
    assert "Construction is excluded." in page
    assert '<blockquote lang="de">' in page
    for german in ("Ihre Angaben", "weiß nicht", "Zu klären", "Bedingung"):
        assert german not in page
