"""The command line: python -m assistant index | ask."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from assistant.__main__ import main
from assistant.ask import Assistant

QUESTION = "Dürfen wir die Zuweisung an einen freien Träger weiterleiten?"


@pytest.fixture
def ready(assistant: Assistant, built_dir: Path, monkeypatch: pytest.MonkeyPatch) -> Assistant:
    """The data folder with its index built, set for the command line."""
    monkeypatch.setenv("KOMINTAVO_DATA_DIR", str(built_dir))
    return assistant


def without_time(answer: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in answer.items() if name != "latency_ms"}


def test_ask_prints_the_answer_its_sources_and_a_notice(ready: Assistant, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", QUESTION]) == 0
    out, err = capsys.readouterr()
    answer = ready.ask(QUESTION)
    assert out.startswith(answer.text)
    for number, citation in enumerate(answer.citations, 1):
        source = f"{citation.kind}, Stand {citation.stand}, geprüft am {citation.checked}"
        assert f"[{number}] {citation.ref} ({source}): „{citation.quote}“" in out
    assert out.endswith("Information, keine Rechtsberatung.\n")
    assert err == ""


def test_the_module_prints_json_as_a_program(ready: Assistant) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "assistant", "ask", QUESTION, "--json"], capture_output=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stderr
    assert without_time(json.loads(done.stdout)) == without_time(ready.ask(QUESTION).as_json())
    assert "§" in done.stdout


def test_a_refusal_is_printed_without_sources(ready: Assistant, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "Was steht in § 31 KomIntAVO?"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("§ 31 KomIntAVO gibt es nicht.")
    assert "[1]" not in out


def test_index_tells_what_it_holds(ready: Assistant, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["index"]) == 0
    passages, entries = len(ready.library.chunks), len(ready.finder.search.vectors)
    assert capsys.readouterr().out == f"index ready: {passages} passages, {entries} entries\n"


@pytest.mark.parametrize("command", [["index"], ["ask", QUESTION]])
def test_an_unreachable_server_is_one_line_on_standard_error(
    command: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("KOMINTAVO_CHROMA_URL", "http://127.0.0.1:1")
    assert main(command) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("error: can't open the vector index at http://127.0.0.1:1")
    assert err.count("\n") == 1


@pytest.mark.parametrize("arguments", [[], ["ask"], ["unsinn"]])
def test_a_wrong_command_tells_the_usage(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2
    assert "usage: python -m assistant" in capsys.readouterr().err
