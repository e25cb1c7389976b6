"""Command line: python -m eval answers --questions IN --out OUT [--corpus bundled|DIR]
| run | compare | retrieval | drafts | bench | lexicon | timing."""

import argparse
import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from assistant.errors import AssistantError
from assistant.lexicon import read_lexicon
from corpus.errors import CorpusError
from corpus.library import load_library
from eval import baseline, run
from eval.answers import answer_file, assistant_over
from eval.bench import report as bench_report
from eval.cases import load_cases, shared_runs
from eval.compare import compare
from eval.drafts import check, load_drafts
from eval.drafts import report as drafts_report
from eval.lexicon import earnings, earnings_table
from eval.records import RunFileError, read_run, recorded, write_run
from eval.report import write_report
from eval.retrieval import measure, table
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
    scored.add_argument("--out", type=Path, help="write the run as JSON, for `compare`")
    scored.add_argument("--html", type=Path, help="write the report as one page")
    against = scored.add_mutually_exclusive_group()
    against.add_argument("--check", action="store_true", help="fail on a significant drop against the baseline")
    against.add_argument("--accept", action="store_true", help="store the run as the new baseline")
    scored.set_defaults(run=_run)
    compared = commands.add_parser("compare", help="two runs side by side")
    compared.add_argument("before", type=Path)
    compared.add_argument("after", type=Path)
    compared.set_defaults(run=_compare)
    bench = commands.add_parser("bench", help="retrieval benchmark: baselines, expansion, haystack")
    bench.add_argument("--shared", type=Path, default=Path(os.environ.get("KOMINTAVO_SHARED", "../shared")))
    bench.set_defaults(run=_bench)
    drafts = commands.add_parser("drafts", help="sentences of a chat model against the grounding checks")
    drafts.set_defaults(run=_drafts)
    for command in (retrieval, scored, drafts):
        command.add_argument("--split", choices=("dev", "test"), default="dev")
    for command in (answers, scored):
        command.add_argument("--corpus", default="bundled", help='"bundled" or a folder of official files')
    commands.add_parser("lexicon", help="what each entry of the lexicon earns").set_defaults(run=_lexicon)
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
    if (options.check or options.accept) and not baseline.suits(options.split, options.corpus):
        raise RunFileError("the baseline is kept for the dev split on the bundled corpus")
    with assistant_over(options.corpus) as assistant:
        cases = load_cases(options.split)
        indexed = (face.text for target in assistant.finder.search.targets for face in target.faces)
        if leaked := shared_runs(cases, indexed):
            print(f"warning: six words in a row shared with an indexed question: {', '.join(leaked)}", file=sys.stderr)
        scores = run.run(assistant, cases)
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


def _compare(options: argparse.Namespace) -> int:
    print(compare(read_run(options.before), read_run(options.after)))
    return 0


def _drafts(options: argparse.Namespace) -> int:
    print(drafts_report(check(load_drafts(options.split), load_library())))
    return 0


def _bench(options: argparse.Namespace) -> int:
    print(bench_report(options.shared))
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


if __name__ == "__main__":
    sys.exit(main())
