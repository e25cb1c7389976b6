"""Feedback: what a form may say, the file that keeps it, and what the operator gets from it."""

import csv
import io
import json
import sqlite3
import stat
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import asdict, fields, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from assistant import feedback
from assistant.__main__ import main
from assistant.answer import Answer, Status
from assistant.citing import citation
from assistant.drafting.draft import Quote
from assistant.feedback import Feedback, FeedbackError, FeedbackRejectedError, FeedbackStore, feedback_from_form
from assistant.feedback_export import as_csv, as_jsonl
from corpus.documents import Kind
from corpus.library import Library
from tests.assistant.fakes import law_chunk, prose_chunk

WORDS = "Der Rat tagt öffentlich."
CHUNK = law_chunk("§ 2 Abs. 1 KomIntAVO", [("Satz 1", WORDS), ("Satz 2", "Er hört die Träger.")])
NEWS = prose_chunk(Kind.PRESS, "Der Rat hat getagt.")
LIBRARY = Library((CHUNK, NEWS))
CITED = tuple(citation(Quote(CHUNK, unit.ref, unit.start, unit.end)) for unit in CHUNK.provision.units)
ANSWER = Answer("Wie tagt der Rat?", Status.ANSWERED, f"{WORDS} [1] [2]", (*CITED, CITED[0]), (), "extractive", 1.0)


def given(
    rating: str = "schlecht", reasons: tuple[str, ...] = (), comment: str = "", answer: Answer = ANSWER
) -> Feedback:
    return feedback_from_form(answer, LIBRARY, rating, reasons, comment)


@pytest.fixture
def store(tmp_path: Path) -> FeedbackStore:
    return FeedbackStore(tmp_path / "data" / feedback.FILE)


def test_a_record_tells_the_answer_and_the_texts_it_came_from() -> None:
    one = given("gut", ("veraltet", "Fundstelle falsch"), " Danke. ")
    assert (one.rating, one.reasons, one.comment) == ("gut", ("Fundstelle falsch", "veraltet"), "Danke.")
    assert (one.question, one.answer) == (ANSWER.question, ANSWER.text)
    assert one.refs == ("§ 2 Abs. 1 Satz 1 KomIntAVO", "§ 2 Abs. 1 Satz 2 KomIntAVO")
    assert one.fingerprint == LIBRARY.fingerprint
    assert one.stand == "KomIntAVO 2024-09-18 (eigene Zusammenfassung)"


def test_a_record_tells_the_minute_and_nothing_about_the_user() -> None:
    one = given()
    told = datetime.fromisoformat(one.time)
    assert told.utcoffset() == datetime.now(UTC).utcoffset()
    assert (told.second, told.microsecond) == (0, 0)
    assert one.id != given().id
    assert {field.name for field in fields(Feedback)} == {
        *("id", "time", "rating", "reasons", "comment", "question", "answer", "refs", "fingerprint", "stand")
    }


def test_control_characters_are_removed_and_lines_stay() -> None:
    one = given(comment="eins\r\nzwei\x00\x1b[31m\u202e\ud800 drei\x85 👍🏽", answer=replace(ANSWER, question="a\x00b"))
    assert one.comment == "eins\nzwei[31m drei 👍🏽"
    assert one.question == "ab"


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("rating", {"rating": ""}),
        ("rating", {"rating": "mittel"}),
        ("rating", {"rating": "GOOD"}),
        ("reasons", {"reasons": ("veraltet", "hässlich")}),
        ("comment", {"comment": "ä" * 2001}),
    ],
)
def test_what_the_form_does_not_offer_is_rejected_by_field(field: str, values: dict[str, str]) -> None:
    with pytest.raises(FeedbackRejectedError) as rejected:
        given(**values)  # type: ignore[arg-type]  # wrong values on purpose
    assert rejected.value.field == field


def test_a_comment_may_have_two_thousand_characters() -> None:
    assert len(given(comment="ä" * 2000 + "\x00" * 50).comment) == 2000


def test_what_was_added_is_read_back_oldest_first(store: FeedbackStore) -> None:
    records = (given("gut"), given("schlecht", ("unvollständig",), "Zeile 1\nZeile '2'); drop table feedback;--"))
    for one in records:
        store.add(one)
    assert store.all() == records


def test_without_a_file_there_is_no_feedback_and_none_is_made(store: FeedbackStore, tmp_path: Path) -> None:
    assert store.all() == ()
    assert not list(tmp_path.iterdir())


def test_only_the_owner_may_read_the_file(store: FeedbackStore, tmp_path: Path) -> None:
    store.add(given())
    (file,) = (tmp_path / "data").iterdir()
    assert file.name == "feedback.sqlite"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_many_can_write_at_once(store: FeedbackStore) -> None:
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda number: store.add(given(comment=str(number))), range(40)))
    assert {one.comment for one in store.all()} == {str(number) for number in range(40)}


