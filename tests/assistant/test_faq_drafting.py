"""Curated answers: each sentence with the places of its norms in the text in use."""

from dataclasses import replace

import pytest

from assistant import citing
from assistant.answer import Passage, Voice
from assistant.ask import Assistant
from assistant.drafting import faq
from corpus.curated import BackedText, FaqEntry
from corpus.documents import Verdict
from corpus.library import Library
from corpus.normref import NormRef
from tests.assistant.fakes import law_chunk

FIRST = law_chunk("§ 3 Abs. 1 KomIntAVO", [("Satz 1", "Gefördert wird Personal."), ("Satz 2", "Autos nicht.")])
LONG = law_chunk("§ 5 Abs. 2 KomIntAVO", [("Satz 1", "Der erste Satz."), ("Satz 2", "Viele weitere Worte. " * 60)])
LIBRARY = Library((FIRST, LONG))


def entry(*answer: tuple[str, str], english: str = "Staff is funded.") -> FaqEntry:
    backed = tuple(BackedText(text, (NormRef.parse(norm),)) for text, norm in answer)
    plain = BackedText(english, backed[0].norms)
    return FaqEntry("muster", "Gruppe", None, "Was wird gefördert?", (), backed, plain, plain)


def told(entry: FaqEntry, library: Library = LIBRARY, voice: Voice = Voice.GERMAN) -> citing.Checked:
    shown = [Passage(chunk, 1.0) for chunk in faq.provisions(entry, library)]
    return citing.check(faq.draft(entry, library, shown, voice), shown)


def test_each_sentence_carries_the_words_of_its_norm() -> None:
    result = told(entry(("Personal.", "§ 3 Abs. 1 Satz 1 KomIntAVO"), ("Keine Autos.", "§ 3 Abs. 1 Satz 2 KomIntAVO")))
    assert result.text == "Personal. [1]\n\nKeine Autos. [2]"
    assert [c.quote for c in result.citations] == ["Gefördert wird Personal.", "Autos nicht."]


def test_a_short_absatz_is_quoted_whole_and_of_a_long_one_the_first_satz() -> None:
    result = told(entry(("Kurz.", "§ 3 Abs. 1 KomIntAVO"), ("Lang.", "§ 5 Abs. 2 KomIntAVO")))
    assert [c.quote for c in result.citations] == ["Gefördert wird Personal. Autos nicht.", "Der erste Satz."]
    assert [c.satz for c in result.citations] == [None, "1"]


@pytest.mark.parametrize("gone", ["§ 4 Abs. 1 KomIntAVO", "§ 3 Abs. 1 Satz 3 KomIntAVO", "§ 3 Abs. 2 KomIntAVO"])
def test_a_sentence_whose_norm_is_gone_from_the_corpus_is_not_said(gone: str) -> None:
    result = told(entry(("Personal.", "§ 3 Abs. 1 Satz 1 KomIntAVO"), ("Veraltet.", gone)))
    assert result.text == "Personal. [1]"


def test_an_english_question_gets_the_english_answer() -> None:
    assert told(entry(("Personal.", "§ 3 Abs. 1 KomIntAVO")), voice=Voice.ENGLISH).text == "Staff is funded. [1]"


def test_the_words_follow_the_text_in_use() -> None:
    text = FIRST.provision.text.replace("Gefördert wird Personal.", "Personal wird gezahlt!!!")
    changed = Library((replace(FIRST, provision=replace(FIRST.provision, text=text)),))
    result = told(entry(("Personal.", "§ 3 Abs. 1 Satz 1 KomIntAVO")), changed)
    assert [c.quote for c in result.citations] == ["Personal wird gezahlt!!!"]


def test_each_provision_is_shown_once() -> None:
    shown = faq.provisions(entry(("A.", "§ 3 Abs. 1 Satz 1 KomIntAVO"), ("B.", "§ 3 Abs. 1 Satz 2 KomIntAVO")), LIBRARY)
    assert shown == [FIRST]


def test_a_further_sentence_on_another_matter_is_left_out() -> None:
    made = entry(("Personal.", "§ 3 Abs. 1 Satz 1 KomIntAVO"), ("Lang.", "§ 5 Abs. 2 KomIntAVO"))
    texts = [statement.text for statement in faq.draft(made, LIBRARY, [Passage(FIRST, 1.0)]).statements]
    assert texts == ["Personal."]


def test_an_answer_without_a_verdict_gets_that_of_the_best_passage() -> None:
    made = entry(("Personal wird bezahlt.", "§ 3 Abs. 1 Satz 1 KomIntAVO"))
    passage = Passage(FIRST, 1.0, verdict=Verdict.YES)
    assert faq.draft(made, LIBRARY, [passage]).statements[0].text == "Ja. Personal wird bezahlt."
    assert faq.draft(made, LIBRARY, [passage], Voice.ENGLISH).statements[0].text == "Yes. Staff is funded."
    with_own = replace(made, verdict=Verdict.NO)
    assert faq.draft(with_own, LIBRARY, [passage]).statements[0].text == "Personal wird bezahlt."


@pytest.mark.parametrize("voice", Voice)
def test_every_sentence_of_every_shipped_answer_is_backed(assistant: Assistant, voice: Voice) -> None:
    for each in assistant.library.faq:
        sentences = {Voice.SIMPLE: (each.simple,), Voice.ENGLISH: (each.english,)}.get(voice, each.answer)
        result = told(each, assistant.library, voice)
        assert result.text.count("\n\n") == len(sentences) - 1, each.key
        assert all(sentence.text in result.text for sentence in sentences), each.key
        for found in result.citations:
            assert found.quote == assistant.library.by_key[found.chunk_key].provision.text[found.start : found.end]
