"""LegalQuAD: judgments cut into windows, and the best window of each, worked out by hand."""

import json
from pathlib import Path

import numpy as np
import pytest

from eval.bench import legalquad
from eval.legalquad import Judgments, read_judgments, windows

TOPICS = ("Miete Wohnung Vermieter", "Kündigung Arbeitnehmer Betrieb", "Steuer Finanzamt Bescheid")


def numbered(count: int) -> str:
    return " ".join(f"w{number}" for number in range(count))


@pytest.mark.parametrize(
    ("count", "spans"),
    [
        (1, [(0, 1)]),
        (150, [(0, 150)]),
        (151, [(0, 150), (120, 151)]),
        (270, [(0, 150), (120, 270)]),
        (271, [(0, 150), (120, 270), (240, 271)]),
    ],
)
def test_windows_overlap_by_thirty_words_and_reach_the_end(count: int, spans: list[tuple[int, int]]) -> None:
    cut = [window.split() for window in windows(numbered(count))]
    assert [(int(words[0][1:]), int(words[-1][1:]) + 1) for words in cut] == spans


def test_the_best_window_of_each_judgment_counts() -> None:
    judgments = Judgments(["?", "?", "?"], list("abcdef"), [0, 2, 3])
    assert judgments.best_windows(np.array([1.0, 5.0, 2.0, 0.0, -1.0, 3.0])).tolist() == [5.0, 2.0, 3.0]
    both = np.array([[1.0, 5.0, 2.0, 0.0, -1.0, 3.0], [-1.0, -2.0, -3.0, -9.0, -5.0, -4.0]])
    assert judgments.best_windows(both).tolist() == [[5.0, 2.0, 3.0], [-1.0, -3.0, -4.0]]


@pytest.fixture
def benchmark_file(tmp_path: Path) -> Path:
    """Three judgments on three topics; the second has two windows, and its topic stands in the last."""
    contexts = [f"{TOPICS[0]} {numbered(20)}", f"{numbered(200)} {TOPICS[1]}", f"{TOPICS[2]} {numbered(20)}"]
    paragraphs = [
        {"context": context, "qas": [{"question": f"{topic}?"}]}
        for context, topic in zip(contexts, TOPICS, strict=True)
    ]
    path = tmp_path / "LegalQuAD.json"
    path.write_text(json.dumps({"data": [{"paragraphs": paragraphs[:2]}, {"paragraphs": paragraphs[2:]}]}), "utf-8")
    return path


def test_a_question_belongs_to_the_judgment_in_its_place(benchmark_file: Path) -> None:
    judgments = read_judgments(benchmark_file)
    assert judgments.questions == [f"{topic}?" for topic in TOPICS]
    assert judgments.starts == [0, 1, 3]
    assert len(judgments.windows) == 4
    assert TOPICS[1] in judgments.windows[2]


def test_questions_in_the_words_of_their_judgments_score_one(benchmark_file: Path) -> None:
    line = legalquad(benchmark_file)
    assert "nDCG@10, 3 questions" in line
    for name in ("BM25", "static", "hybrid"):
        assert f"{name} 1.000 [1.000, 1.000]" in line
