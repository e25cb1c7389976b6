"""Command line of the assistant: python -m assistant index | ask "Frage" [--simple] [--as-of DATE] [--json] |
feedback export | user add NAME."""

import argparse
import getpass
import json
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

from assistant.answer import Answer
from assistant.build import build_as_of, build_assistant
from assistant.errors import AssistantError
from assistant.feedback import FILE, FeedbackError, FeedbackStore
from assistant.feedback_export import FORMATS
from assistant.settings import read_settings
from assistant.users import UserError, add_user
from corpus import catalog
from corpus.errors import CorpusError
from corpus.library import Library


def main(arguments: list[str] | None = None) -> int:
    """Run one command; 0 on success, 1 with one line on standard error otherwise."""
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except (AssistantError, CorpusError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m assistant", description=__doc__)
    commands = parser.add_subparsers(required=True)
    commands.add_parser("index", help="build the vector index if it is out of date").set_defaults(run=_index)
    ask = commands.add_parser("ask", help="answer one question")
    ask.add_argument("question")
    ask.add_argument("--simple", action="store_true", help="answer in simple German")
    ask.add_argument("--as-of", type=date.fromisoformat, metavar="DATE", help="from the texts in force on this day")
    ask.add_argument("--json", action="store_true", help="print the answer as JSON")
    ask.set_defaults(run=_ask)
    feedback = commands.add_parser("feedback", help="what users said about answers").add_subparsers(required=True)
    export = feedback.add_parser("export", help="write all feedback as a table or as JSON lines")
    export.add_argument("--format", choices=[*FORMATS], default="csv")
    export.add_argument("--out", type=Path, help="a file; without it, standard output")
    export.set_defaults(run=_export)
    user = commands.add_parser("user", help="who may use the page").add_subparsers(required=True)
    add = user.add_parser("add", help="add a user to the file of KOMINTAVO_AUTH, or change a password; asks for it")
    add.add_argument("name")
    add.set_defaults(run=_add_user)
    return parser


def _index(_: argparse.Namespace) -> int:
    assistant = build_assistant(read_settings())
    print(f"index ready: {len(assistant.library.chunks)} passages, {len(assistant.finder.search.vectors)} entries")
    return 0


def _ask(options: argparse.Namespace) -> int:
    settings, day = read_settings(), options.as_of
    assistant = build_as_of(day, settings) if day else build_assistant(settings)
    answer = assistant.ask(options.question, simple=options.simple)
    if day:
        answer = replace(answer, note=_as_of(day, assistant.library))
    print(json.dumps(answer.as_json(), ensure_ascii=False, indent=1) if options.json else _plain(answer))
    return 0


def _as_of(day: date, library: Library) -> str:
    """From which texts a question was answered."""
    missing = [entry.law for entry in catalog.entries() if entry.text and entry.law and entry.law not in library.laws]
    laws = [f"{law} ({chunks[0].source.kind}, Stand {chunks[0].source.stand})" for law, chunks in library.laws.items()]
    used = f"Antwort nach den Texten, die am {day:%d.%m.%Y} galten: {', '.join(laws) or 'keine'}."
    return " ".join([used, *(f"Die Vorschrift {law} galt an diesem Tag noch nicht." for law in missing)])


def _export(options: argparse.Namespace) -> int:
    records = FeedbackStore(read_settings().data_dir / FILE).all()
    content = FORMATS[options.format](records)
    if options.out is None:
        sys.stdout.buffer.write(content)
        return 0
    try:
        options.out.write_bytes(content)
    except OSError as error:
        raise FeedbackError(f"cannot write {options.out}: {error.strerror}") from error
    print(f"{len(records)} records written to {options.out}")
    return 0


def _add_user(options: argparse.Namespace) -> int:
    kind, _, file = (read_settings().auth or "").partition(":")
    if kind != "file":
        raise UserError("KOMINTAVO_AUTH must be file:PATH")
    password = getpass.getpass(f"password of {options.name}: ")
    if password != getpass.getpass("again: "):
        raise UserError("the two passwords differ")
    add_user(Path(file), options.name, password)
    print(f"{options.name} is a user of {file}; start the page again for it to count")
    return 0


def _plain(answer: Answer) -> str:
    lines = [f"Verstanden als: {answer.understood}", ""] if answer.understood else []
    lines += [answer.text, ""]
    for number, citation in enumerate(answer.citations, 1):
        checked = f", geprüft am {citation.checked}" if citation.checked else ""
        source = f"{citation.kind}, Stand {citation.stand}{checked}"
        lines.append(f"[{number}] {citation.ref} ({source}): „{citation.quote}“")
    note = ["", answer.note] if answer.note else []
    return "\n".join([*lines, *note, "", "Information, keine Rechtsberatung."])


if __name__ == "__main__":
    sys.exit(main())
