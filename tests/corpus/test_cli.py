"""The command line: python -m corpus list | show | check | add; the commands around versions are in test_cli_sync."""

import subprocess
import sys
from pathlib import Path

import pytest

from corpus.__main__ import main


def _run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    status = main(list(arguments))
    out, err = capsys.readouterr()
    return status, out, err


def test_list_names_every_source_with_its_date(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = _run(capsys, "list")
    assert (status, err) == (0, "")
    law = next(line for line in out.splitlines() if line.startswith("komintavo "))
    assert "eigene Zusammenfassung" in law
    assert "Stand 2024-09-18" in law
    assert "44 passages" in law


@pytest.mark.parametrize(
    ("norm", "first_lines"),
    [
        ("§ 6 Abs. 1 KomIntAVO", ["§ 6 Abs. 1 KomIntAVO – Weiterleitung der Zuweisung"]),
        ("§ 4", ["§ 4 Abs. 1 KomIntAVO", "§ 4 SächsIntG"]),
        ("§§ 15 und 26 SITG", ["§ 15 SächsIntG", "§ 26 SächsIntG"]),
        ("Präambel", ["Präambel SächsIntG – Präambel"]),
    ],
)
def test_show_prints_the_provisions_asked_for(
    capsys: pytest.CaptureFixture[str], norm: str, first_lines: list[str]
) -> None:
    status, out, err = _run(capsys, "show", norm)
    assert (status, err) == (0, "")
    for line in first_lines:
        assert line in out
    assert "[eigene Zusammenfassung, Stand 2024-" in out


@pytest.mark.parametrize("norm", ["§ 6 Abs. 7 KomIntAVO", "§ 5 AufenthG", "Unsinn"])
def test_show_of_a_norm_that_does_not_exist_is_one_line_on_standard_error(
    capsys: pytest.CaptureFixture[str], norm: str
) -> None:
    assert _run(capsys, "show", norm) == (1, "", f"error: no such provision: {norm}\n")


def test_check_of_the_bundled_files_finds_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = _run(capsys, "check")
    assert status == 0, out
    assert out.startswith("0 problems; ")
    assert "KomIntAVO 44 Absätze, SächsIntG 71 Absätze" in out


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("hinweise.md", "## begriffe |", "## unbekannt |"),
        ("hinweise.md", "## begriffe |", "## begriffe"),
        ("komintavo.md", "(2)\n", "(3)\n"),
        ("fragen-komintavo.md", "Begriffe:", "Begriff:"),
    ],
)
def test_check_tells_every_problem_and_fails(
    capsys: pytest.CaptureFixture[str], bundled_copy: Path, file: str, old: str, new: str
) -> None:
    path = bundled_copy / file
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    status, out, err = _run(capsys, "check")
    assert (status, err) == (1, "")
    assert out.splitlines()[0].startswith(file)
    assert out.splitlines()[-1] == f"{len(out.splitlines()) - 1} problems"


def test_add_takes_a_file_and_list_and_show_know_it(capsys: pytest.CaptureFixture[str], muster_law: Path) -> None:
    status, out, err = _run(capsys, "add", str(muster_law), "--stand", "2021-01-01", "--publisher", "Stadt")
    assert (status, out, err) == (0, "added mustervo: amtlich, 3 passages, Stand 2021-01-01, Musterverordnung\n", "")
    assert "mustervo " in _run(capsys, "list")[1]
    assert "2. der Kauf von Geräten." in _run(capsys, "show", "§ 1 Abs. 2 MusterVO")[1]


def test_add_of_a_useless_file_is_one_line_on_standard_error(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, data_dir: Path
) -> None:
    status, out, err = _run(capsys, "add", str(tmp_path / "fehlt.pdf"))
    assert (status, out, err) == (1, "", f"error: {tmp_path / 'fehlt.pdf'}: no such file\n")
    assert not data_dir.exists()


def test_the_module_runs_as_a_program() -> None:
    done = subprocess.run([sys.executable, "-m", "corpus", "show", "§ 9 KomIntAVO"], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("§ 9 KomIntAVO – ")