def test_a_locked_file_is_an_error_and_nothing_is_kept(
    store: FeedbackStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.add(given("gut"))
    monkeypatch.setattr(feedback, "_WAIT_SECONDS", 0.05)
    with closing(sqlite3.connect(tmp_path / "data" / feedback.FILE)) as other:
        other.execute("begin immediate")
        with pytest.raises(FeedbackError, match=r"feedback\.sqlite.*locked"):
            store.add(given())
    assert len(store.all()) == 1


def test_a_full_file_is_an_error_and_nothing_is_kept(store: FeedbackStore, monkeypatch: pytest.MonkeyPatch) -> None:
    store.add(given("gut"))
    monkeypatch.setattr(feedback, "_MOST_PAGES", 8)
    with pytest.raises(FeedbackError, match="full"):
        store.add(given(answer=replace(ANSWER, text="lang " * 20_000)))
    assert len(store.all()) == 1


def test_a_folder_that_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file where the folder should be")
    with pytest.raises(FeedbackError):
        FeedbackStore(tmp_path / "data" / feedback.FILE).add(given())


@pytest.mark.parametrize("content", [b"no database at all" * 100, b"SQLite format 3\x00"])
def test_a_file_of_another_kind_is_an_error(tmp_path: Path, content: bytes) -> None:
    (tmp_path / feedback.FILE).write_bytes(content)
    with pytest.raises(FeedbackError):
        FeedbackStore(tmp_path / feedback.FILE).all()


def test_a_record_that_is_none_is_an_error(store: FeedbackStore, tmp_path: Path) -> None:
    store.add(given())
    with closing(sqlite3.connect(tmp_path / "data" / feedback.FILE)) as other, other:
        other.execute("update feedback set reasons = 'hässlich'")
    with pytest.raises(FeedbackError):
        store.all()


def test_the_table_opens_in_a_spreadsheet() -> None:
    records = (given(reasons=("unvollständig", "veraltet"), comment='Zeile 1\n"Zeile 2"; drei'), given("gut"))
    content = as_csv(records)
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert [row["rating"] for row in rows] == ["schlecht", "gut"]
    assert rows[0]["reasons"] == "unvollständig, veraltet"
    assert rows[0]["comment"] == 'Zeile 1\n"Zeile 2"; drei'
    assert rows[0]["refs"] == "§ 2 Abs. 1 Satz 1 KomIntAVO, § 2 Abs. 1 Satz 2 KomIntAVO"


@pytest.mark.parametrize("formula", ["=1+1", "+49 351", "-1", "@SUM(A1)", " =1", "＝1", "\t=1", "\n=1"])
def test_no_cell_is_a_formula(formula: str) -> None:
    record = replace(given(), comment=formula, question=formula, answer=formula)
    (row,) = csv.DictReader(io.StringIO(as_csv([record]).decode("utf-8-sig"), newline=""), delimiter=";")
    assert {row[name] for name in ("comment", "question", "answer")} == {f"'{formula}"}


def test_json_lines_are_plain() -> None:
    records = (given(comment="=1+1\nä"), given("gut"))
    lines = as_jsonl(records).decode().splitlines()
    assert [json.loads(line) for line in lines] == [json.loads(json.dumps(asdict(one))) for one in records]
    assert "ä" in lines[0]


@pytest.fixture
def kept(data_dir: Path) -> tuple[Feedback, ...]:
    """Two records in the user's data folder."""
    records = (given("gut"), given())
    for one in records:
        FeedbackStore(data_dir / feedback.FILE).add(one)
    return records


def test_the_command_prints_a_table(kept: tuple[Feedback, ...], capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["feedback", "export"]) == 0
    assert capfdbinary.readouterr().out == as_csv(kept)


def test_the_command_writes_a_file(
    kept: tuple[Feedback, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out.jsonl"
    assert main(["feedback", "export", "--format", "jsonl", "--out", str(out)]) == 0
    assert out.read_bytes() == as_jsonl(kept)
    assert capsys.readouterr().out == f"2 records written to {out}\n"


def test_a_file_that_cannot_be_written_is_one_line_on_standard_error(
    kept: tuple[Feedback, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["feedback", "export", "--out", str(tmp_path)]) == 1
    assert capsys.readouterr().err.startswith(f"error: cannot write {tmp_path}: ")


def test_without_feedback_the_table_has_only_its_head(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["feedback", "export"]) == 0
    assert capfdbinary.readouterr().out.count(b"\r\n") == 1
