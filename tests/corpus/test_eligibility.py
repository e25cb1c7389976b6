"""The Förder-Check: every path has a result, every text stands in its norms, and Soll rules decide nothing."""

import itertools
import math
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from corpus.checking_curated import unbacked
from corpus.curated import BackedText
from corpus.eligibility import CHECKS, Check, Criterion, Force, Option, Result, Status, checks, evaluate
from corpus.library import Library
from corpus.normref import NormRef
from corpus.sources.deadlines import Words

EVERY_CHECK = pytest.mark.parametrize("check", checks().values(), ids=CHECKS)
MOST_PATHS = 100_000


def values(criterion: Criterion) -> list[str]:
    return ["", *(option.value for option in criterion.options)]


def paths(check: Check) -> Iterator[dict[str, str]]:
    """Every combination of answers; where there are too many, every pair, the others open, all first or all last."""
    choices = [values(criterion) for criterion in check.criteria]
    ids = [criterion.id for criterion in check.criteria]
    if math.prod(map(len, choices)) < MOST_PATHS:
        yield from (dict(zip(ids, path, strict=True)) for path in itertools.product(*choices))
        return
    for (one, first), (other, second) in itertools.combinations(zip(ids, choices, strict=True), 2):
        for rest, pair in itertools.product((0, 1, -1), itertools.product(first, second)):
            yield {id_: choice[rest] for id_, choice in zip(ids, choices, strict=True)} | dict(
                zip((one, other), pair, strict=True)
            )


def statuses(check: Check, answers: dict[str, str], *forces: Force) -> set[Status]:
    """The results of the options chosen, read from the data alone."""
    found = set()
    for criterion in check.criteria:
        if criterion.force in forces:
            options = {option.value: option.status for option in criterion.options}
            found.add(options.get(answers.get(criterion.id, ""), Status.OPEN))
    return found


def assert_sound(check: Check, answers: dict[str, str], result: Result) -> None:
    hard = statuses(check, answers, Force.CONDITION)
    assert (result.status is Status.NOT_MET) == (Status.NOT_MET in hard)
    assert (result.status is Status.OPEN) == (Status.OPEN in hard and Status.NOT_MET not in hard)
    assert (result.status is Status.MET) == (not hard & {Status.NOT_MET, Status.OPEN, Status.SILENT})
    assert result.status in (Status.NOT_MET, Status.OPEN, Status.MET, Status.SILENT)
    assert bool(result.violated) == (result.status is Status.NOT_MET)
    assert [finding.criterion for finding in result.findings] == list(check.criteria)
    assert all(finding.norms for finding in result.findings)
    assert all((f.status is Status.OPEN) == (f.option is None) for f in result.findings)


@EVERY_CHECK
def test_every_path_ends_in_a_result_with_a_norm_for_each_finding(check: Check) -> None:
    for answers in paths(check):
        assert_sound(check, answers, evaluate(check, answers))


@given(data=st.data())
def test_any_answers_end_in_a_sound_result(data: st.DataObject) -> None:
    check = data.draw(st.sampled_from(list(checks().values())))
    some = {c.id: st.sampled_from(values(c)) | st.text(max_size=5) for c in check.criteria}
    answers = data.draw(st.fixed_dictionaries({}, optional=some))
    assert_sound(check, answers, evaluate(check, answers))


@EVERY_CHECK
def test_only_conditions_decide(check: Check) -> None:
    hard = [criterion for criterion in check.criteria if criterion.force is Force.CONDITION]
    for criterion in hard:
        for value in values(criterion):
            decided = {one.id: one.options[0].value for one in hard} | {criterion.id: value}
            for soft in (one for one in check.criteria if one.force is not Force.CONDITION):
                results = {evaluate(check, decided | {soft.id: answer}).status for answer in values(soft)}
                assert len(results) == 1, (criterion.id, value, soft.id)


