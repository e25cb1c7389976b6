"""From drafts to a reply: checked citations, each statement once, notices of refused parts, norms to read besides."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from assistant import citing, notices
from assistant.answer import Passage, Status, Voice
from assistant.drafting.choosing import Part
from assistant.drafting.draft import Draft
from corpus.documents import Chunk
from corpus.library import Library
from corpus.referring import referred

Drafted = tuple[Draft, Sequence[Passage]]

_MOST_RELATED = 4


@dataclass(frozen=True, slots=True)
class Reply:
    """What the answer will say, and the passages shown beside it; `note` and `understood` as in `Answer`."""

    status: Status
    checked: citing.Checked
    shown: Sequence[Passage] = ()
    mode: str = "notice"
    related: Sequence[Chunk] = ()
    note: str | None = None
    understood: str | None = None


def reply_of(parts: Sequence[Part], library: Library, voice: Voice) -> Reply:
    """The reply without a model: answered if one part is, the others' notices behind it."""
    drafts = [(part.draft, part.shown) for part in parts if part.draft]
    statuses = [part.decision.status for part in parts]
    notes = refusals(parts, voice)
    if drafts:
        reply = checked(drafts, library, notes)
        answered = Status.ANSWERED in statuses
        return replace(reply, status=Status.ANSWERED if answered else statuses[0]) if reply.checked.citations else reply
    nearest = [chunk for part in parts for chunk in _nearest(part, library)]
    return Reply(statuses[0], citing.Checked("\n\n".join(notes)), related=nearest[:_MOST_RELATED])


def refusals(parts: Sequence[Part], voice: Voice) -> list[str]:
    """The notices of the parts that are not answered, each once."""
    refused = (part for part in parts if not part.decision.passages)
    return list(dict.fromkeys(notices.refusal(part.decision, part.found, voice) for part in refused))


def checked(drafts: Sequence[Drafted], library: Library, notes: Iterable[str] = ()) -> Reply:
    """The drafts as one answer, each statement once, its citations checked; notes behind it."""
    shown = [passage for _, passages in drafts for passage in passages]
    statements = dict.fromkeys(statement for draft, _ in drafts for statement in draft.statements)
    result = citing.check(Draft(tuple(statements), drafts[0][0].mode), shown)
    if not result.citations:
        return Reply(Status.OUT_OF_SCOPE, citing.Checked("\n\n".join([notices.NOTHING, *notes])))
    whole = citing.Checked("\n\n".join([result.text, *notes]), result.citations)
    return Reply(Status.ANSWERED, whole, shown, drafts[0][0].mode, _referred(result, library))


def _referred(result: citing.Checked, library: Library) -> list[Chunk]:
    """The provisions that the cited ones point to."""
    cited = {citation.chunk_key: library.by_key[citation.chunk_key] for citation in result.citations}
    pointed = {chunk.key: chunk for each in cited.values() for chunk in referred(each, library)}
    return [chunk for key, chunk in pointed.items() if key not in cited][:_MOST_RELATED]


def _nearest(part: Part, library: Library) -> list[Chunk]:
    """The provisions to read where the texts are silent: the topic's norms, or the first found."""
    if part.decision.status is not Status.NOT_REGULATED:
        return []
    if topic := part.decision.topic:
        return [chunk for norm in topic.norms for chunk in library.at(norm)]
    return [passage.chunk for passage in part.found.passages[:_MOST_RELATED]]
