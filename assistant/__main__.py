"""Command line of the assistant: python -m assistant index | ask "Frage" [--simple] [--json]."""

import argparse
import json
import sys

from assistant.answer import Answer
from assistant.build import build_assistant
from assistant.errors import AssistantError
from assistant.settings import read_settings
from corpus.errors import CorpusError


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
    ask.add_argument("--json", action="store_true", help="print the answer as JSON")
    ask.set_defaults(run=_ask)
    return parser


def _index(_: argparse.Namespace) -> int:
    assistant = build_assistant(read_settings())
    print(f"index ready: {len(assistant.library.chunks)} passages, {len(assistant.finder.search.vectors)} entries")
    return 0


def _ask(options: argparse.Namespace) -> int:
    answer = build_assistant(read_settings()).ask(options.question, simple=options.simple)
    print(json.dumps(answer.as_json(), ensure_ascii=False, indent=1) if options.json else _plain(answer))
    return 0


def _plain(answer: Answer) -> str:
    lines = [f"Verstanden als: {answer.understood}", ""] if answer.understood else []
    lines += [answer.text, ""]
    for number, citation in enumerate(answer.citations, 1):
        lines.append(f"[{number}] {citation.ref} ({citation.kind}, Stand {citation.stand}): „{citation.quote}“")
    note = ["", answer.note] if answer.note else []
    return "\n".join([*lines, *note, "", "Information, keine Rechtsberatung."])


if __name__ == "__main__":
    sys.exit(main())
