"""The command `run`: the cases of a split answered and scored, without a chat model or without and with one."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from pydantic import HttpUrl

from assistant.ask import Assistant
from eval import baseline, run
from eval.answers import assistant_over
from eval.brought import brought
from eval.brought import table as brought_table
from eval.cases import Case, Split, load_cases, shared_runs
from eval.chat import run_with, working_model
from eval.compare import compare
from eval.paired_report import write_paired_report
from eval.records import RunFileError, recorded, write_run
from eval.report import write_report


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What this command takes besides split and corpus."""
    parser.add_argument("--out", type=Path, help="write the run as JSON, for `compare`")
    parser.add_argument("--html", type=Path, help="write the report as one page")
    parser.add_argument("--base-url", type=HttpUrl, help="where the chat model is served")
    against = parser.add_mutually_exclusive_group()
    against.add_argument("--model", help='also with a chat model: "ollama:NAME" or "openai:NAME"')
    against.add_argument("--check", action="store_true", help="fail on a significant drop against the baseline")
    against.add_argument("--accept", action="store_true", help="store the run as the new baseline")


def run_cases(options: argparse.Namespace) -> int:
    """Answer and score a split without a chat model, and with one if it is named; 1 for a drop below the baseline."""
    if (options.check or options.accept) and not baseline.suits(options.split, options.corpus):
        raise RunFileError("the baseline is kept for the dev split on the bundled corpus")
    if options.base_url and not options.model:
        raise RunFileError("--base-url is for --model")
    if options.model:
        return _run_with_model(options)
    with assistant_over(options.corpus) as assistant:
        scores = run.run(assistant, _cases(options.split, assistant))
        made = recorded(assistant, scores, options.split, options.corpus)
    print(run.table(scores))
    if options.out:
        write_run(made, options.out)
    if options.html:
        write_report(made, options.html)
    if options.accept:
        baseline.accept(made, baseline.BASELINE)
    if not options.check:
        return 0
    checked = baseline.check(made, baseline.BASELINE)
    print(f"\n{checked.text}")
    return 1 if checked.drops else 0


def _run_with_model(options: argparse.Namespace) -> int:
    """Both runs, then everything that is told of them: nothing is printed or written if the model fails."""
    chat = working_model(options.model, options.base_url)
    with assistant_over(options.corpus) as assistant:
        cases = _cases(options.split, assistant)
        scores = run.run(assistant, cases)
        free = recorded(assistant, scores, options.split, options.corpus)
        chat_scores, talking = run_with(assistant, chat, cases, options.split, options.corpus)
    found = brought(free, talking, chat.name)
    print(f"without a chat model\n{run.table(scores)}\n\nwith {chat.name}\n{run.table(chat_scores)}")
    print(f"\nwithout -> with\n{compare(free, talking)}\n\n{brought_table(found)}")
    if options.out:
        write_run(free, options.out)
        write_run(talking, options.out.with_stem(f"{options.out.stem}-model"))
    if options.html:
        write_paired_report(free, talking, found, options.html)
    return 0


def _cases(split: Split, assistant: Assistant) -> Sequence[Case]:
    """The cases of a split; warns of those that share their words with what is indexed."""
    cases = load_cases(split)
    indexed = (face.text for target in assistant.finder.search.targets for face in target.faces)
    if leaked := shared_runs(cases, indexed):
        print(f"warning: six words in a row shared with an indexed question: {', '.join(leaked)}", file=sys.stderr)
    return cases
