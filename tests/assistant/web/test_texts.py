"""The words of the page: both languages say the same things, and an unknown key is an error."""

import re
import string

import pytest

from assistant.settings import Language, Settings
from assistant.web.texts import texts


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_both_languages_have_the_same_keys() -> None:
    assert texts("de").table.keys() == texts("en").table.keys()


def test_both_languages_fill_in_the_same_values() -> None:
    for key, text in texts("de").table.items():
        assert placeholders(text) == placeholders(texts("en").table[key]), key


def test_no_text_is_empty_or_holds_markup() -> None:
    for language in ("de", "en"):
        for key, text in texts(language).table.items():
            assert text.strip(), key
            assert not re.search(r"</?[a-z]", text), key


def test_an_unknown_key_is_an_error() -> None:
    with pytest.raises(KeyError):
        texts("de")("nav.nowhere")


def test_a_missing_value_is_an_error() -> None:
    with pytest.raises(KeyError):
        texts("de")("source.stand")


@pytest.mark.parametrize(("language", "day"), [("de", "18.09.2024"), ("en", "18 September 2024")])
def test_a_day_is_written_as_people_write_it(language: Language, day: str) -> None:
    assert texts(language).day("2024-09-18") == day
    assert texts(language).day("Herbst 2024") == "Herbst 2024"


def test_the_language_is_a_setting_and_german_by_default(monkeypatch: pytest.MonkeyPatch) -> None:
    assert Settings().language == "de"
    monkeypatch.setenv("KOMINTAVO_LANGUAGE", "en")
    assert Settings().language == "en"
    monkeypatch.setenv("KOMINTAVO_LANGUAGE", "fr")
    with pytest.raises(ValueError, match="language"):
        Settings()
