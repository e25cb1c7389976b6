"""The main flow: question -> understood -> norms named, or search -> gate -> draft -> checked citations -> Answer."""

import re
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from assistant import citing, gate, notices
from assistant.answer import Answer, Passage, Status, Turn, Voice
from assistant.calculating import calculate
from assistant.classifying import Classifier
from assistant.drafting import calculated, extractive, faq
from assistant.drafting.draft import Draft
from assistant.finding import Finder, Found
from assistant.gate import Wording
from assistant.naming import named_passages
from assistant.question import MAX_CHARACTERS, Question, parts_of, understand, without_orders
from assistant.spelling import Speller
from corpus.documents import Chunk
from corpus.library import Library
from corpus.normreader import find_refs
from corpus.normref import clean
from corpus.referring import referred

_MOST_MARKUP = 0.2
_MOST_RELATED = 4
_MARKUP = re.compile(r"</?[a-zA-Z!][^<>]*>|\{\{|<\?|javascript:", re.I)


@dataclass(frozen=True, slots=True)
class Reply:
    """What the answer will say, and the passages shown beside it."""

    status: Status
    checked: citing.Checked
    shown: Sequence[Passage] = ()
    mode: str = "notice"
    related: Sequence[Chunk] = ()


@dataclass(frozen=True)
class Assistant:
    """Answers questions over one corpus."""

    library: Library
    finder: Finder
    speller: Speller
    case: Classifier
    """Whether a question is on an individual case, or unclear, by its words alone."""
    silence: Classifier
    """Whether a question has an answer in the texts, by its words alone."""

    def ask(self, text: str, history: Sequence[Turn] = (), simple: bool = False) -> Answer:
        """Answer one question, in simple German if asked for; in English if the question is.

        Bad input is an answer with status `invalid`, never an exception.
        """
        started = time.perf_counter()
        reply = self._reply(text, history, simple)
        latency = (time.perf_counter() - started) * 1000
        checked = reply.checked
        related = tuple(reply.related)
        return Answer(
            text, reply.status, checked.text, checked.citations, tuple(reply.shown), reply.mode, latency, related
        )

    def retrieve(self, text: str, history: Sequence[Turn] = ()) -> list[Passage]:
        """The ranked passages for a question, before the gate; what the retrieval benchmark measures."""
        return list(self.finder.find(self._understood(text, history)).passages)

    def _understood(self, text: str, history: Sequence[Turn]) -> Question:
        return understand(without_orders(self.speller.correct(clean(_MARKUP.sub(" ", text)))), history)

    def _reply(self, text: str, history: Sequence[Turn], simple: bool) -> Reply:
        if problem := _problem(text):
            return Reply(Status.INVALID, citing.Checked(problem))
        question = self._understood(text, history)
        voice = Voice.ENGLISH if question.english else Voice.SIMPLE if simple else Voice.GERMAN
        if named := named_passages(question, self.library):
            return self._with_referred(_checked([(extractive.draft(named, True, voice), named)], ()))
        return self._with_referred(self._searched(question, voice))

    def _with_referred(self, reply: Reply) -> Reply:
        """The reply with the provisions that its cited ones point to."""
        cited = {citation.chunk_key: self.library.by_key[citation.chunk_key] for citation in reply.checked.citations}
        if not cited:
            return reply
        pointed = {chunk.key: chunk for each in cited.values() for chunk in referred(each, self.library)}
        related = [chunk for key, chunk in pointed.items() if key not in cited]
        return replace(reply, related=related[:_MOST_RELATED])

    def _searched(self, question: Question, voice: Voice) -> Reply:
        """Each part of the question decided by itself; answered if one part is, the others' notices behind it."""
        parts = parts_of(question)
        found = [self.finder.find(part) for part in parts]
        case = self.case.probabilities(question.text)
        decisions = [self._decide(part, each, case) for part, each in zip(parts, found, strict=True)]
        answered = [(part, d) for part, d in zip(parts, decisions, strict=True) if d.passages]
        drafts = [self._draft(part, decision, voice) for part, decision in answered]
        refused = [(d, f) for d, f in zip(decisions, found, strict=True) if not d.passages]
        notes = dict.fromkeys(notices.refusal(decision, each, voice) for decision, each in refused)
        statuses = [decision.status for decision in decisions]
        status = Status.ANSWERED if Status.ANSWERED in statuses else statuses[0]
        if not drafts:
            nearest = [chunk for decision, each in refused for chunk in self._nearest(decision, each)]
            return Reply(status, citing.Checked("\n\n".join(notes)), related=nearest[:_MOST_RELATED])
        reply = _checked(drafts, notes)
        return replace(reply, status=status) if reply.checked.citations else reply

    def _nearest(self, decision: gate.Decision, found: Found) -> list[Chunk]:
        """The provisions to read where the texts are silent: the topic's norms, or the first found."""
        if decision.status is not Status.NOT_REGULATED:
            return []
        if decision.topic:
            return [chunk for norm in decision.topic.norms for chunk in self.library.at(norm)]
        return [passage.chunk for passage in found.passages[:_MOST_RELATED]]

    def _decide(self, part: Question, found: Found, case: Mapping[str, float]) -> gate.Decision:
        silent = 1 - self.silence.probabilities(part.text)["answered"]
        wording = Wording(self.speller.coverage(part.text), case["individual"], case["unclear"], silent)
        return gate.decide(part, found, self.library, wording)

    def _draft(self, part: Question, decision: gate.Decision, voice: Voice) -> tuple[Draft, Sequence[Passage]]:
        refs = [passage.chunk.provision.ref for passage in decision.passages]
        if calculation := calculate(part.text, [ref for ref in refs if ref]):
            shown = [Passage(chunk, 1.0) for chunk in self.library.at(calculation.norm)]
            return calculated.draft(calculation, self.library, voice), shown
        if decision.entry is None:
            return extractive.draft(decision.passages, voice=voice), decision.passages
        shown = [Passage(chunk, 1.0) for chunk in faq.provisions(decision.entry, self.library)]
        return faq.draft(decision.entry, self.library, decision.passages, voice), shown


