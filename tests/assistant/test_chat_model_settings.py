"""How a chat model is configured, and that what is wrong with it is told at the start in one line."""

import subprocess
import sys
from pathlib import Path

import pytest

from assistant.__main__ import main
from assistant.ask import Assistant
from assistant.chat.model import chat_model_of
from assistant.errors import ChatModelError
from assistant.settings import Settings
from tests.assistant.chatting import ALLOWED, QUESTION, both, in_json, serving, talking


@pytest.mark.parametrize(
    ("settings", "problem"),
    [
        ({"chat_model": "llama"}, "write ollama:NAME or openai:NAME"),
        ({"chat_model": "ollama:"}, "write ollama:NAME or openai:NAME"),
        ({"chat_model": "cohere:command"}, "write ollama:NAME or openai:NAME"),
        ({"chat_model": "openai:gpt"}, "KOMINTAVO_CHAT_API_KEY"),
    ],
)
def test_a_model_that_cannot_be_used_is_told_at_the_start(settings: dict[str, str], problem: str) -> None:
    with pytest.raises(ChatModelError, match=problem):
        chat_model_of(Settings.model_validate(settings))


def test_a_missing_package_is_told_at_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "langchain_ollama", None)
    with pytest.raises(ChatModelError, match="needs the package langchain-ollama"):
        chat_model_of(Settings(chat_model="ollama:m"))


def test_no_model_is_the_default() -> None:
    assert chat_model_of(Settings()) is None


def test_the_provider_is_imported_at_the_first_question_only() -> None:
    code = (
        "import sys; from assistant.chat.model import chat_model_of; from assistant.settings import Settings;"
        "chat_model_of(Settings(chat_model='openai:m', chat_api_key='x'));"
        "sys.exit('openai' in sys.modules or 'langchain_openai' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0


@both
def test_the_key_reaches_the_server_and_is_never_shown(provider: str, assistant: Assistant) -> None:
    with serving(provider, in_json("ja", ALLOWED)) as server:
        talker = talking(assistant, server, provider)
        talker.ask(QUESTION)
    assert server.requests[0].headers["authorization"] == "Bearer geheim"
    assert "geheim" not in repr(talker.chat)


@pytest.mark.parametrize(
    ("name", "value", "problem"),
    [
        ("KOMINTAVO_CHAT_MODEL", "unsinn", 'no chat model "unsinn"'),
        ("KOMINTAVO_CHAT_TIMEOUT", "bald", "KOMINTAVO_CHAT_TIMEOUT: "),
        ("KOMINTAVO_CHAT_BASE_URL", "kein-url", "KOMINTAVO_CHAT_BASE_URL: "),
    ],
)
def test_the_command_line_tells_a_wrong_setting_in_one_line(
    name: str, value: str, problem: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(name, value)
    assert main(["ask", QUESTION]) == 1
    error = capsys.readouterr().err
    assert error.startswith("error: ")
    assert problem in error
    assert error.count("\n") == 1


def test_the_command_line_tells_that_the_model_failed(
    assistant: Assistant, built_dir: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("KOMINTAVO_DATA_DIR", str(built_dir))
    monkeypatch.setenv("KOMINTAVO_CHAT_MODEL", "ollama:m")
    monkeypatch.setenv("KOMINTAVO_CHAT_BASE_URL", "http://127.0.0.1:1")
    assert main(["ask", QUESTION]) == 0
    assert "Das Sprachmodell war nicht erreichbar; die Antwort ist ohne Modell erstellt." in capsys.readouterr().out
