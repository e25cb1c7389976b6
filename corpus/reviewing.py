"""Which official Absätze are those that our restatement, questions and FAQ were checked against.

`data/reviewed.tsv` holds a mark of each Absatz that a person reviewed: a hash of its wording, not the wording itself.
"""

import hashlib
import re
from collections.abc import Iterable
from functools import cache

from corpus import catalog
from corpus.documents import Provision
from corpus.errors import CorpusError, FormatError
from corpus.normref import NormRef, clean
from corpus.store import write_atomically

_FILE = "reviewed.tsv"
_HEAD = "# The Absätze as they were when reviewed: key, mark of the official wording. Written by `corpus review`.\n"


def mark(provision: Provision) -> str:
    """A hash of the letters and digits of a provision; blanks, hyphens, quotes and the layout of lists don't count."""
    text = re.sub(r"(?<=\d)[\W_]+(?=\d)", "|", clean(provision.text).casefold())  # "1, 2" is not "12"
    letters = re.sub(r"[^\w|]+|_", "", text)
    return hashlib.sha256(letters.encode()).hexdigest()[:16]


@cache
def marks() -> dict[str, str]:
    """The marks by the key of the provision. FormatError (file, line) on a line that is neither."""
    found: dict[str, str] = {}
    for number, line in enumerate((catalog.DATA / _FILE).read_text(encoding="utf-8").splitlines(), 1):
        key, _, value = line.partition("\t")
        if line.startswith("#"):
            continue
        if not re.fullmatch(r"[0-9a-f]{16}", value) or key in found:
            raise FormatError(_FILE, number, "expected 'key<TAB>mark', each key once")
        found[key] = value
    return found


def is_reviewed(provision: Provision) -> bool:
    """Whether an official Absatz is worded as it was when our own texts on it were checked."""
    return marks().get(provision.key) == mark(provision)


def review(norms: Iterable[NormRef], official: Iterable[Provision]) -> int:
    """Mark the official Absätze at these norms as reviewed, in the bundled data; how many there were.

    For maintainers, after they have brought restatement, questions and FAQ in line. CorpusError if a norm has no
    official text, or the data can't be written.
    """
    wanted = {norm: [p for p in official if p.ref and norm.provision.contains(p.ref)] for norm in norms}
    for norm, found in wanted.items():
        if not found:
            raise CorpusError(f"no official text of {norm} is loaded")
    new = marks() | {p.key: mark(p) for found in wanted.values() for p in found}
    content = _HEAD + "".join(f"{key}\t{value}\n" for key, value in new.items())
    try:
        write_atomically(catalog.DATA / _FILE, content.encode())
    except OSError as error:
        raise CorpusError(f"cannot write {_FILE}: {error.strerror}") from error
    marks.cache_clear()
    return sum(map(len, wanted.values()))
