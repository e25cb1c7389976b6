"""A saved run: what is recorded, written in one step, read back or refused; and the commands around it."""

import json
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from pydantic import TypeAdapter

from assistant.answer import Answer, Passage, Status, Turn
from assistant.ask import Assistant
from corpus.library import Library, load_library
from corpus.normref import NormRef
from eval import __main__ as commands
from eval import baseline, run_command
from eval.cases import load_cases
from eval.records import CaseRecord, Outcome, Place, Run, RunFileError, read_run, recorded, write_run
from eval.run import run
from tests.eval.making import answer, case, cite

ONE, OTHER = "§ 6 Abs. 1 KomIntAVO", "§ 6 Abs. 2 KomIntAVO"


def outcome(
    id_: str, *, correct: bool = True, got: str = "answered", expected: str = "answered", **more: Any
) -> Outcome:
    """The scores of a case; recall and precision follow from `correct` where the case can be answered."""
    share = float(correct) if expected == "answered" else None
    values = {"kind": "straight", "recall": share, "precision": share, "verdict": None, "false_quotes": 0} | more
    return Outcome(id=id_, expected=expected, got=got, status=got == expected, facts=True, correct=correct, **values)


def record(scores: Outcome, text: str = "Ja. [1]", ref: str = ONE) -> CaseRecord:
    """A case of a run, its texts made up."""
    turns, place = (Turn("user", "Und davor?"),), Place(ref, "Worte der Stelle")
    return CaseRecord(scores, f"Frage {scores.id}?", turns, text, (place,), (f"{ONE} | {OTHER}",), (place,), 7.5)


def a_run(*cases: CaseRecord, fingerprint: str = "f" * 64) -> Run:
    return Run(fingerprint, "dev", "bundled", "extractive", cases)


class Scripted:
    """An assistant over the bundled texts: `reply` makes its answers, a search finds everything."""

    def __init__(self, library: Library, reply: Callable[[str], Answer]) -> None:
        self.library, self._reply = library, reply
        self.finder = SimpleNamespace(search=SimpleNamespace(targets=()))
        self.searched: list[str] = []

    def ask(self, text: str, history: Sequence[Turn] = ()) -> Answer:
        return self._reply(text)

    def retrieve(self, text: str, history: Sequence[Turn] = ()) -> list[Passage]:
        self.searched.append(text)
        return [Passage(chunk, 1.0) for chunk in self.library.chunks]


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library()


# --- what is recorded ---------------------------------------------------------------------------------------------


def test_a_record_holds_scores_texts_gold_and_the_head_of_the_ranking(library: Library) -> None:
    cited = cite(library.at(NormRef.parse(ONE))[0])
    made: Any = Scripted(library, lambda text: answer("Ja. [1]", cited))
    scores = run(made, [case(f"{OTHER} | {ONE}", verdicts=("ja",), id_="k-1")])
    saved = recorded(made, scores, "dev", "bundled")
    assert (saved.fingerprint, saved.split, saved.corpus, saved.mode) == (
        *(library.fingerprint, "dev", "bundled", "extractive"),
    )
    (only,) = saved.cases
    assert only.outcome == outcome("k-1", verdict=True)
    assert (only.question, only.text, only.latency_ms) == ("Wie ist das?", "Ja. [1]", 5.0)
    assert (only.mode, only.note, only.usage, only.sentences, only.is_worded) == ("extractive", None, None, None, False)
    assert only.citations == (Place(ONE, cited.quote),)
    assert only.gold == (f"{ONE} | {OTHER}",)
    first = library.chunks[0].provision
    assert (len(only.evidence), only.evidence[0]) == (5, Place(str(first.ref), first.text[:300]))


def test_a_crash_is_recorded_and_not_searched_again(library: Library) -> None:
    def crash(text: str) -> Answer:
        raise RuntimeError("unforeseen")

    made: Any = Scripted(library, crash)
    (only,) = recorded(made, run(made, [case(ONE)]), "dev", "bundled").cases
    assert (only.outcome.got, only.outcome.correct, only.evidence) == ("error", False, ())
    assert made.searched == []


# --- the file -----------------------------------------------------------------------------------------------------


