"""The figures of the load run: an answer counts only in its own conversation, and errors are told."""

import pytest

from eval.load import Figures, _count, table
from eval.visiting import asked


def log(*questions: str, status: str = "answered", told: str = "") -> str:
    """A conversation as the page shows it."""
    turns = "".join(
        f'<article class="turn"><h2 class="asked" id="frage-{number}" tabindex="-1"><span class="who">Frage</span> '
        f'{question}</h2><div class="answer {status}"></div></article>'
        for number, question in enumerate(questions, 1)
    )
    return f'<div class="log">{turns}</div><p class="{told or "hidden"}" role="status"></p>'


def test_the_questions_of_a_conversation_are_read_as_they_were_asked() -> None:
    assert asked(log("Was ist &lt;b&gt; &amp; Co.?", "Und dann?")) == ["Was ist <b> & Co.?", "Und dann?"]


@pytest.mark.parametrize(
    ("shown", "mine"),
    [
        (["Fremd"], ["Meine"]),
        (["Zweite", "Erste"], ["Erste", "Zweite"]),
        (["Fremd", "Zweite"], ["Erste", "Zweite"]),
        ([], ["Meine"]),
    ],
)
def test_a_conversation_with_another_s_question_is_mixed_up(shown: list[str], mine: list[str]) -> None:
    figures = Figures()
    _count(figures, log(*shown), mine, 1.0)
    assert (figures.mixed_up, figures.seconds, figures.errors) == (1, [], [])


def test_a_conversation_that_shows_only_its_last_turns_is_one_s_own() -> None:
    figures = Figures()
    _count(figures, log("Zweite", "Dritte"), ["Erste", "Zweite", "Dritte"], 1.5)
    assert (figures.mixed_up, figures.seconds, figures.errors) == (0, [1.5], [])


@pytest.mark.parametrize("kind", [{"status": "error"}, {"told": "told"}])
def test_a_notice_in_place_of_an_answer_is_an_error(kind: dict[str, str]) -> None:
    figures = Figures()
    _count(figures, log("Meine", **kind), ["Meine"], 1.0)
    assert (figures.mixed_up, figures.seconds, len(figures.errors)) == (0, [], 1)


def test_the_table_tells_counts_times_and_their_ratio_to_the_same_in_process() -> None:
    figures = Figures([0.2] * 10, ["PageError: 503", "PageError: 503"], 1)
    assert table(figures, [0.01] * 4, 30.0).splitlines() == [
        "50 users for 30 s: 10 answers, 2 errors, 1 mixed-up sessions",
        "                   p50       p95",
        "under load      200 ms    200 ms",
        "in process       10 ms     10 ms  (4 questions)",
        "ratio             20.0      20.0",
        "PageError: 503",
    ]


def test_no_answer_at_all_is_told_with_the_errors() -> None:
    assert table(Figures([], ["PageError: 503"]), [0.01], 30.0).splitlines() == [
        "no answers; errors: 1",
        "PageError: 503",
    ]
