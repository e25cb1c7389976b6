"""What the commands of the corpus do and print. The command line itself is in __main__.py."""

import argparse
import sys
from collections import Counter
from dataclasses import replace

from tqdm import tqdm

from corpus import catalog
from corpus.adding import Details, add_file
from corpus.checking import check_bundled, to_review
from corpus.checking_curated import check_curated
from corpus.comparing import Mark, changes
from corpus.documents import Kind
from corpus.errors import CorpusError
from corpus.fetching import Fetcher
from corpus.library import load_library
from corpus.locations import data_dir
from corpus.normreader import find_refs
from corpus.normref import NormRef
from corpus.reviewing import review
from corpus.store import Document, Store
from corpus.syncing import ORIGINS, Result, sync

_SIGNS = {Mark.SAME: "{}", Mark.OLD: "[-{}-]", Mark.NEW: "{{+{}+}}"}


def list_sources(_: argparse.Namespace) -> int:
    """Every source in use, with its date."""
    library = load_library(data_dir())
    sources = {chunk.source.id: chunk.source for chunk in library.everything}
    for source in sources.values():
        count = sum(chunk.source.id == source.id for chunk in library.everything)
        print(f"{source.id:34} {source.kind:22} Stand {source.stand:10}  {count:4} passages  {source.title}")
    return 0


def show(options: argparse.Namespace) -> int:
    """A provision as it is in force, or was on a day."""
    library = load_library(data_dir(), options.as_of)
    refs = find_refs(options.norm)
    named = [replace(ref, law=law) for ref in refs for law in ([ref.law] if ref.law else library.laws)]
    found = [chunk for ref in named for chunk in library.at(ref)]
    if not found:
        raise CorpusError(f"no such provision: {options.norm}")
    for chunk in found:
        ref, source = chunk.provision.ref, chunk.source
        print(f"{ref} – {chunk.provision.heading}\n{chunk.provision.text}\n[{source.kind}, Stand {source.stand}]\n")
    return 0


def check(_: argparse.Namespace) -> int:
    """The problems of the data files, and what of them has to be reviewed as the law was changed."""
    problems = check_bundled() or [*check_curated(load_library()), *to_review(load_library(data_dir()))]
    for problem in problems:
        print(problem)
    if problems:
        print(f"{len(problems)} problems")
        return 1
    counts = ", ".join(f"{law} {len(chunks)} Absätze" for law, chunks in load_library().laws.items())
    print(f"0 problems; {len(catalog.entries())} sources; {counts}")
    return 0


def add(options: argparse.Namespace) -> int:
    """Take in a file; 1 if it was kept aside."""
    stand = options.stand.isoformat() if options.stand else None
    details = Details(options.title, options.publisher, options.url, stand)
    document = add_file(options.file, data_dir(), details)
    source = document.source
    state = "kept aside" if document.doubts else "added"
    print(
        f"{state} {source.id}: {source.kind}, {len(document.provisions)} passages, Stand {source.stand}, {source.title}"
    )
    for doubt in document.doubts:
        print(f"  {doubt}")
    return 1 if document.doubts else 0


def versions(options: argparse.Namespace) -> int:
    """Every version that is kept, of one source or of all, and which is in use."""
    store = Store(data_dir())
    in_use = {document.version for document in store.current()}
    names = [folder.name for folder in store.folders()]
    if options.source not in (None, *names):
        raise CorpusError(f"nothing is kept of {options.source}")
    wanted = [name for name in names if options.source in (None, name)]
    for source_id in wanted:
        for document in store.versions(source_id):
            print(_line(document, "in use" if document.version in in_use else ""))
    for document in store.held():
        if document.source.id in wanted:
            print(_line(document, f"kept aside: {'; '.join(document.doubts)}"))
    return 0


def diff(options: argparse.Namespace) -> int:
    """What changed between two versions: [-old-] and {+new+} words, by Absatz."""
    old, new = (_version(name) for name in (options.old, options.new))
    found = changes(old.provisions, new.provisions)
    for change in found:
        words = " ".join(_SIGNS[part.mark].format(part.text) for part in change.words)
        print(f"{change.title}\n  {words}\n")
    print(f"{len(found)} provisions changed, Stand {old.source.stand} to {new.source.stand}")
    return 0


def accept(options: argparse.Namespace) -> int:
    """Take a version into use that was kept aside."""
    store = Store(data_dir())
    document = _version(options.version)
    if not document.doubts:
        raise CorpusError(f"{options.version} is not kept aside")
    store.accept(document)
    print(f"accepted {document.source.id} {document.version}, Stand {document.source.stand}")
    return 0


def discard(options: argparse.Namespace) -> int:
    """Delete a version that was kept aside."""
    document = _version(options.version)
    if not document.doubts:
        raise CorpusError(f"{options.version} is not kept aside")
    Store(data_dir()).discard(document)
    print(f"discarded {document.source.id} {document.version}")
    return 0


def run_sync(options: argparse.Namespace) -> int:
    """Fetch the official texts; one line per source, 1 if one failed or was kept aside."""
    entries = [entry for entry in catalog.entries() if entry.origin and options.source in (None, entry.id)]
    if not entries:
        raise CorpusError(f"nothing to fetch for {options.source}")
    counts = Counter[Result]()
    with Fetcher(ORIGINS) as fetcher, tqdm(total=len(entries), disable=None, leave=False) as progress:
        for outcome in sync(entries, Store(data_dir()), fetcher):
            tqdm.write(f"{outcome.source_id:34} {outcome.result:12} {outcome.detail}".rstrip(), file=sys.stdout)
            progress.update()
            counts[outcome.result] += 1
    print(", ".join(f"{count} {result}" for result, count in counts.items()))
    return 1 if counts[Result.FAILED] or counts[Result.HELD] else 0


def run_review(options: argparse.Namespace) -> int:
    """Note in the bundled data that our own texts on these norms are in line with the official text in use."""
    chunks = load_library(data_dir()).everything
    official = [chunk.provision for chunk in chunks if chunk.source.kind is Kind.OFFICIAL]
    try:
        norms = [NormRef.parse(norm) for norm in options.norm]
    except ValueError as error:
        raise CorpusError(str(error)) from None
    print(f"{review(norms, official)} Absätze marked as reviewed")
    return 0


def _line(document: Document, state: str) -> str:
    source = document.source
    until = f" to {source.valid_until}" if source.valid_until else ""
    where = " ".join(filter(None, (source.citation, source.place)))
    return f"{source.id:20} {document.version}  from {source.stand}{until}  {document.added}  {where}  {state}".rstrip()


def _version(name: str) -> Document:
    """The one version whose hash begins like this. CorpusError if there is none, or several."""
    store = Store(data_dir())
    kept = [document for folder in store.folders() for document in store.versions(folder.name)]
    found = {document.version: document for document in (*kept, *store.held()) if document.version.startswith(name)}
    if len(found) != 1:
        raise CorpusError(f"{len(found)} versions begin with {name}; see `python -m corpus versions`")
    return found.popitem()[1]