def test_a_run_reads_back_as_it_was_and_leaves_no_other_file(tmp_path: Path) -> None:
    path = tmp_path / "neu" / "run.json"
    first = a_run(record(outcome("a")), record(outcome("b", got="error", correct=False)))
    second = replace(first, cases=first.cases[:1])
    for made in (first, second):
        write_run(made, path)
        assert read_run(path) == made
    assert list(path.parent.iterdir()) == [path]


def test_a_write_that_fails_leaves_the_old_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, old = tmp_path / "run.json", a_run(record(outcome("a")))
    write_run(old, path)

    def fail(self: Path, target: Path) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OSError, match="disk full"):
        write_run(a_run(), path)
    assert read_run(path) == old


def broken(change: Callable[[dict[str, Any]], object]) -> str:
    """A saved run with one thing changed."""
    content = TypeAdapter(Run).dump_python(a_run(record(outcome("a"))), mode="json")
    change(content)
    return json.dumps(content)


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("kein JSON", "Invalid JSON"),
        ("", "Invalid JSON"),
        ("[]", "Input should be"),
        ("{}", "fingerprint: Field required"),
        (broken(lambda run: run.pop("cases")), "cases: Field required"),
        (broken(lambda run: run.update(split="train")), "split: Input should be 'dev' or 'test'"),
        (broken(lambda run: run["cases"][0]["outcome"].update(recall=1.5)), "cases.0.outcome.recall: Input should be"),
        (broken(lambda run: run["cases"][0].update(history="x")), "cases.0.history: Input should be"),
    ],
)
def test_a_file_that_is_no_run_is_one_line_that_names_the_place(
    content: str, problem: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, good = tmp_path / "run.json", tmp_path / "good.json"
    path.write_text(content, encoding="utf-8")
    write_run(a_run(record(outcome("a"))), good)
    with pytest.raises(RunFileError, match=f"run.json: not a saved run: {re.escape(problem)}"):
        read_run(path)
    assert commands.main(["compare", str(good), str(path)]) == 1
    assert capsys.readouterr().err.startswith(f"error: {path}: not a saved run: {problem}")


# --- the commands -------------------------------------------------------------------------------------------------


@pytest.fixture
def use(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[Any], None]:
    """Lets the commands run that assistant over six cases, with a baseline of their own."""
    cases = [one for one in load_cases("dev") if one.status == "answered"][:6]
    monkeypatch.setattr(run_command, "load_cases", lambda split: cases)
    monkeypatch.setattr(baseline, "BASELINE", tmp_path / "baseline.json")

    def use(made: Any) -> None:
        @contextmanager
        def over(corpus: str) -> Iterator[Any]:
            yield made

        monkeypatch.setattr(run_command, "assistant_over", over)

    return use


def test_a_run_is_saved_shown_accepted_and_checked(
    assistant: Assistant, library: Library, use: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, html = tmp_path / "build" / "run.json", tmp_path / "build" / "run.html"
    use(assistant)
    assert commands.main(["run", "--accept", "--out", str(out), "--html", str(html)]) == 0
    assert commands.main(["run", "--check"]) == 0
    assert "no significant drop" in capsys.readouterr().out
    saved = read_run(out)
    assert len(saved.cases) == 6
    assert any(place.ref in "".join(one.gold) for one in saved.cases for place in one.evidence)
    assert saved.cases[0].outcome.id in html.read_text(encoding="utf-8")

    use(Scripted(library, lambda text: answer("Nein.", status=Status.OUT_OF_SCOPE)))
    assert commands.main(["run", "--check"]) == 1
    printed = capsys.readouterr().out
    assert "DROP in correct: -" in printed
    assert "DROP in false refusals: +" in printed


def test_a_check_without_a_baseline_says_how_to_make_one(
    library: Library, use: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    use(Scripted(library, lambda text: answer("Nein.", status=Status.OUT_OF_SCOPE)))
    assert commands.main(["run", "--check"]) == 1
    assert "no baseline; store one with --accept" in capsys.readouterr().err


@pytest.mark.parametrize("other", [["--split", "test"], ["--corpus", "texte"]])
@pytest.mark.parametrize("flag", ["--check", "--accept"])
def test_the_baseline_is_for_the_dev_split_on_the_bundled_corpus(
    flag: str, other: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert commands.main(["run", flag, *other]) == 1
    assert "error: the baseline is kept for the dev split" in capsys.readouterr().err
