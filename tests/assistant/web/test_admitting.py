"""What becomes of a question before it is answered: its place in the line, and the way out of it."""

import gradio as gr

from assistant.web.admitting import Admission
from assistant.web.answering import Answering
from assistant.web.desk import Desk
from assistant.web.responding import Responder
from assistant.web.texts import texts
from assistant.web.waiting import Line
from corpus.library import Library

QUESTION = "Dürfen wir die Zuweisung weiterleiten?"
GERMAN = texts("de")


def admission(line: Line) -> Admission:
    """Of an assistant that never gets ready: who comes to it waits for ever."""
    desk = Desk(Library(()))
    return Admission(Responder(Answering(desk, GERMAN), desk, GERMAN), line)


def test_a_question_stopped_while_it_waits_leaves_the_line_and_goes_back_into_the_box() -> None:
    line, page = Line(1, 1, 0.01), gr.Request(session_hash="a page")
    one = admission(line)
    with line.joined():
        updates = one.respond(QUESTION, [], False, page)
        _, log, *_ = next(updates)
        assert GERMAN("limits.place", place=1) in log
        one.stop(page)
        (last,) = updates
        assert last[0] == QUESTION
        assert GERMAN("limits.left") in last[1]
        assert "growing" not in last[1]
        with line.joined() as room:
            assert next(room) == 1
