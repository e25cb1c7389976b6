"""Answers a file of questions, one line each, with the interface that scoring scripts rely on.

Input lines `{"id", "question", "history"?}`, output lines `{"id", …the JSON of an Answer}`; a question that fails gives
a line with status "error" and never stops the run.
"""

import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError
from tqdm import tqdm

from assistant.answer import Turn
from assistant.ask import Assistant
from assistant.build import build_assistant
from assistant.settings import read_settings
from corpus.adding import add_file
from corpus.errors import CorpusError

_SUFFIXES = {".md", ".txt", ".html", ".htm", ".pdf", ".markdown"}


class QuestionLine(BaseModel):
    """One line of the input file."""

    model_config = ConfigDict(extra="ignore", coerce_numbers_to_str=True)

    id: str
    question: str
    history: list[Turn] | None = None


def answer_file(questions: Path, out: Path, corpus: str) -> int:
    """Answer every line of `questions` into `out`; returns the number of lines with status "error".

    `corpus` is "bundled" or a folder of official files, imported into a throw-away data folder.
    """
    lines = [line for line in questions.read_bytes().removeprefix(b"\xef\xbb\xbf").split(b"\n") if line.strip()]
    with assistant_over(corpus, with_model=True) as assistant:
        errors = 0
        with out.open("w", encoding="utf-8") as file:
            for result in tqdm(_results(lines, assistant), total=len(lines), unit="question"):
                errors += result["status"] == "error"
                file.write(json.dumps(result, ensure_ascii=False) + "\n")
                file.flush()
    return errors


@contextmanager
def assistant_over(corpus: str = "bundled", with_model: bool = False) -> Iterator[Assistant]:
    """An assistant over the bundled texts, or with a folder of official files over them, in a throw-away folder.

    `with_model`: it uses the chat model of the settings, if they name one.
    """
    with tempfile.TemporaryDirectory() as folder:
        data_dir = Path(folder)
        if corpus != "bundled":
            import_folder(Path(corpus), data_dir)
        changes: dict[str, Path | None] = {"data_dir": data_dir} | ({} if with_model else {"chat_model": None})
        yield build_assistant(read_settings().model_copy(update=changes))


def import_folder(folder: Path, data_dir: Path) -> None:
    """Add every readable document of a folder; one that is refused is named and left out."""
    files = sorted(path for path in folder.iterdir() if path.suffix.lower() in _SUFFIXES) if folder.is_dir() else []
    if not files:
        raise CorpusError(f"{folder}: no folder with Markdown, text, HTML or PDF files")
    refused = 0
    for path in files:
        try:
            add_file(path, data_dir)
        except CorpusError as error:
            refused += 1
            tqdm.write(f"left out: {error}")
    if refused == len(files):
        raise CorpusError(f"{folder}: none of its files could be added")


def _results(lines: list[bytes], assistant: Assistant) -> Iterator[dict[str, Any]]:
    for number, line in enumerate(lines, 1):
        yield _result(line, number, assistant)


def _result(line: bytes, number: int, assistant: Assistant) -> dict[str, Any]:
    try:
        asked = QuestionLine.model_validate_json(line)
    except ValidationError as error:
        return _error(_readable_id(line) or str(number), "", f"line {number}: {error.errors()[0]['msg']}")
    try:
        return {"id": asked.id, **assistant.ask(asked.question, asked.history or ()).as_json()}
    except Exception as error:  # noqa: BLE001  # whatever fails, the run goes on and the line says so
        return _error(asked.id, asked.question, f"{type(error).__name__}: {error}")


def _readable_id(line: bytes) -> str | None:
    """The id of a line that is JSON but not a question."""
    try:
        content = json.loads(line)
    except ValueError:
        return None
    return str(content["id"]) if isinstance(content, dict) and "id" in content else None


def _error(id_: str, question: str, problem: str) -> dict[str, Any]:
    return {
        "id": id_,
        "question": question,
        "status": "error",
        "text": "",
        "citations": [],
        "related": [],
        "mode": "error",
        "latency_ms": 0.0,
        "error": problem,
    }
