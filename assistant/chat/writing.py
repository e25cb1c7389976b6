"""Writes an answer with a chat model: every sentence is checked against the places it names, and mended once.

A sentence that fails is asked for again with the reason, then dropped; none is shown before those ahead of it are
settled. German and simple German only: the checks compare words, which can't hold an English sentence to a German text.
"""

from collections.abc import Generator, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from itertools import takewhile

from assistant.asking import is_yes_no
from assistant.chat.calling import Calls
from assistant.chat.claims import Claim
from assistant.chat.evidence import claim_of
from assistant.chat.prompting import Assignment
from assistant.chat.protocol import Output, Sentence
from assistant.drafting.draft import Draft, Statement, opened
from assistant.errors import Failure, NoModelAnswerError
from assistant.grounding import Fault, faults, verdict_fault
from corpus.documents import Verdict
from corpus.library import Library

_MOST_SENTENCES = 8


@dataclass(frozen=True, slots=True)
class Checked:
    """A claim of the model and what is wrong with it."""

    claim: Claim
    faults: tuple[Fault, ...]


@dataclass(frozen=True)
class Writing:
    """One answer being written; `vote` is the verdict of the nearest labelled questions."""

    assignment: Assignment
    vote: Verdict | None
    calls: Calls
    library: Library

    def drafts(self) -> Generator[Draft, None, None]:
        """The draft as it grows by whole checked sentences; the last is the answer.

        NoModelAnswerError if the model fails, its verdict does not hold, or more than half of its sentences do not.
        """
        checked: list[Checked] = []
        shown, verdict = 0, None
        with closing(self.calls.outputs(self.assignment.messages)) as outputs:
            for output in outputs:
                checked += [self._checked(sentence) for sentence in output.sentences[len(checked) :]]
                verdict = self._verdict(output)
                sound = [each.claim for each in takewhile(lambda each: not each.faults, checked)]
                if len(sound) > shown and self._holds(verdict, sound):
                    shown = len(sound)
                    yield self._draft(verdict, sound)
                if len(checked) >= _MOST_SENTENCES:
                    break
        kept = [each.claim for each in self._mended(checked) if not each.faults]
        if not kept or len(kept) < len(checked) / 2 or not self._holds(verdict, kept):
            raise NoModelAnswerError(Failure.UNBACKED)
        yield self._draft(verdict, kept)

    def _mended(self, checked: Sequence[Checked]) -> list[Checked]:
        """The claims with those that failed replaced by what the model says when told why, as far as it does."""
        problems = [(each.claim.text, " ".join(f.detail for f in each.faults)) for each in checked if each.faults]
        if not problems:
            return list(checked)
        *_, output = self.calls.outputs(partial(self.assignment.mending, problems))
        second = (self._checked(sentence) for sentence in output.sentences)
        return [next(second, each) if each.faults else each for each in checked]

    def _checked(self, sentence: Sentence) -> Checked:
        claim = claim_of(sentence.text, sentence.keys, self.assignment.evidence)
        return Checked(claim, tuple(faults(claim, self.library)))

    def _verdict(self, output: Output) -> Verdict | None:
        """The model's verdict, else that of the vote; none where the question asks for none."""
        return output.verdict or self.vote if is_yes_no(self.assignment.question) else None

    def _holds(self, verdict: Verdict | None, claims: Sequence[Claim]) -> bool:
        return verdict is None or verdict_fault(verdict, claims, self.vote) is None

    def _draft(self, verdict: Verdict | None, claims: Sequence[Claim]) -> Draft:
        statements = [
            Statement(claim.text, tuple(place.quote for place in claim.places)) for claim in dict.fromkeys(claims)
        ]
        return Draft(tuple(opened(statements, verdict, self.assignment.voice)), self.calls.model.name)
