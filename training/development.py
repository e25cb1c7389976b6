"""The development set: everyday questions, each with the Absatz that answers it, among many other texts.

Early stopping and every choice of the recipe look at this set; nothing is trained on its questions.
"""

import json
import random
import re
from dataclasses import dataclass
from pathlib import Path

from training.corpus import heading_words, read_corpus

OFFICIAL = {"KomIntAVO": "komintavo.md", "SächsIntG": "saechsintg.md"}
RELATED = ("saechsflueag.md", "frl-integrative-massnahmen.md", "rl-soziale-betreuung-2018.md")
SAME_RULES = re.compile(
    r"kommunale_integrationsarbeit|integration_und_teilhabe|fluechtlingsaufnahmeg|integrative_massn|fluechtlinge_soz"
)
HEADING = re.compile(r"^## (.*)$", re.MULTILINE)
PARAGRAF = re.compile(r"§ (\d+\w?)\s+(.*)|(Präambel)$")
DISTRACTORS = 3_000
SEED = 7


@dataclass(frozen=True, slots=True)
class DevelopmentSet:
    """Question i is answered by passage `answers[i]`."""

    questions: list[str]
    answers: list[int]
    passages: list[str]


def read_development_set(shared: Path) -> DevelopmentSet:
    """The draft questions over the Absätze of the official texts and random Saxon sections."""
    places: dict[tuple[str, str, str], int] = {}
    passages: list[str] = []
    for law, name in OFFICIAL.items():
        for paragraf, absatz, text in absaetze((shared / "official" / name).read_text(encoding="utf-8")):
            places[law, paragraf, absatz] = len(passages)
            passages.append(text)
    for name in RELATED:
        passages += [text for _, _, text in absaetze((shared / "official" / name).read_text(encoding="utf-8"))]
    passages += distractors(shared)
    questions, answers = [], []
    for line in (shared / "drafts" / "questions-and-terms.jsonl").read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        place = places[record["law"], record["paragraph"], record["absatz"]]
        questions += record["questions"]
        answers += [place] * len(record["questions"])
    return DevelopmentSet(questions, answers, passages)


def absaetze(page: str) -> list[tuple[str, str, str]]:
    """Paragraf, Absatz and text (under its heading) of each Absatz of a scraped page."""
    found: list[tuple[str, str, str]] = []
    pieces = HEADING.split(page)[1:]
    for heading, body in zip(pieces[::2], pieces[1::2], strict=True):
        match = PARAGRAF.search(" ".join(heading.split()))
        paragraf = (match[1] or match[3]) if match else ""
        title = (match[2] or match[3]) if match else heading
        found += [(paragraf, absatz, f"{title} {text}") for absatz, text in numbered(" ".join(body.split()))]
    return found


def numbered(body: str) -> list[tuple[str, str]]:
    """The Absätze "(1)", "(2)", … of a section, or the section as one without a number."""
    cuts = [0]
    while (cut := body.find(f"({len(cuts)}) ", cuts[-1])) >= 0:
        cuts.append(cut)
    if len(cuts) == 1:
        return [("", body)]
    ends = [*cuts[2:], len(body)]
    return [(str(i), body[a:b].strip()) for i, (a, b) in enumerate(zip(cuts[1:], ends, strict=True), start=1)]


def distractors(shared: Path) -> list[str]:
    """Random Saxon sections that are not from the rules asked about."""
    others = [s for s in read_corpus(shared / "corpora" / "saxon-law.jsonl.xz") if not SAME_RULES.search(s.file)]
    chosen = random.Random(SEED).sample(others, DISTRACTORS)  # noqa: S311  # a sample, not a secret
    return [f"{heading_words(section.heading)} {section.text}" for section in chosen]
