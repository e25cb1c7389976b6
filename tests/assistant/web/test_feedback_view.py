"""/feedback and /export: an answer carried through a form, kept as feedback or made into a file."""

import html
import io
import json
import re
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pypdf
import pytest
from docx import Document
from starlette.applications import Starlette
from starlette.testclient import TestClient

from assistant import feedback
from assistant.answer import Answer, Passage, Status
from assistant.citing import citation
from assistant.drafting.draft import Quote
from assistant.feedback import FILE, MAX_COMMENT, FeedbackStore
from assistant.settings import Language
from assistant.web.carrying import CarriedError, carried, carry
from assistant.web.texts import texts
from assistant.web.views.export import export_routes
from assistant.web.views.feedback import feedback_routes
from assistant.web.views.frame import Context
from corpus.library import Library, load_library
from corpus.normref import NormRef
from tests.assistant.web.kept import kept

LIBRARY = load_library()
CHUNK = LIBRARY.at(NormRef.parse("§ 6 Abs. 1 KomIntAVO"))[0]
NEWS = next(chunk for chunk in LIBRARY.chunks if chunk.provision.ref is None)
PLACES = (Quote(CHUNK, CHUNK.provision.ref, 4, 40), Quote(NEWS, None, 3, 9))
CITED = (citation(PLACES[0]), citation(PLACES[1]))
SHOWN = (Passage(CHUNK, 1.0), Passage(NEWS, 1.0))
TEXTS = LIBRARY.fingerprint
TEXT = "Ja & nein. [1]\n\nSo. [2]"
ANSWER = Answer("Dürfen <wir>?", Status.ANSWERED, TEXT, CITED, SHOWN, "faq", 0.0, (NEWS,), corpus=TEXTS)
REFUSED = Answer("Wetter?", Status.OUT_OF_SCOPE, "Nein.", (), (), "notice", 0.0, corpus=TEXTS)
NOTED = replace(ANSWER, note="Abgebrochen.", understood="Dürfen wir die Zuweisung weiterleiten?")
FIELD = carry([ANSWER])
FULL = {"answer": FIELD, "send": "1", "rating": "schlecht", "reason": ["veraltet", "unvollständig"], "comment": "Naja"}


@pytest.fixture
def store(tmp_path: Path) -> FeedbackStore:
    return FeedbackStore(tmp_path / FILE)


def client(store: FeedbackStore, language: Language = "de") -> TestClient:
    context = Context(kept(LIBRARY), texts(language))
    return TestClient(Starlette(routes=[*feedback_routes(context, store), *export_routes(context)]))


def changed(field: str, **values: object) -> str:
    """A field whose first turn says something else."""
    data = json.loads(field)
    data["turns"][0] |= values
    return json.dumps(data)


# Carrying


@pytest.mark.parametrize("answers", [[ANSWER], [ANSWER, REFUSED], [REFUSED], [NOTED]])
def test_answers_come_back_as_they_were(answers: Sequence[Answer]) -> None:
    assert carried(carry(answers), LIBRARY) == tuple(answers)


def test_every_place_of_the_corpus_can_be_carried() -> None:
    for chunk in LIBRARY.chunks:
        cited = tuple(citation(Quote(chunk, unit.ref, unit.start, unit.end)) for unit in chunk.provision.units)
        answer = replace(REFUSED, citations=cited, passages=(Passage(chunk, 1.0),))
        assert carried(carry([answer]), LIBRARY) == (answer,)


def test_no_wording_is_carried() -> None:
    assert CITED[0].quote not in FIELD


def test_a_question_that_no_file_can_hold_is_carried_cleaned_and_cut() -> None:
    (answer,) = carried(carry([replace(REFUSED, question="a\ud800\x00b" + "x" * 90_000)]), LIBRARY)
    assert answer.question.startswith("abxxx")
    assert len(answer.question) == 50_000


