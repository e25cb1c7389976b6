"""Feedback for the operator: CSV for a spreadsheet, JSON lines for programs."""

import csv
import io
import json
import re
from collections.abc import Callable, Sequence
from dataclasses import asdict, fields

from assistant.feedback import Feedback

_FORMULA = re.compile(r"[\t\n]|\s*[=+\-@＝＋－＠]")


def as_csv(records: Sequence[Feedback]) -> bytes:
    """A table as German Excel opens it: UTF-8 with BOM, semicolons; a cell that would be a formula gets a leading '."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([field.name for field in fields(Feedback)])
    for record in records:
        values = asdict(record).values()
        writer.writerow([_cell(value if isinstance(value, str) else ", ".join(value)) for value in values])
    return out.getvalue().encode("utf-8-sig")


def as_jsonl(records: Sequence[Feedback]) -> bytes:
    """An object per line, UTF-8."""
    return "".join(f"{json.dumps(asdict(record), ensure_ascii=False)}\n" for record in records).encode()


FORMATS: dict[str, Callable[[Sequence[Feedback]], bytes]] = {"csv": as_csv, "jsonl": as_jsonl}


def _cell(text: str) -> str:
    return f"'{text}" if _FORMULA.match(text) else text
