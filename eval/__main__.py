"""Command line: python -m eval answers --questions IN --out OUT [--corpus bundled|DIR]
| run | retrieval | bench | timing."""

import argparse
import os
import sys
import tempfile
from pathlib import Path

from assistant.errors import AssistantError
from corpus.errors import CorpusError
from corpus.library import load_library
from eval import run
from eval.answers import answer_file, assistant_over
from eval.bench import haystack_report, systems
from eval.bench import table as table_of_systems
from eval.cases import load_cases, shared_runs
from eval.retrieval import measure, table
from eval.timing import starts, warm


def main(arguments: list[str] | None = None) -> int:
    """Run one command; 0 on success."""
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except (AssistantError, CorpusError, OSError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m eval", description=__doc__)
    commands = parser.add_subparsers(required=True)
    answers = commands.add_parser("answers", help="answer a file of questions")
    answers.add_argument("--questions", type=Path, required=True)
    answers.add_argument("--out", type=Path, required=True)
    answers.add_argument("--corpus", default="bundled", help='"bundled" or a folder of official files')
    answers.set_defaults(run=_answers)
    retrieval = commands.add_parser("retrieval", help="retrieval figures on a split")
    retrieval.add_argument("--split", choices=("dev", "test"), default="dev")
    retrieval.set_defaults(run=_retrieval)
    scored = commands.add_parser("run", help="answer and score a split")
    scored.add_argument("--split", choices=("dev", "test"), default="dev")
    scored.add_argument("--corpus", default="bundled", help='"bundled" or a folder of official files')
    scored.set_defaults(run=_run)
    bench = commands.add_parser("bench", help="retrieval benchmark: baselines, expansion, haystack")
    bench.add_argument("--split", choices=("dev", "test"), default="dev")
    bench.add_argument("--shared", type=Path, default=Path(os.environ.get("KOMINTAVO_SHARED", "../shared")))
    bench.set_defaults(run=_bench)
    commands.add_parser("timing", help="times of start and questions").set_defaults(run=_timing)
    return parser


def _answers(options: argparse.Namespace) -> int:
    errors = answer_file(options.questions, options.out, options.corpus)
    print(f"written: {options.out}; {errors} errors")
    return 0


def _retrieval(options: argparse.Namespace) -> int:
    with assistant_over() as assistant:
        print(table(measure(assistant, load_cases(options.split))))
    return 0


def _run(options: argparse.Namespace) -> int:
    with assistant_over(options.corpus) as assistant:
        cases = load_cases(options.split)
        indexed = (face.text for target in assistant.finder.search.targets for face in target.faces)
        if leaked := shared_runs(cases, indexed):
            print(f"warning: six words in a row shared with an indexed question: {', '.join(leaked)}", file=sys.stderr)
        print(run.table(run.run(assistant, cases)))
    return 0


def _bench(options: argparse.Namespace) -> int:
    cases = load_cases(options.split)
    with tempfile.TemporaryDirectory() as folder:
        print(table_of_systems(systems(load_library(), Path(folder)), cases))
        if (options.shared / "corpora").is_dir():
            print(haystack_report(Path(folder) / "haystack", options.shared, cases))
        else:
            print(f"no haystack: {options.shared}/corpora is missing")
    return 0


def _timing(_: argparse.Namespace) -> int:
    with assistant_over() as assistant:
        print(warm(assistant, load_cases("dev")))
    print(starts())
    return 0


if __name__ == "__main__":
    sys.exit(main())
