"""Reads the everyday questions and lay terms of each provision (document expansion).

Format: `## § 6 Abs. 1 KomIntAVO` (or `## source-id`) opens a provision, `- [S. 1 Nr. 3] question` is a question with
the place that answers it (no bracket: the whole provision), `- [S. 2] (nein) question` a yes/no question with its
verdict (ja, nein, bedingt), `Begriffe: a, b` gives lay terms.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from corpus.documents import Face, Provision, Verdict
from corpus.errors import FormatError
from corpus.normreader import find_refs
from corpus.normref import NormRef

_QUESTION = re.compile(r"- (?:\[(?P<place>[^\]]+)\] )?(?:\((?P<verdict>ja|nein|bedingt)\) )?(?P<text>\S.*)")


@dataclass(slots=True)
class Expansion:
    """What a provision is found by, beside its own text; `lines` has the line number of each question."""

    questions: list[Face] = field(default_factory=list)
    terms: list[str] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)


def parse_questions(text: str, file: str) -> dict[str, Expansion]:
    """Expansions by provision key. FormatError (file, line) on any line outside the format."""
    found: dict[str, Expansion] = {}
    current, ref = None, None
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith(("# ", "<!--")):
            continue
        if line.startswith("## "):
            ref = next(iter(find_refs(line)), None)
            current = found.setdefault(ref.id if ref else line[3:].strip(), Expansion())
        elif current is None:
            raise FormatError(file, number, "text before the first '## § n Abs. n LAW'")
        elif line.startswith("Begriffe:"):
            current.terms += [term.strip() for term in line[9:].split(",") if term.strip()]
        elif match := _QUESTION.fullmatch(line):
            verdict = Verdict(match["verdict"]) if match["verdict"] else None
            current.questions.append(Face(match["text"].strip(), _place(match["place"], ref, file, number), verdict))
            current.lines.append(number)
        else:
            raise FormatError(file, number, "expected '## …', '- question', '- [place] question' or 'Begriffe: …'")
    return found


def read_questions(paths: Iterable[Path]) -> dict[str, Expansion]:
    """The expansions of several files, joined."""
    joined: dict[str, Expansion] = {}
    for path in paths:
        for key, expansion in parse_questions(path.read_text(encoding="utf-8"), path.name).items():
            mine = joined.setdefault(key, Expansion())
            known = {face.text for face in mine.questions}
            mine.questions += [face for face in expansion.questions if face.text not in known]
            mine.terms += [term for term in expansion.terms if term not in mine.terms]
    return joined


def check_questions(path: Path, provisions: dict[str, Provision]) -> list[FormatError]:
    """Every question whose provision or place does not exist, and every repeated question."""
    problems, seen = [], set()
    for key, expansion in parse_questions(path.read_text(encoding="utf-8"), path.name).items():
        first = expansion.lines[0] - 1 if expansion.lines else 1
        if key not in provisions:
            problems.append(FormatError(path.name, first, f"no provision {key}"))
            continue
        for face, line in zip(expansion.questions, expansion.lines, strict=True):
            if face.unit and provisions[key].find(face.unit) is None:
                problems.append(FormatError(path.name, line, f"{face.unit} does not exist"))
            if face.text.lower() in seen:
                problems.append(FormatError(path.name, line, "this question stands here twice"))
            seen.add(face.text.lower())
    return problems


def _place(place: str | None, ref: NormRef | None, file: str, number: int) -> NormRef | None:
    if place is None:
        return None
    if ref is None:
        raise FormatError(file, number, "a place needs a norm in the heading")
    head, law = f"§ {ref.paragraf}" + (f" Abs. {ref.absatz}" if ref.absatz else ""), ref.law or ""
    head = head if ref.paragraf[0].isdigit() else ref.paragraf
    try:
        return NormRef.parse(f"{head} {place} {law}")
    except ValueError:
        raise FormatError(file, number, f"unreadable place [{place}]") from None
