"""The main flow: question -> understood -> norms named, or search -> gate -> draft -> checked citations -> Answer.

A chat model, where there is one, words the answer behind the same gate; what it may not or can't write is answered
without it.
"""

from collections.abc import Generator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace

from assistant import citing, gate
from assistant.answer import Answer, Passage, Status, Turn, Voice
from assistant.chat.calling import Calls
from assistant.chat.evidence import evidence_of
from assistant.chat.failing import notice
from assistant.chat.model import ChatModel
from assistant.chat.prompting import Assignment
from assistant.chat.writing import Writing
from assistant.classifying import Classifier
from assistant.drafting import extractive
from assistant.drafting.choosing import Part, for_model, part_of
from assistant.errors import NoModelAnswerError
from assistant.finding import Finder
from assistant.gate import Wording
from assistant.growing import AnswerStream
from assistant.inspecting import problem_of, without_markup
from assistant.naming import named_passages
from assistant.question import Question, parts_of, understand, without_orders
from assistant.replying import Reply, checked, refusals, reply_of
from assistant.rewriting import rewritten
from assistant.spelling import Speller
from corpus.library import Library
from corpus.normref import clean

Replies = Generator[Reply, None, None]


@dataclass(frozen=True)
class Assistant:
    """Answers questions over one corpus, in the words of a chat model if there is one."""

    library: Library
    finder: Finder
    speller: Speller
    case: Classifier
    """Whether a question is on an individual case, or unclear, by its words alone."""
    silence: Classifier
    """Whether a question has an answer in the texts, by its words alone."""
    chat: ChatModel | None = None

    def ask(self, text: str, history: Sequence[Turn] = (), simple: bool = False) -> Answer:
        """Answer one question, in simple German if asked for; in English if the question is.

        Bad input is an answer with status `invalid`, never an exception.
        """
        *_, answer = self.stream(text, history, simple)
        return answer

    def stream(self, text: str, history: Sequence[Turn] = (), simple: bool = False) -> AnswerStream:
        """The answer as it grows by whole checked sentences of a chat model, last the whole; one item without a model.

        The last takes back what came before where the model failed.
        """
        calls = Calls(self.chat) if self.chat else None
        return AnswerStream(text, self.library.fingerprint, self._replies(text, history, simple, calls), calls)

    def retrieve(self, text: str, history: Sequence[Turn] = ()) -> list[Passage]:
        """The ranked passages for a question, before the gate; what the retrieval benchmark measures."""
        return list(self.finder.find(self._understood(text, history)).passages)

    def _understood(self, text: str, history: Sequence[Turn] = ()) -> Question:
        return understand(without_orders(self.speller.correct(clean(without_markup(text)))), history)

    def _replies(self, text: str, history: Sequence[Turn], simple: bool, calls: Calls | None) -> Replies:
        if problem := problem_of(text):
            yield Reply(Status.INVALID, citing.Checked(problem))
            return
        question, understood = self._understood(text, history), None
        if calls and question.context and not question.english:
            understood = rewritten(question.text, history, calls)
            question = self._understood(understood) if understood else question
        voice = Voice.ENGLISH if question.english else Voice.SIMPLE if simple else Voice.GERMAN
        with closing(self._answers(question, voice, calls)) as replies:
            for reply in replies:
                yield replace(reply, understood=understood)

    def _answers(self, question: Question, voice: Voice, calls: Calls | None) -> Replies:
        """The reply without a model, or where a model may write, its growing reply."""
        if named := named_passages(question, self.library):
            yield checked([(extractive.draft(named, True, voice), named)], self.library)
            return
        case = self.case.probabilities(question.text)
        parts = [self._part(part, case, voice) for part in parts_of(question)]
        free = reply_of(parts, self.library, voice)
        worded = [part for part in parts if part.is_worded]
        if calls is None or voice is Voice.ENGLISH or not worded or free.status is not Status.ANSWERED:
            yield free
            return
        try:
            yield from self._written(parts, worded, voice, calls)
        except NoModelAnswerError as error:
            yield replace(free, note=notice(error.failure))

    def _part(self, question: Question, case: Mapping[str, float], voice: Voice) -> Part:
        """A part of the question, decided by itself; `case` is what the whole question's words tell."""
        found = self.finder.find(question)
        silent = 1 - self.silence.probabilities(question.text)["answered"]
        wording = Wording(self.speller.coverage(question.text), case["individual"], case["unclear"], silent)
        decision = gate.decide(question, found, self.library, wording)
        return part_of(question, found, decision, self.library, voice)

    def _written(self, parts: Sequence[Part], worded: Sequence[Part], voice: Voice, calls: Calls) -> Replies:
        """The growing reply with the words of the model behind what is computed; last with the notices of refusals."""
        shown = for_model(worded)
        evidence = evidence_of(passage.chunk for passage in shown)
        assignment = Assignment(" ".join(part.question.text for part in worded), evidence, voice)
        writing = Writing(assignment, worded[0].verdict if len(worded) == 1 else None, calls, self.library)
        computed = [(part.draft, part.shown) for part in parts if part.draft and not part.is_worded]
        drafted = [*computed]
        with closing(writing.drafts()) as drafts:
            for draft in drafts:
                drafted = [*computed, (draft, tuple(shown))]
                yield replace(checked(drafted, self.library), mode=draft.mode)
        yield replace(checked(drafted, self.library, refusals(parts, voice)), mode=calls.model.name)
