"""Runs with a chat model over the wire: it is tried first, and a dead one leaves no figures and no files."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from assistant.ask import Assistant
from eval import run_command
from eval.__main__ import main
from eval.cases import Case, load_cases
from eval.chat import run_with
from eval.records import read_run
from tests.assistant.chatting import with_model
from tests.eval.copying import copied, copied_but_once
from tests.serving_models import openai_server
from tests.serving_replies import Body, Fault, Reply, Status

CASES: Sequence[Case] = [one for one in load_cases("dev") if one.kind in ("straight", "smalltalk")][:12]
NAMED = ["--model", "openai:m"]


@pytest.fixture
def over(assistant: Assistant, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lets the command run the assistant of the session over a handful of cases."""

    @contextmanager
    def assistant_over(corpus: str) -> Iterator[Assistant]:
        yield assistant

    monkeypatch.setattr(run_command, "assistant_over", assistant_over)
    monkeypatch.setattr(run_command, "load_cases", lambda split: CASES)


@pytest.fixture
def files(tmp_path: Path) -> tuple[list[str], Path]:
    """Options to write everything, and the folder it is written to."""
    out = tmp_path / "build"
    return ["--out", str(out / "run.json"), "--html", str(out / "run.html")], out


def dying_after(count: int, reply: Callable[[Body], str]) -> list[Reply]:
    """A script of `count` good answers and then no server to speak of."""
    return [*[reply] * count, Status(503)]


# --- figures ------------------------------------------------------------------------------------------------------


def test_answers_of_the_model_are_told_from_the_others_and_quote_only_what_is_shown(assistant: Assistant) -> None:
    with openai_server(copied_but_once) as server:
        chat = with_model(assistant, "openai", server.url).chat
        assert chat
        scores, talking = run_with(assistant, chat, CASES, "dev", "bundled")
    worded = [case for case in talking.cases if case.is_worded]
    free = [case for case in talking.cases if not case.is_worded]
    assert len(scores) == len(talking.cases) == len(CASES)
    assert len(worded) >= 4
    assert all(case.mode == "m" and case.usage and case.usage.calls == 2 for case in worded)
    assert all((s := case.sentences) and (s.said, s.faulty, s.mended) == (2, 1, 1) for case in worded)
    assert all(case.usage is None for case in free if case.outcome.expected == "smalltalk")
    assert sum(case.outcome.false_quotes + case.outcome.outside for case in talking.cases) == 0
    assert not any("77 Jahre" in case.text for case in talking.cases)


def test_the_command_runs_both_and_writes_both(
    over: None, files: Any, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    options, folder = files
    monkeypatch.setenv("KOMINTAVO_CHAT_API_KEY", "geheim")
    with openai_server(copied) as server:
        assert main(["run", *NAMED, "--base-url", server.url, *options]) == 0
    printed = capsys.readouterr().out
    assert server.requests[0].headers["authorization"] == "Bearer geheim"
    assert "<texte>" not in str(server.requests[0].body)  # it is tried before the first case
    assert "<texte>" in str(server.requests[1].body)
    assert [line for line in printed.splitlines() if line.startswith(("without", "with "))] == [
        *("without a chat model", "with m", "without -> with")
    ]
    assert printed.count("citations outside the evidence shown: 0") == 2
    assert printed.count("quotes not in the source: 0") == 2
    assert f"of {len(CASES)} cases" in printed
    assert "checks alone, processor time of an answer: p50 " in printed
    assert sorted(path.name for path in folder.iterdir()) == ["run-model.json", "run.html", "run.json"]
    free, talking = read_run(folder / "run.json"), read_run(folder / "run-model.json")
    assert not any(case.usage for case in free.cases)
    assert "m" in talking.mode.split(", ")
    assert "mit Sprachmodell" in (folder / "run.html").read_text(encoding="utf-8")


# --- a model that is not there ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("script", "failure"),
    [([Status(401)], "refused"), ([Status(503)], "unreachable"), (dying_after(2, copied), "unreachable")],
)
def test_a_model_that_gives_no_answer_leaves_one_line_and_no_file(
    script: list[str | Fault], failure: str, over: None, files: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    options, folder = files
    with openai_server(*script) as server:
        assert main(["run", *NAMED, "--base-url", server.url, *options]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert f"error: the chat model m gives no answer ({failure}): " in err
    assert "--base-url" in err
    assert not folder.exists()


def test_a_server_that_is_down_is_told_before_anything_runs(over: None, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", *NAMED, "--base-url", "http://127.0.0.1:1/v1"]) == 1
    assert "gives no answer (unreachable): nothing was run" in capsys.readouterr().err


def test_a_failure_now_and_then_does_not_end_the_run(assistant: Assistant) -> None:
    with openai_server(copied, Status(401), copied, Status(401), copied) as server:
        chat = with_model(assistant, "openai", server.url).chat
        assert chat
        chat = replace(chat, structured=False)  # a refusal of the form would be asked again
        _, talking = run_with(assistant, chat, CASES, "dev", "bundled")
    fallen = [case for case in talking.cases if case.note]
    assert len(talking.cases) == len(CASES)
    assert fallen
    assert not any(case.is_worded for case in fallen)


@pytest.mark.parametrize(
    ("options", "problem"),
    [
        (["--base-url", "http://127.0.0.1:1"], "error: --base-url is for --model"),
        (["--model", "gpt"], 'error: no chat model "gpt"'),
    ],
)
def test_wrong_options_are_one_line(options: list[str], problem: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", *options]) == 1
    assert capsys.readouterr().err.startswith(problem)


@pytest.mark.parametrize("options", [[*NAMED, "--check"], [*NAMED, "--accept"], [*NAMED, "--base-url", "wo?"]])
def test_the_baseline_is_checked_without_a_model_only(options: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["run", *options])
    assert "error: argument" in capsys.readouterr().err