@pytest.mark.parametrize(
    "field",
    [
        "",
        "nichts",
        "[]",
        "{}",
        '{"corpus": 1}',
        json.dumps(json.loads(FIELD) | {"turns": []}),
        json.dumps(json.loads(FIELD) | {"turns": json.loads(FIELD)["turns"] * 101}),
        changed(FIELD, status="wahr"),
        changed(FIELD, question="x" * 50_001),
        changed(FIELD, related=["nirgends"]),
        changed(FIELD, places=[{"key": "nirgends", "ref": None, "start": 0, "end": 1}]),
        changed(FIELD, places=[{"key": CHUNK.key, "ref": None, "start": 0, "end": 1}]),
        changed(FIELD, places=[{"key": CHUNK.key, "ref": "§ 7 KomIntAVO", "start": 0, "end": 1}]),
        changed(FIELD, places=[{"key": CHUNK.key, "ref": "Unsinn", "start": 0, "end": 1}]),
        changed(FIELD, places=[{"key": CHUNK.key, "ref": CITED[0].ref, "start": 0, "end": 99_999}]),
        changed(FIELD, places=[{"key": CHUNK.key, "ref": CITED[0].ref, "start": -5, "end": 3}]),
        changed(FIELD, places=[{"key": NEWS.key, "ref": CITED[0].ref, "start": 0, "end": 3}]),
    ],
)
def test_a_field_that_holds_no_answers_is_an_error(field: str) -> None:
    with pytest.raises(CarriedError, match="broken"):
        carried(field, LIBRARY)


def test_answers_from_other_texts_are_out_of_date() -> None:
    with pytest.raises(CarriedError, match="outdated"):
        carried(FIELD, Library(LIBRARY.chunks[1:]))


# Feedback


def test_without_an_answer_the_page_says_how_to_begin(store: FeedbackStore) -> None:
    response = client(store).get("/feedback")
    assert response.status_code == 200
    assert "unter einer Antwort auf der Seite Fragen" in response.text
    assert "<form" not in response.text


def test_the_form_shows_what_will_be_stored_and_stores_nothing(store: FeedbackStore) -> None:
    page = client(store).post("/feedback", data={"answer": FIELD, "rating": "schlecht"}).text
    assert "Dürfen &lt;wir&gt;?" in page
    assert "Ja &amp; nein. [1]" in page
    assert "§ 6 Abs. 1 KomIntAVO" in page
    assert "Nicht gespeichert werden Ihre Internetadresse" in page
    assert re.search(r'value="schlecht" required checked', page)
    assert store.all() == ()


def test_the_form_has_one_heading_and_a_name_for_every_field(store: FeedbackStore) -> None:
    page = client(store).post("/feedback", data={"answer": FIELD}).text
    assert page.count("<h1>") == 1
    assert page.count("<fieldset") == page.count("<legend>") == 2
    assert page.count('<label class="option"><input') == page.count('type="radio"') + page.count('type="checkbox"') == 6
    assert '<label for="comment">' in page
    assert 'aria-describedby="comment-hint"' in page


def test_what_was_sent_is_kept_once_and_leads_to_thanks(store: FeedbackStore) -> None:
    response = client(store).post("/feedback", data=FULL, follow_redirects=False)
    assert (response.status_code, response.headers["location"]) == (303, "/feedback/danke")
    (one,) = store.all()
    assert (one.rating, one.reasons, one.comment) == ("schlecht", ("unvollständig", "veraltet"), "Naja")
    assert (one.question, one.answer, one.refs) == (ANSWER.question, ANSWER.text, (CITED[0].ref, CITED[1].ref))
    assert "Danke" in client(store).get("/feedback/danke").text


def test_the_field_of_the_form_can_be_sent_on(store: FeedbackStore) -> None:
    page = client(store).post("/feedback", data={"answer": FIELD}).text
    (value,) = re.findall(r'name="answer" value="([^"]*)"', page)
    client(store).post("/feedback", data={"answer": html.unescape(value), "send": "1", "rating": "gut"})
    assert [one.rating for one in store.all()] == ["gut"]


@pytest.mark.parametrize(
    ("problem", "values"),
    [
        ("rating", {"rating": ""}),
        ("rating", {"rating": "<script>"}),
        ("reasons", {"reason": ["hässlich"]}),
        ("comment", {"comment": "<i>" + "ä" * MAX_COMMENT}),
    ],
)
def test_a_problem_is_told_at_its_field_and_nothing_is_lost(
    store: FeedbackStore, problem: str, values: dict[str, str]
) -> None:
    response = client(store).post("/feedback", data=FULL | values)
    assert response.status_code == 400
    assert f'id="{problem}-problem"' in response.text
    assert re.search(rf'aria-describedby="[^"]*{problem}-problem"', response.text)
    assert html.escape((FULL | values)["comment"]) in response.text
    assert "<script>" not in response.text
    assert store.all() == ()