@EVERY_CHECK
def test_the_first_answers_meet_every_condition(check: Check) -> None:
    assert evaluate(check, {one.id: one.options[0].value for one in check.criteria}).status is Status.MET


def test_what_is_not_answered_is_open_and_has_to_be_cleared_up() -> None:
    check = checks()["fluechtlingssozialarbeit"]
    result = evaluate(check, {})
    assert result.status is Status.OPEN
    assert result.unsettled == result.findings


def test_an_answer_that_the_question_does_not_have_leaves_it_open() -> None:
    result = evaluate(checks()["kosten"], {"ausgabe": "yacht", "unbekannt": "ja"})
    assert {finding.status for finding in result.findings} == {Status.OPEN}


@pytest.mark.parametrize(
    ("name", "criterion", "answer", "status"),
    [
        ("fluechtlingssozialarbeit", "zielgruppe", "andere", Status.NOT_MET),
        ("fluechtlingssozialarbeit", "trennung", "nein", Status.NOT_MET),
        ("fluechtlingssozialarbeit", "verwaltung", "mehr", Status.NOT_MET),
        ("fluechtlingssozialarbeit", "fachkraefte", "kenntnisse", Status.MET),
        ("fluechtlingssozialarbeit", "fachkraefte", "bestand", Status.MET),
        ("fluechtlingssozialarbeit", "fachkraefte", "sonst", Status.SILENT),
        ("fluechtlingssozialarbeit", "nachweis", "fehlt", Status.NOT_MET),
        ("fluechtlingssozialarbeit", "zielgruppe", "gemischt", Status.SILENT),
        ("fluechtlingssozialarbeit", "rechtsberatung", "teil", Status.SILENT),
        ("fluechtlingssozialarbeit", "rechtsberatung", "nur", Status.NOT_MET),
        ("fluechtlingssozialarbeit", "schluessel", "mehr", Status.MET),
        ("fluechtlingssozialarbeit", "fortbildung", "nein", Status.MET),
        ("integrationsberatung", "gegenstand", "anderes", Status.SILENT),
        ("integrationsberatung", "mehrsprachigkeit", "nein", Status.MET),
        ("rueckkehrberatung", "gewaehr", "nein", Status.NOT_MET),
        ("rueckkehrberatung", "gewaehr", "ohne", Status.SILENT),
        ("rueckkehrberatung", "ziel", "teils", Status.SILENT),
        ("rueckkehrberatung", "prinzipien", "nein", Status.NOT_MET),
        ("kosten", "ausgabe", "bau", Status.NOT_MET),
        ("kosten", "ausgabe", "grundstueck", Status.NOT_MET),
        ("kosten", "ausgabe", "fahrzeugkauf", Status.NOT_MET),
        ("kosten", "ausgabe", "miete", Status.MET),
        ("kosten", "ausgabe", "leasing", Status.MET),
        ("kosten", "ausgabe", "fahrrad", Status.SILENT),
        ("kosten", "gegenstand", "verwaltung-mehr", Status.NOT_MET),
        ("kosten", "gegenstand", "rechtsberatung", Status.NOT_MET),
        ("kosten", "gegenstand", "unklar", Status.SILENT),
        ("kosten", "zeitraum", "nein", Status.SILENT),
        ("weiterleitung", "form", "privat", Status.NOT_MET),
        ("weiterleitung", "auflagen", "nein", Status.NOT_MET),
        ("weiterleitung", "von", "dritte", Status.SILENT),
        ("weiterleitung", "entscheidung", "nein", Status.MET),
    ],
)
def test_one_answer_decides_where_all_others_are_sound(name: str, criterion: str, answer: str, status: Status) -> None:
    check = checks()[name]
    sound = {one.id: one.options[0].value for one in check.criteria}
    assert evaluate(check, sound | {criterion: answer}).status is status


