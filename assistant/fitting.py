"""Whether a curated entry is the question asked: near in meaning is not enough.

The thresholds are part of the operating point of `gate`.
"""

from assistant.asking import asks_for_press, is_absolute, is_yes_no, modality, wanted
from assistant.finding import Found
from assistant.question import Question
from assistant.retrieval import Hit
from corpus.curated import FaqEntry
from corpus.documents import Verdict

_YES_NO = (Verdict.YES, Verdict.NO, Verdict.CONDITIONAL)
_LEAST_SIMILARITY, _LEAD = 0.6, 1.5


def fitting_entry(question: Question, found: Found) -> FaqEntry | None:
    """The best FAQ entry that asks the same and is clearly ahead of the next; None if the question is another one."""
    fitting = [(entry, hit) for entry, hit in found.faq if _fits(entry, hit, question, found)]
    if not fitting:
        return None
    (entry, hit), *others = fitting
    return entry if not others or hit.score - others[0][1].score >= _LEAD else None


def _fits(entry: FaqEntry, hit: Hit, question: Question, found: Found) -> bool:
    """Whether an entry is near, asks for the same (may, must, claim), and rests on the provision found first."""
    first = next((p.chunk.key for p in found.passages if p.chunk.provision.ref), None)
    if hit.similarity < _LEAST_SIMILARITY:
        return False
    if asks_for_press(question.text) or (entry.verdict in _YES_NO and not is_yes_no(question.text)):
        return False
    if _contradicted(entry, found) or _overstated(entry, hit, question):
        return False
    wants, entry_wants = wanted(question.text), wanted(hit.faces[0].face.text)
    if wants and entry_wants and not wants & entry_wants:
        return False
    norms = {norm.provision.id for sentence in entry.answer for norm in sentence.norms}
    asked, entry_asks = modality(question.text), modality(hit.faces[0].face.text)
    return first in norms and (not asked or not entry_asks or bool(asked & entry_asks))


def _contradicted(entry: FaqEntry, found: Found) -> bool:
    """Whether the entry says yes where the provision found first says no, or the other way round."""
    verdicts = {entry.verdict, found.passages[0].verdict}
    return verdicts == {Verdict.YES, Verdict.NO}


def _overstated(entry: FaqEntry, hit: Hit, question: Question) -> bool:
    """Whether a yes would be said to "only", "always", "instead" although the entry does not ask that."""
    yes = entry.verdict in (Verdict.YES, Verdict.CONDITIONAL)
    return yes and is_absolute(question.text) and not is_absolute(hit.faces[0].face.text)