def test_a_locked_file_is_a_notice_and_the_words_stay(
    store: FeedbackStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    client(store).post("/feedback", data=FULL)
    monkeypatch.setattr(feedback, "_WAIT_SECONDS", 0.05)
    with closing(sqlite3.connect(tmp_path / FILE)) as other:
        other.execute("begin immediate")
        response = client(store).post("/feedback", data=FULL)
    assert response.status_code == 503
    assert "konnte nicht gespeichert werden" in response.text
    assert "Naja</textarea>" in response.text
    assert str(tmp_path) not in response.text


@pytest.mark.parametrize("path", ["/feedback", "/export/pdf", "/export/docx"])
@pytest.mark.parametrize(
    ("body", "headers", "status", "told"),
    [
        (b"", {}, 400, "unvollständig oder nicht lesbar"),
        (b"answer=%00", {}, 400, "unvollständig oder nicht lesbar"),
        (b"\xff\xfe", {}, 400, "unvollständig oder nicht lesbar"),
        (b"a=1&" * 60, {}, 400, "unvollständig oder nicht lesbar"),
        (b"answer=" + b"x" * 1_000_001, {}, 413, "zu umfangreich"),
        (b"answer=x", {"Sec-Fetch-Site": "cross-site"}, 403, "von einer anderen Internetseite"),
        (b"answer=x", {"Sec-Fetch-Site": "same-site"}, 403, "von einer anderen Internetseite"),
    ],
)
def test_what_is_no_form_of_ours_is_refused_in_words(
    store: FeedbackStore, path: str, body: bytes, headers: dict[str, str], status: int, told: str
) -> None:
    response = client(store).post(path, content=body, headers=headers)
    assert response.status_code == status
    assert told in response.text


def test_an_answer_from_other_texts_has_to_be_asked_again(store: FeedbackStore) -> None:
    old = json.dumps(json.loads(FIELD) | {"corpus": "alt"})
    for path in ("/feedback", "/export/pdf"):
        response = client(store).post(path, data=FULL | {"answer": old})
        assert response.status_code == 400
        assert "Texte haben sich seit der Antwort geändert" in response.text
    assert store.all() == ()


# Export


@pytest.mark.parametrize(("name", "type_"), [("pdf", "application/pdf"), ("docx", "application/vnd.openxmlformats")])
def test_the_answers_come_as_a_file(store: FeedbackStore, name: str, type_: str) -> None:
    response = client(store).post(f"/export/{name}", data={"answer": carry([ANSWER, REFUSED])})
    assert response.status_code == 200
    assert response.headers["content-type"].startswith(type_)
    pattern = rf'attachment; filename="komintavo-antwort-\d{{4}}-\d\d-\d\d\.{name}"'
    assert re.fullmatch(pattern, response.headers["content-disposition"])
    assert response.headers["cache-control"] == "no-store"
    file = io.BytesIO(response.content)
    words = (
        "".join(page.extract_text() for page in pypdf.PdfReader(file).pages)
        if name == "pdf"
        else "\n".join(paragraph.text for paragraph in Document(file).paragraphs)
    )
    assert "Dürfen <wir>?" in words
    assert "Wetter?" in words


@pytest.mark.parametrize("path", ["/export/pdf", "/export/docx"])
def test_a_file_is_only_made_from_what_is_sent(store: FeedbackStore, path: str) -> None:
    assert client(store).get(path).status_code == 405
    assert client(store).post("/export/exe", data={"answer": FIELD}).status_code == 404


def test_the_english_pages_hold_no_german_words_of_ours(store: FeedbackStore) -> None:
    english = client(store, "en")
    page = english.post("/feedback", data=FULL | {"rating": ""}).text + english.get("/feedback").text
    assert "How is the answer?" in page
    for german in ("Rückmeldung", "Bewertung", "Fundstellen", "Bitte"):
        assert german not in page
    assert '<span lang="de">§ 6 Abs. 1 KomIntAVO' in page
