"""The German texts of refusals: what the texts do not say, and the nearest rules."""

from assistant.answer import Status, Voice
from assistant.finding import Found
from assistant.gate import Decision
from corpus.curated import Topic

NOTHING = "Dazu finde ich in KomIntAVO und SächsIntG und den erfassten Hinweisen keine Regelung."
_OWN_CASE = "Zu Ihrem Einzelfall kann ich nicht beraten."
_COUNSELLING = "Wenden Sie sich an eine Beratungsstelle, an eine Anwältin oder an einen Anwalt."
_SILENT = "Das regeln KomIntAVO und SächsIntG nicht ausdrücklich."
_WHAT = "Worum geht es Ihnen genau? Bitte nennen Sie das Thema oder die Vorschrift, zum Beispiel § 7 Abs. 1 KomIntAVO."
_NEAREST = 3
_IN_ENGLISH = {
    Status.NOT_REGULATED: "The two laws do not regulate this. In German:",
    Status.OUT_OF_SCOPE: "This service does not cover that. In German:",
    Status.UNCLEAR: "Please say more precisely what you mean. In German:",
    Status.INDIVIDUAL_CASE: "I can't advise on a person's own case. In German:",
    Status.NO_SUCH_NORM: "There is no such provision. In German:",
    Status.SMALLTALK: "I answer questions on KomIntAVO and SächsIntG. In German:",
}


def refusal(decision: Decision, found: Found, voice: Voice = Voice.GERMAN) -> str:
    """The text for a question that is not answered: the topic's own, or the nearest rules by name."""
    german = _german(decision, found)
    return f"{_IN_ENGLISH[decision.status]} {german}" if voice is Voice.ENGLISH else german


def _german(decision: Decision, found: Found) -> str:
    if decision.notice:
        return decision.notice
    if decision.topic:
        own_case = decision.status == Status.INDIVIDUAL_CASE != decision.topic.status
        return f"{_OWN_CASE} {_of_topic(decision.topic)}" if own_case else _of_topic(decision.topic)
    if decision.status == Status.UNCLEAR:
        return _WHAT
    if decision.status == Status.INDIVIDUAL_CASE:
        return f"{_OWN_CASE} {_COUNSELLING}"
    refs = [(p.chunk.provision.ref, p.chunk.provision.heading) for p in found.passages[:_NEAREST]]
    names = [f"{ref} ({heading})" for ref, heading in refs if ref]
    opening = _SILENT if decision.status == Status.NOT_REGULATED else NOTHING
    return f"{opening} Am nächsten liegen: {'; '.join(names)}." if names else opening


def _of_topic(topic: Topic) -> str:
    """The topic's text; what is silent names its nearest rules."""
    if topic.status != "not_regulated" or not topic.norms:
        return topic.answer
    return f"{topic.answer} Nächste Regel: {', '.join(str(norm) for norm in topic.norms)}."
