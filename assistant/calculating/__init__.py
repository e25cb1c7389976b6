"""Figures: questions with numbers are computed where the law allows it, and marked as calculated.

A rule speaks only if its provision was found and the question holds the numbers it needs, told apart for certain.
"""

from collections.abc import Callable, Collection

from assistant.calculating import deadlines, rules
from assistant.calculating.reading import Asked, Calculation
from corpus.normreader import without_refs
from corpus.normref import NormRef

__all__ = ["RULES", "Calculation", "calculate"]

Rule = tuple[NormRef, Callable[[Asked, NormRef], Calculation | None]]


def _rule(norm: str, compute: Callable[[Asked, NormRef], Calculation | None]) -> Rule:
    return NormRef.parse(norm), compute


RULES: tuple[Rule, ...] = (
    _rule("§ 1 Abs. 2 KomIntAVO", rules.allocation),
    _rule("§ 4 Abs. 3 Satz 2 KomIntAVO", deadlines.expected_amount),
    _rule("§ 5 Abs. 1 Satz 1 KomIntAVO", deadlines.instalments),
    _rule("§ 7 Abs. 1 Satz 1 Nr. 1 KomIntAVO", deadlines.proof_of_use),
    _rule("§ 7 Abs. 1 Satz 1 Nr. 2 KomIntAVO", deadlines.keeping),
    _rule("§ 10 Abs. 3 KomIntAVO", deadlines.CONCEPT),
    _rule("§ 12 Abs. 3 Nr. 3 KomIntAVO", rules.administration),
    _rule("§ 12 Abs. 5 Satz 2 KomIntAVO", rules.staff_ratio),
    _rule("§ 14 Abs. 3 KomIntAVO", deadlines.first_report_period),
    _rule("§ 18 Abs. 4 Satz 2 SächsIntG", rules.applicants),
    _rule("§ 18 Abs. 4 Satz 3 SächsIntG", deadlines.decision_on_council),
    _rule("§ 21 Abs. 1 SächsIntG", rules.majority),
    _rule("§ 21 Abs. 2 Satz 2 SächsIntG", rules.majority),
    _rule("§ 22 Abs. 2 Satz 1 SächsIntG", deadlines.commissioner_report),
    _rule("§ 25 Satz 1 SächsIntG", deadlines.STATE_REPORT),
    _rule("§ 26 SächsIntG", deadlines.LOCAL_REPORT),
    _rule("§ 28 SächsIntG", deadlines.EVALUATION),
)
_LOOK_ALIKES = str.maketrans("ſıİK", "siIK")  # letters that a pattern without case takes for others
_MOST_CHARACTERS = 2000


def calculate(question: str, found: Collection[NormRef]) -> Calculation | None:
    """The figure that answers a question, if one of the provisions found has a rule for it; None in any doubt."""
    if len(question) > _MOST_CHARACTERS:
        return None
    text = " ".join(without_refs(question.translate(_LOOK_ALIKES)).split())
    asked = Asked.read(text)
    provisions = {ref.provision for ref in found}
    if asked.dates.broken:
        return None
    results = [compute(asked, norm) for norm, compute in RULES if norm.provision in provisions]
    computed = [result for result in results if result]
    return computed[0] if len(computed) == 1 else None
