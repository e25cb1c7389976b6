"""The file of users: what is kept of a password, and what is no such file."""

import base64
import getpass
import hashlib
from pathlib import Path

import pytest

from assistant.__main__ import main
from assistant.errors import SettingsError
from assistant.users import UserError, add_user, hashed, matches, read_users

PASSWORD = "Ulme-Kiesel-Fahrrad-12"  # invented


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "users"
    monkeypatch.setenv("KOMINTAVO_AUTH", f"file:{path}")
    return path


def typing(monkeypatch: pytest.MonkeyPatch, *typed: str) -> None:
    passwords = iter(typed)
    monkeypatch.setattr(getpass, "getpass", lambda prompt: next(passwords))


def test_a_hash_is_of_its_password_alone_and_differs_each_time() -> None:
    first, second = hashed(PASSWORD), hashed(PASSWORD)
    assert matches(PASSWORD, first)
    assert matches(PASSWORD, second)
    assert not matches(PASSWORD.lower(), first)
    assert not matches("", first)
    assert first != second


def test_the_cost_stands_in_the_line_so_that_it_can_be_raised_later() -> None:
    key = base64.b64encode(hashlib.scrypt(b"geheim", salt=b"sal", n=1024, r=8, p=1)).decode()
    assert matches("geheim", f"scrypt$1024$8$1$c2Fs${key}")


def test_a_user_is_added_on_the_command_line(
    file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typing(monkeypatch, PASSWORD, PASSWORD)
    assert main(["user", "add", "Löwe"]) == 0
    assert matches(PASSWORD, read_users(file)["Löwe"])
    assert PASSWORD not in file.read_text(encoding="utf-8") + capsys.readouterr().out
    assert file.stat().st_mode & 0o777 == 0o600


def test_adding_a_user_again_changes_the_password_and_keeps_the_others(file: Path) -> None:
    for name, password in (("amt", PASSWORD), ("verein", PASSWORD), ("amt", PASSWORD[::-1])):
        add_user(file, name, password)
    users = read_users(file)
    assert list(users) == ["amt", "verein"]
    assert matches(PASSWORD[::-1], users["amt"])


def test_passwords_that_differ_or_are_short_are_refused(
    file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typing(monkeypatch, PASSWORD, PASSWORD[1:], "kurz", "kurz")
    assert main(["user", "add", "amt"]) == 1
    assert main(["user", "add", "amt"]) == 1
    assert not file.exists()
    assert capsys.readouterr().err.splitlines() == [
        "error: the two passwords differ",
        "error: a password must have at least 12 characters",
    ]


@pytest.mark.parametrize("name", ["", " ", "a:b", "a\nb", " amt"])
def test_a_name_that_would_break_the_file_is_refused(file: Path, name: str) -> None:
    with pytest.raises(UserError, match="a name must"):
        add_user(file, name, PASSWORD)


def test_without_a_file_of_users_none_can_be_added(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("KOMINTAVO_AUTH", "header:X-Remote-User")
    assert main(["user", "add", "amt"]) == 1
    assert "KOMINTAVO_AUTH must be file:PATH" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("", "names no users"),
        ("\n \n", "names no users"),
        ("amt", "line 1 .*must be scrypt"),
        ("amt:geheim", "line 1 .*must be scrypt"),
        ("amt:scrypt$1024$8$1$c2Fs$a2V5\nzwei:scrypt$x$8$1$c2Fs$a2V5", "line 2 .*must be numbers"),
        ("amt:scrypt$1000$8$1$c2Fs$a2V5", "line 1 .*out of range"),
        ("amt:scrypt$1073741824$8$1$c2Fs$a2V5", "line 1 .*out of range"),
        ("amt:scrypt$1024$8$1$c2Fs$", "line 1 .*out of range, or salt or key is empty"),
        ("amt:scrypt$1024$8$1$c2Fs$???", "line 1 .*base64"),
    ],
)
def test_a_file_that_is_none_of_users_is_refused_with_its_line(file: Path, content: str, reason: str) -> None:
    file.write_text(content, encoding="utf-8")
    with pytest.raises(SettingsError, match=f"KOMINTAVO_AUTH: .*{reason}"):
        read_users(file)


def test_a_missing_file_of_users_is_refused(file: Path) -> None:
    with pytest.raises(SettingsError, match="KOMINTAVO_AUTH: cannot read"):
        read_users(file)