def test_no_kind_of_cost_contradicts_what_the_cost_is_for() -> None:
    kinds = next(criterion for criterion in checks()["kosten"].criteria if criterion.id == "ausgabe")
    for option in kinds.options:
        assert not re.search(r"beratung|Sozialarbeit|Bericht|Beauftragte|management|Rückkehr", option.label.de, re.I)


# --- the data -----------------------------------------------------------------------------------------------------


def texts(check: Check) -> Iterator[tuple[Words, tuple[NormRef, ...]]]:
    """Every text of a check with the norms shown beside it."""
    yield from ((one.text, one.norms) for one in (check.lead, *check.notes))
    for criterion in check.criteria:
        yield criterion.question, criterion.norms
        for option in criterion.options:
            yield option.label, criterion.norms + option.norms
            yield option.text, option.norms or criterion.norms


def options(*forces: Force) -> Iterator[tuple[Criterion, Option]]:
    for check in checks().values():
        yield from ((c, option) for c in check.criteria if c.force in forces for option in c.options)


@EVERY_CHECK
def test_every_norm_exists(check: Check, bundled: Library) -> None:
    for words, norms in texts(check):
        assert norms, words.de
        assert [str(norm) for norm in norms if not bundled.at(norm)] == [], words.de


@EVERY_CHECK
def test_every_number_stands_in_its_norms(check: Check, bundled: Library) -> None:
    for words, norms in texts(check):
        for text in (words.de, words.en):
            assert unbacked(BackedText(text, norms), bundled) == [], text


@EVERY_CHECK
def test_questions_and_answers_are_told_apart(check: Check) -> None:
    ids = [criterion.id for criterion in check.criteria]
    assert len(set(ids)) == len(ids)
    for criterion in check.criteria:
        assert len(criterion.options) > 1
        for told in ([o.value for o in criterion.options], [o.label.de for o in criterion.options]):
            assert all(told)
            assert len(set(told)) == len(told), criterion.id


def test_refugee_social_work_has_the_conditions_of_the_guarantee_and_no_others_of_its_paragraph() -> None:
    guaranteed = {"1", "3", "4"}
    for criterion in checks()["fluechtlingssozialarbeit"].criteria:
        own = criterion.norms[0]
        if own.paragraf == "12" and own.absatz != "2":
            assert (criterion.force is Force.CONDITION) == (own.absatz in guaranteed), criterion.id
            assert NormRef.parse("§ 12 Abs. 7 KomIntAVO") in criterion.norms


def test_a_soll_rule_rests_on_a_soll_and_says_so(bundled: Library) -> None:
    for criterion, option in options(Force.SHOULD):
        wording = " ".join(chunk.provision.text for chunk in bundled.at(criterion.norms[0]))
        assert re.search(r"\bsoll(en|te)?\b", wording), criterion.id
        assert re.search(r"\bsoll(en|te)?\b", option.text.de, re.I), criterion.id


def test_discretion_is_worded_as_a_permission(bundled: Library) -> None:
    permission = re.compile(r"\b(kann|können|darf)\b")
    for criterion, option in options(*Force):
        if option.status is Status.DISCRETION:
            assert permission.search(option.text.de), criterion.id
            norms = option.norms or criterion.norms
            assert permission.search(" ".join(c.provision.text for norm in norms for c in bundled.at(norm)))


def test_a_gap_in_the_texts_is_called_one() -> None:
    for criterion, option in options(*Force):
        if option.status is Status.SILENT:
            assert re.search(r"nicht|nennt nur|keine weiteren", option.text.de), criterion.id


def test_a_misspelt_key_fails_the_reading(bundled_copy: Path) -> None:
    file = bundled_copy / "foerdercheck-kosten.toml"
    file.write_text(file.read_text(encoding="utf-8").replace("question.de", "qestion.de", 1), encoding="utf-8")
    checks.cache_clear()
    try:
        with pytest.raises(ValidationError, match="qestion"):
            checks()
    finally:
        checks.cache_clear()