def _checked(drafts: Sequence[tuple[Draft, Sequence[Passage]]], notes: Iterable[str]) -> Reply:
    """The drafts as one answer, each statement once, its citations checked; notes behind it."""
    shown = [passage for _, passages in drafts for passage in passages]
    statements = dict.fromkeys(statement for draft, _ in drafts for statement in draft.statements)
    checked = citing.check(Draft(tuple(statements), drafts[0][0].mode), shown)
    if not checked.citations:
        return Reply(Status.OUT_OF_SCOPE, citing.Checked("\n\n".join([notices.NOTHING, *notes])))
    text = "\n\n".join([checked.text, *notes])
    return Reply(Status.ANSWERED, citing.Checked(text, checked.citations), shown, drafts[0][0].mode)


def _problem(text: str) -> str | None:
    """What is wrong with the input, in German; None if it can be answered."""
    if not text.strip():
        return "Bitte geben Sie eine Frage ein."
    if len(text) > MAX_CHARACTERS:
        length = f"{len(text):,}".replace(",", ".")
        return f"Die Frage ist mit {length} Zeichen zu lang. Bitte kürzen Sie sie auf {MAX_CHARACTERS} Zeichen."
    if sum(map(len, _MARKUP.findall(text))) > _MOST_MARKUP * len(text):
        return "Die Eingabe enthält HTML- oder Programmcode. Bitte stellen Sie Ihre Frage als einfachen Text."
    if not any(character.isalpha() for character in text) and not find_refs(text):
        return "Das ist keine Frage in Worten. Bitte fragen Sie in einem Satz oder in Stichwörtern."
    return None
