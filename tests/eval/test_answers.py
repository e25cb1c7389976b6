"""A file of questions answered line by line; a bad line says so and the run goes on."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from assistant import build
from assistant.answer import Answer, Turn
from assistant.ask import Assistant
from assistant.settings import Settings
from corpus.library import Library, load_library
from eval import answers
from eval.__main__ import main

QUESTION = "Dürfen wir die Zuweisung an einen freien Träger weiterleiten?"
FIELDS = ["id", "question", "status", "text", "citations", "related", "mode", "latency_ms"]
LAW = """# Musterverordnung

Verordnung über die Arbeit der Vereine mit Geflüchteten
(Vereinsverordnung – MusterVO)

## § 1 Zweck

(1) Die Verordnung regelt die Arbeit der Vereine. Sie gilt für die Stadt und das Land.

(2) Nicht geregelt ist die Miete der Räume.

## § 2 Inkrafttreten

Die Verordnung gilt ab dem 1. Januar 2021.
"""
NOTE = "Die Stadt hilft bei der Integration und zahlt die Miete für das Haus der Vereine in der Stadt.\n"


@pytest.fixture
def bundled(assistant: Assistant, monkeypatch: pytest.MonkeyPatch) -> Assistant:
    """The run uses the assistant of the session instead of building its own."""
    monkeypatch.setattr(answers, "build_assistant", lambda settings: assistant)
    return assistant


@pytest.fixture
def answered(tmp_path: Path) -> Callable[..., list[dict[str, Any]]]:
    """Answers a file with these lines; returns the lines written."""

    def answer(*lines: str, corpus: str = "bundled") -> list[dict[str, Any]]:
        questions, out = tmp_path / "fragen.jsonl", tmp_path / "antworten.jsonl"
        questions.write_text("\n".join(lines) + "\n", encoding="utf-8")
        assert main(["answers", "--questions", str(questions), "--out", str(out), "--corpus", corpus]) == 0
        return [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]

    return answer


def without_time(answer: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in answer.items() if name != "latency_ms"}


def test_each_line_has_its_id_and_the_json_of_the_answer(bundled: Assistant, answered: Any) -> None:
    lines = [{"id": "q1", "question": QUESTION}, {"id": "q2", "question": "Wie ist das Wetter?"}]
    written = answered(*(json.dumps(line) for line in lines))
    assert [list(line) for line in written] == [FIELDS, FIELDS]
    assert [line["id"] for line in written] == ["q1", "q2"]
    for line, asked in zip(written, lines, strict=True):
        assert without_time(line) == {"id": asked["id"], **without_time(bundled.ask(asked["question"]).as_json())}


def test_a_conversation_and_fields_nobody_knows_are_taken(bundled: Assistant, answered: Any) -> None:
    talk = [{"role": "user", "content": QUESTION}, {"role": "assistant", "content": "Nach § 6 Abs. 1 KomIntAVO: Ja."}]
    asked = {"id": 7, "question": "Und in welcher Form?", "history": talk, "gold": ["x"]}
    (written,) = answered(json.dumps(asked))
    expected = bundled.ask(asked["question"], [Turn(**turn) for turn in talk]).as_json()
    assert without_time(written) == {"id": "7", **without_time(expected)}
    assert answered(json.dumps(asked | {"history": None}))[0]["status"] != "error"


@pytest.mark.parametrize(
    "bad",
    [
        "kein JSON",
        "{",
        "[]",
        "null",
        '{"id": "x"}',
        '{"question": "Wer?"}',
        '{"id": "x", "question": null}',
        '{"id": "x", "question": ["Wer?"]}',
        '{"id": "x", "question": "Wer?", "history": [{"role": "robot", "content": "x"}]}',
        '{"id": "x", "question": "Wer?", "history": "alles"}',
    ],
)
def test_a_bad_line_is_an_error_and_the_run_goes_on(bundled: Assistant, answered: Any, bad: str) -> None:
    good = json.dumps({"id": "gut", "question": QUESTION})
    first, broken, last = answered(good, bad, good)
    assert (first["status"], last["status"]) == ("answered", "answered")
    assert list(broken) == [*FIELDS, "error"]
    assert (broken["status"], broken["citations"], broken["text"], broken["mode"]) == ("error", [], "", "error")
    assert broken["error"].startswith("line 2: ")


def test_empty_lines_are_no_questions(bundled: Assistant, answered: Any) -> None:
    good = json.dumps({"id": "gut", "question": QUESTION})
    assert len(answered("", good, "   ", good, "")) == 2
    assert answered("") == []


def test_bad_input_is_an_answer_and_no_error(bundled: Assistant, answered: Any) -> None:
    (written,) = answered(json.dumps({"id": "leer", "question": ""}))
    assert (written["status"], list(written)) == ("invalid", FIELDS)


def test_a_question_that_crashes_is_an_error_and_the_run_goes_on(
    assistant: Assistant, monkeypatch: pytest.MonkeyPatch, answered: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    class Fragile:
        def ask(self, text: str, history: Sequence[Turn] = ()) -> Answer:
            if "Absturz" in text:
                raise RuntimeError("unforeseen")
            return assistant.ask(text, history)

    monkeypatch.setattr(answers, "build_assistant", lambda settings: Fragile())
    asked = [json.dumps({"id": id_, "question": q}) for id_, q in (("a", QUESTION), ("b", "Absturz?"), ("c", QUESTION))]
    written = answered(*asked)
    assert [line["status"] for line in written] == ["answered", "error", "answered"]
    assert (written[1]["id"], written[1]["question"]) == ("b", "Absturz?")
    assert written[1]["error"] == "RuntimeError: unforeseen"
    assert "; 1 errors" in capsys.readouterr().out


def test_answers_are_written_one_by_one(bundled: Assistant, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out, seen = tmp_path / "out.jsonl", list[int]()

    class Watching:
        def ask(self, text: str, history: Sequence[Turn] = ()) -> Answer:
            seen.append(len(out.read_text(encoding="utf-8").splitlines()))
            return bundled.ask(text)

    monkeypatch.setattr(answers, "build_assistant", lambda settings: Watching())
    questions = tmp_path / "in.jsonl"
    questions.write_text('{"id": "1", "question": "Wer?"}\n' * 3, encoding="utf-8")
    assert answers.answer_file(questions, out, "bundled") == 0
    assert seen == [0, 1, 2]


def test_only_answers_are_given_with_the_model_of_the_settings(monkeypatch: pytest.MonkeyPatch, data_dir: Path) -> None:
    monkeypatch.setenv("KOMINTAVO_CHAT_MODEL", "ollama:m")
    monkeypatch.setattr(answers, "build_assistant", lambda settings: settings)
    with answers.assistant_over() as measured, answers.assistant_over(with_model=True) as asked:
        settings: Any = (measured, asked)
        assert [each.chat_model for each in settings] == [None, "ollama:m"]
        assert all(each.data_dir.is_dir() and each.data_dir != data_dir for each in settings)


# --- another corpus -----------------------------------------------------------------------------------------------


@pytest.fixture
def own_files_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """Builds over the added files alone, which takes a moment instead of seconds."""
    bundled = set(load_library().by_key)

    def build_assistant(settings: Settings) -> Assistant:
        library = load_library(settings.data_dir)
        return build.assemble(Library(tuple(c for c in library.chunks if c.key not in bundled)), settings)

    monkeypatch.setattr(answers, "build_assistant", build_assistant)


def test_a_folder_of_files_is_answered_from_its_own_words(
    own_files_only: None, tmp_path: Path, answered: Any, capsys: pytest.CaptureFixture[str], data_dir: Path
) -> None:
    folder = tmp_path / "texte"
    folder.mkdir()
    (folder / "muster.md").write_text(LAW, encoding="utf-8")
    (folder / "hinweis.txt").write_text(NOTE, encoding="utf-8")
    (folder / "englisch.txt").write_text("This is a text about the weather in Saxony and nothing else.\n")
    (folder / "bild.png").write_bytes(b"\x89PNG")
    (written,) = answered(json.dumps({"id": "1", "question": "Was steht in § 1 Abs. 2 MusterVO?"}), corpus=str(folder))
    (citation,) = written["citations"]
    assert (citation["ref"], citation["kind"]) == ("§ 1 Abs. 2 MusterVO", "amtlich")
    assert citation["quote"] == "Nicht geregelt ist die Miete der Räume."
    printed = capsys.readouterr()
    assert "left out: englisch.txt" in printed.out + printed.err
    assert not data_dir.exists()


@pytest.mark.parametrize("name", ["leer", "fehlt"])
def test_a_folder_without_files_is_one_line_on_standard_error(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "leer").mkdir()
    (tmp_path / "in.jsonl").write_text('{"id": "1", "question": "Wer?"}\n', encoding="utf-8")
    command = ["answers", "--questions", str(tmp_path / "in.jsonl"), "--out", str(tmp_path / "out.jsonl")]
    assert main([*command, "--corpus", str(tmp_path / name)]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(f"error: {tmp_path / name}: ")
    assert err.count("\n") == 1


def test_a_missing_file_of_questions_is_one_line_on_standard_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    missing = str(tmp_path / "fehlt.jsonl")
    assert main(["answers", "--questions", missing, "--out", str(tmp_path / "out.jsonl")]) == 1
    assert missing in capsys.readouterr().err
