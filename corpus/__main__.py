"""Command line of the corpus: python -m corpus list | show "§ 6 KomIntAVO" | check | add FILE | sync | versions | …."""

import argparse
import sys
from datetime import date
from pathlib import Path

from corpus import commands
from corpus.errors import CorpusError


def main(arguments: list[str] | None = None) -> int:
    """Run one command; 0 on success, 1 with one line on standard error otherwise."""
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except CorpusError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m corpus", description=__doc__)
    under = parser.add_subparsers(required=True)
    under.add_parser("list", help="every source and its date").set_defaults(run=commands.list_sources)
    under.add_parser("check", help="check the bundled data files").set_defaults(run=commands.check)
    show = under.add_parser("show", help="print a provision")
    show.add_argument("norm", help='e.g. "§ 6 Abs. 1 KomIntAVO"')
    show.add_argument("--as-of", type=date.fromisoformat, metavar="DATE", help="as in force on this day (2025-03-01)")
    show.set_defaults(run=commands.show)
    add = under.add_parser("add", help="add a Markdown, text, HTML, PDF or gesetze-im-internet xml.zip file")
    add.add_argument("file", type=Path)
    for name in ("title", "publisher", "url"):
        add.add_argument(f"--{name}")
    add.add_argument("--stand", type=date.fromisoformat, metavar="DATE", help="first day in force (2025-03-01)")
    add.set_defaults(run=commands.add)
    sync = under.add_parser("sync", help="fetch the official texts")
    sync.add_argument("source", nargs="?", help="only this source")
    sync.set_defaults(run=commands.run_sync)
    versions = under.add_parser("versions", help="every version that is kept")
    versions.add_argument("source", nargs="?", help="only of this source")
    versions.set_defaults(run=commands.versions)
    diff = under.add_parser("diff", help="what changed between two versions")
    diff.add_argument("old")
    diff.add_argument("new")
    diff.set_defaults(run=commands.diff)
    accept = under.add_parser("accept", help="take a version into use that was kept aside")
    accept.add_argument("version")
    accept.set_defaults(run=commands.accept)
    discard = under.add_parser("discard", help="delete a version that was kept aside")
    discard.add_argument("version")
    discard.set_defaults(run=commands.discard)
    review = under.add_parser(
        "review", help="for maintainers: our own texts on a norm are in line with the official one"
    )
    review.add_argument("norm", nargs="+")
    review.set_defaults(run=commands.run_review)
    return parser


if __name__ == "__main__":
    sys.exit(main())
