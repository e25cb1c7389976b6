"""Reads the boundary topics: what the texts do not regulate and what is not our subject.

Format: `## status | title`, then `Antwort:`, `Norm:` (comma separated, or -), and `- question` lines.
"""

from dataclasses import dataclass, field
from pathlib import Path

from corpus.curated import Topic
from corpus.errors import FormatError
from corpus.normreader import find_refs
from corpus.normref import slug

STATUSES = ("not_regulated", "out_of_scope", "unclear", "individual_case", "smalltalk")


@dataclass
class _Block:
    line: int
    status: str
    title: str
    answer: str = ""
    norms: str = "-"
    questions: list[str] = field(default_factory=list)


def read_topics(path: Path) -> tuple[Topic, ...]:
    """`parse_topics` on a file."""
    return parse_topics(path.read_text(encoding="utf-8"), path.name)


def parse_topics(text: str, file: str) -> tuple[Topic, ...]:
    """All topics in order. FormatError (file, line) on any line outside the format."""
    blocks: list[_Block] = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("# "):
            continue
        if line.startswith("## "):
            status, bar, title = line[3:].partition(" | ")
            if not bar or status not in STATUSES:
                raise FormatError(file, number, f"expected '## status | title' with a status of {', '.join(STATUSES)}")
            blocks.append(_Block(number, status, title.strip()))
        elif not blocks:
            raise FormatError(file, number, "text before the first '## status | title'")
        elif line.startswith("- "):
            blocks[-1].questions.append(line[2:].strip())
        elif line.startswith("Antwort: "):
            if blocks[-1].answer:
                raise FormatError(file, number, f"{blocks[-1].title}: a second answer")
            blocks[-1].answer = line[9:].strip()
        elif line.startswith("Norm: "):
            blocks[-1].norms = line[6:].strip()
        else:
            raise FormatError(file, number, "expected 'Antwort: …', 'Norm: …' or '- question'")
    topics = tuple(_topic(block, file) for block in blocks)
    for block, topic in zip(blocks, topics, strict=True):
        if sum(other.key == topic.key for other in topics) > 1:
            raise FormatError(file, block.line, f"the topic {topic.title} stands here twice")
    return topics


def _topic(block: _Block, file: str) -> Topic:
    if not block.answer or not block.questions:
        raise FormatError(file, block.line, f"{block.title}: no answer or no questions")
    norms = tuple(ref for part in block.norms.split(",") for ref in find_refs(part))
    if not norms and block.norms != "-":
        raise FormatError(file, block.line, f"{block.title}: no norm in {block.norms!r}; write - for none")
    key = slug(f"{block.status} {block.title}")
    return Topic(key, block.status, block.title, block.answer, norms, tuple(block.questions))
