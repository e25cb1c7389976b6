"""Search: keyword and vector scores fused, what a question names raised, and the same search for LangChain."""

import random
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from langchain_core.documents import Document
from langchain_core.runnables import RunnableLambda

from assistant.answer import Turn
from assistant.ask import Assistant
from assistant.index import connect, open_index
from assistant.keywords import KeywordIndex
from assistant.lexicon import Lexicon
from assistant.question import Question, understand
from assistant.retrieval import HybridSearch
from assistant.retriever import CorpusRetriever
from assistant.targets import Target
from tests.assistant.fakes import LetterEmbeddings, targets

SENTENCES = (
    "Die Zuweisung wird in zwei Raten ausgezahlt.",
    "Der Bericht wird dem Ministerium vorgelegt.",
    "Fahrzeuge und Baumaßnahmen werden nicht gefördert.",
    "Dolmetscher werden nicht gebraucht.",
)


@pytest.fixture
def search(tmp_path: Path) -> HybridSearch:
    made: Sequence[Target] = targets(*SENTENCES)
    embeddings = LetterEmbeddings()
    index = open_index(connect(tmp_path, None), made, "a" * 64, embeddings)
    return HybridSearch(made, KeywordIndex([target.document for target in made]), index, embeddings, Lexicon({}))


def order(search: HybridSearch, question: Question, boosted: dict[str, float] | None = None) -> list[str]:
    return [hit.key for hit in search.rank(question, boosted).best(range(4), 4)]


# --- one score per target -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", range(4))
def test_a_target_asked_for_in_its_own_words_comes_first(search: HybridSearch, number: int) -> None:
    assert order(search, understand(SENTENCES[number]))[0] == f"t{number}"


def test_higher_scores_are_better_and_come_first(search: HybridSearch) -> None:
    ranking = search.rank(understand("Wann wird die Zuweisung gezahlt?"))
    hits = ranking.best(range(4), 4)
    assert [hit.score for hit in hits] == sorted(map(float, ranking.scores), reverse=True)
    assert all(-1.001 <= hit.similarity <= 1.001 for hit in hits)


def test_only_the_targets_asked_for_are_returned_and_no_more_than_asked(search: HybridSearch) -> None:
    ranking = search.rank(understand(SENTENCES[0]))
    assert {hit.key for hit in ranking.best(range(1, 3), 9)} == {"t1", "t2"}
    assert len(ranking.best(range(3), 1)) == 1
    assert ranking.best(range(0), 3) == []


def test_the_nearest_face_of_a_target_comes_first(search: HybridSearch) -> None:
    hit = search.rank(understand(SENTENCES[1])).best(range(1, 2), 1)[0]
    assert hit.faces[0].face.text == SENTENCES[1]
    assert hit.similarity == pytest.approx(1.0, abs=1e-5)


def test_a_boost_raises_a_target_by_its_amount(search: HybridSearch) -> None:
    question = understand(SENTENCES[0])
    plain, boosted = search.rank(question), search.rank(question, {"t3": 50.0})
    assert boosted.scores - plain.scores == pytest.approx(np.array([0.0, 0.0, 0.0, 50.0]))
    assert order(search, question, {"t3": 50.0})[0] == "t3"


def test_the_question_before_counts_in_a_follow_up(search: HybridSearch) -> None:
    before = Turn("user", SENTENCES[1])
    alone, followed = (search.rank(understand("Und wann?", history)) for history in ((), (before,)))
    gained = followed.scores - alone.scores
    assert list(gained).index(max(gained)) == 1


@pytest.mark.parametrize("text", ["", "?", "§", "🙂", "xyz", "z" * 5000])
def test_scores_are_finite_whatever_is_asked(search: HybridSearch, text: str) -> None:
    assert np.isfinite(search.rank(understand(text)).scores).all()


# --- the shipped corpus -------------------------------------------------------------------------------------------


def test_nearly_every_own_question_finds_its_provision_among_the_first_five(assistant: Assistant) -> None:
    faces = [(chunk.key, face.text) for chunk in assistant.library.chunks for face in chunk.questions]
    sample = random.Random(2024).sample(faces, 300)
    lost = [(key, text) for key, text in sample if key not in [p.chunk.key for p in assistant.retrieve(text)[:5]]]
    assert len(lost) <= 15, lost


def test_a_norm_that_is_named_comes_first_whatever_else_is_asked(assistant: Assistant) -> None:
    for chunk in random.Random(7).sample(assistant.library.laws["KomIntAVO"], 20):
        passages = assistant.retrieve(f"Muss der Beirat nach {chunk.provision.ref} Fahrzeuge kaufen?")
        assert passages[0].chunk == chunk


def test_the_same_question_gives_the_same_ranking(assistant: Assistant) -> None:
    question = "Wie lange müssen Unterlagen aufbewahrt werden?"
    assert assistant.retrieve(question) == assistant.retrieve(question)


# --- LangChain ----------------------------------------------------------------------------------------------------


def test_the_retriever_returns_documents_for_other_chains(assistant: Assistant) -> None:
    question = "Dürfen wir die Zuweisung an einen freien Träger weiterleiten?"
    documents = CorpusRetriever(assistant=assistant, k=3).invoke(question)
    passages = assistant.retrieve(question)[:3]
    assert all(isinstance(document, Document) for document in documents)
    assert [document.id for document in documents] == [passage.chunk.key for passage in passages]
    assert [document.page_content for document in documents] == [p.chunk.provision.text for p in passages]
    first = documents[0].metadata
    assert set(first) == {"ref", "source", "kind", "stand", "url", "score"}
    assert (first["ref"], first["kind"]) == ("§ 6 Abs. 1 KomIntAVO", "eigene Zusammenfassung")
    assert [document.metadata["score"] for document in documents] == [passage.score for passage in passages]


def test_the_retriever_is_a_part_of_a_chain(assistant: Assistant) -> None:
    chain = CorpusRetriever(assistant=assistant) | RunnableLambda(
        lambda documents: [d.metadata["ref"] for d in documents]
    )
    assert len(chain.invoke("Wer ist Empfänger der Zuweisung?")) == 5
