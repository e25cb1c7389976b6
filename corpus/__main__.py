"""Command line of the corpus: python -m corpus list | show "§ 6 KomIntAVO" | check | add FILE."""

import argparse
import sys
from dataclasses import replace
from pathlib import Path

from corpus import catalog
from corpus.adding import Details, add_file
from corpus.checking import check_bundled
from corpus.checking_curated import check_curated
from corpus.errors import CorpusError
from corpus.library import load_library
from corpus.locations import data_dir
from corpus.normreader import find_refs


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
    commands = parser.add_subparsers(required=True)
    commands.add_parser("list", help="every source and its date").set_defaults(run=_list)
    commands.add_parser("check", help="check the bundled data files").set_defaults(run=_check)
    show = commands.add_parser("show", help="print a provision")
    show.add_argument("norm", help='e.g. "§ 6 Abs. 1 KomIntAVO"')
    show.set_defaults(run=_show)
    add = commands.add_parser("add", help="add your own Markdown, text, HTML or PDF file")
    add.add_argument("file", type=Path)
    for name in ("title", "publisher", "url", "stand"):
        add.add_argument(f"--{name}")
    add.set_defaults(run=_add)
    return parser


def _list(_: argparse.Namespace) -> int:
    library = load_library(data_dir())
    sources = {chunk.source.id: chunk.source for chunk in library.chunks}
    for source in sources.values():
        count = sum(chunk.source.id == source.id for chunk in library.chunks)
        print(f"{source.id:34} {source.kind:22} Stand {source.stand:10}  {count:4} passages  {source.title}")
    return 0


def _show(options: argparse.Namespace) -> int:
    library = load_library(data_dir())
    refs = find_refs(options.norm)
    named = [replace(ref, law=law) for ref in refs for law in ([ref.law] if ref.law else library.laws)]
    found = [chunk for ref in named for chunk in library.at(ref)]
    if not found:
        raise CorpusError(f"no such provision: {options.norm}")
    for chunk in found:
        ref, source = chunk.provision.ref, chunk.source
        print(f"{ref} – {chunk.provision.heading}\n{chunk.provision.text}\n[{source.kind}, Stand {source.stand}]\n")
    return 0


def _check(_: argparse.Namespace) -> int:
    problems = check_bundled() or check_curated(load_library())
    for problem in problems:
        print(problem)
    if problems:
        print(f"{len(problems)} problems")
        return 1
    counts = ", ".join(f"{law} {len(chunks)} Absätze" for law, chunks in load_library().laws.items())
    print(f"0 problems; {len(catalog.entries())} sources; {counts}")
    return 0


def _add(options: argparse.Namespace) -> int:
    details = Details(options.title, options.publisher, options.url, options.stand)
    document = add_file(options.file, data_dir(), details)
    source = document.source
    print(
        f"added {source.id}: {source.kind}, {len(document.provisions)} passages, Stand {source.stand}, {source.title}"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
