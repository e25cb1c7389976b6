"""Command line: python -m eval answers --questions IN --out OUT [--corpus bundled|DIR]
| run | compare | retrieval | drafts | bench | scale | lexicon | timing | load."""

import argparse
import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from assistant.errors import AssistantError
from assistant.lexicon import read_lexicon
from corpus.errors import CorpusError
from corpus.library import load_library
from eval.answers import answer_file, assistant_over
from eval.bench import report as bench_report
from eval.cases import load_cases
from eval.compare import compare
from eval.drafts import check, load_drafts
from eval.drafts import report as drafts_report
from eval.lexicon import earnings, earnings_table
from eval.load import load
from eval.records import RunFileError, read_run
from eval.retrieval import measure, table
from eval.run_command import add_arguments, run_cases
from eval.scale import report as scale_report
from eval.timing import starts, warm


def main(arguments: list[str] | None = None) -> int:
    """Run one command; 0 on success."""
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except (AssistantError, CorpusError, RunFileError, OSError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m eval", description=__doc__)
    commands = parser.add_subparsers(required=True)
    answers = commands.add_parser("answers", help="answer a file of questions")
    answers.add_argument("--questions", type=Path, required=True)
    answers.add_argument("--out", type=Path, required=True)
    answers.set_defaults(run=_answers)
    retrieval = commands.add_parser("retrieval", help="retrieval figures on a split")
    retrieval.set_defaults(run=_retrieval)
    scored = commands.add_parser("run", help="answer and score a split")
    add_arguments(scored)
    scored.set_defaults(run=run_cases)
    compared = commands.add_parser("compare", help="two runs side by side")
    compared.add_argument("before", type=Path)
    compared.add_argument("after", type=Path)
    compared.set_defaults(run=_compare)
    bench = commands.add_parser("bench", help="retrieval benchmark: baselines, expansion, haystack")
    bench.set_defaults(run=_bench)
    scale = commands.add_parser("scale", help="all of Saxon law: structure, causes of failure, search")
    scale.set_defaults(run=_scale)
    for command in (bench, scale):
        command.add_argument("--shared", type=Path, default=Path(os.environ.get("KOMINTAVO_SHARED", "../shared")))
    drafts = commands.add_parser("drafts", help="sentences of a chat model against the grounding checks")
    drafts.set_defaults(run=_drafts)
    for command in (retrieval, scored, drafts):
        command.add_argument("--split", choices=("dev", "test"), default="dev")
    for command in (answers, scored):
        command.add_argument("--corpus", default="bundled", help='"bundled" or a folder of official files')
    commands.add_parser("lexicon", help="what each entry of the lexicon earns").set_defaults(run=_lexicon)
    commands.add_parser("timing", help="times of start and questions").set_defaults(run=_timing)
    crowd = commands.add_parser("load", help="the page with many users at once")
    crowd.add_argument("--seconds", type=float, default=120.0)
    crowd.set_defaults(run=_load)
    return parser


def _answers(options: argparse.Namespace) -> int:
    errors = answer_file(options.questions, options.out, options.corpus)
    print(f"written: {options.out}; {errors} errors")
    return 0


def _retrieval(options: argparse.Namespace) -> int:
    with assistant_over() as assistant:
        print(table(measure(assistant, load_cases(options.split))))
    return 0


def _compare(options: argparse.Namespace) -> int:
    print(compare(read_run(options.before), read_run(options.after)))
    return 0


def _drafts(options: argparse.Namespace) -> int:
    print(drafts_report(check(load_drafts(options.split), load_library())))
    return 0


def _bench(options: argparse.Namespace) -> int:
    print(bench_report(options.shared))
    return 0


def _scale(options: argparse.Namespace) -> int:
    print(scale_report(options.shared))
    return 0


def _lexicon(_: argparse.Namespace) -> int:
    with TemporaryDirectory() as folder:
        print(earnings_table(earnings(load_library(), read_lexicon(), Path(folder))))
    return 0


def _timing(_: argparse.Namespace) -> int:
    with assistant_over() as assistant:
        print(warm(assistant, load_cases("dev")))
    print(starts())
    return 0


def _load(options: argparse.Namespace) -> int:
    with assistant_over() as assistant:
        print(load(assistant, load_cases("dev"), options.seconds))
    return 0


if __name__ == "__main__":
    sys.exit(main())
