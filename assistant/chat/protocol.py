"""The two forms in which a chat model answers, JSON and lines of text, read while they grow. No checking of content."""

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Literal

from langchain_core.utils.json import parse_json_markdown, parse_partial_json
from pydantic import BaseModel, ConfigDict

from corpus.documents import Verdict

_VERDICTS = {"ja": Verdict.YES, "nein": Verdict.NO, "bedingt": Verdict.CONDITIONAL, "keins": None}

SCHEMA: dict[str, Any] = {
    "title": "Antwort",
    "description": "Antwort in einzelnen Sätzen mit ihren Fundstellen",
    "type": "object",
    "properties": {
        "urteil": {"type": "string", "enum": list(_VERDICTS)},
        "saetze": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "text": {"type": "string"},
                    "normen": {"type": "array", "items": {"type": "string"}},
                },
                "required": ["text", "normen"],
                "additionalProperties": False,
            },
        },
    },
    "required": ["urteil", "saetze"],
    "additionalProperties": False,
}
_THOUGHT = re.compile(r"<think>.*?(?:</think>|\Z)", re.S)
_VERDICT_LINE = re.compile(r"\W*Urteil\W+(ja|nein|bedingt|keins)\b\W*", re.I)
_LINE = re.compile(r"(?:[-*•]\s*|\d{1,2}[.)]\s+)?(?P<text>.*?\S)\s*(?P<keys>(?:\[[^\[\]]+\]\s*)+)[.\s]*")
_FOOTNOTE = re.compile(r"\s*\[\d[\d\s,;]*\]")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the model and the keys it names, neither checked."""

    text: str
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Output:
    """What a model has said in whole sentences so far; no verdict before the first sentence."""

    verdict: Verdict | None = None
    sentences: tuple[Sentence, ...] = ()


class _JsonSentence(BaseModel):
    model_config = ConfigDict(extra="ignore", strict=True)

    text: str
    normen: list[str]


class _JsonOutput(BaseModel):
    model_config = ConfigDict(extra="ignore", strict=True)

    urteil: Literal["ja", "nein", "bedingt", "keins"]
    saetze: list[_JsonSentence]


@dataclass(frozen=True, slots=True)
class Form:
    """A form of answering: `read(text, is_whole)`, and the sign without which no further sentence can be whole.

    Of a text that still grows the last sentence does not count. ValueError if the text has another form.
    """

    read: Callable[[str, bool], Output]
    sign: str


def _of_json(text: str, is_whole: bool) -> Output:
    content = parse_json_markdown(text, parser=json.loads if is_whole else parse_partial_json)
    if not is_whole:
        if not isinstance(content, dict) or list(content) != ["urteil", "saetze"]:
            return Output()
        told = content["saetze"]
        content = content | {"saetze": told[:-1] if isinstance(told, list) else told or []}
    read = _JsonOutput.model_validate(content)
    return Output(
        _VERDICTS[read.urteil], tuple(_sentence(each.text, each.normen) for each in read.saetze if each.text.strip())
    )


def _of_lines(text: str, is_whole: bool) -> Output:
    """Lines "sentence [key; key]" behind a line "Urteil: …"."""
    lines = [_FOOTNOTE.sub("", line).strip() for line in _THOUGHT.sub("", text).split("\n")]
    if not is_whole:
        lines = lines[:-1]
    verdicts = [match[1].lower() for line in lines if (match := _VERDICT_LINE.match(line))]
    told = [_VERDICT_LINE.sub("", line, count=1) for line in lines]
    sentences = tuple(_line(line) for line in told if line and not line.endswith(":"))
    if is_whole and not any(sentence.keys for sentence in sentences):
        raise ValueError("no line with a norm in brackets")
    return Output(_VERDICTS[verdicts[0]] if verdicts else None, sentences)


def _line(line: str) -> Sentence:
    match = _LINE.fullmatch(line)
    return _sentence(match["text"], re.split(r"[;\[\]]", match["keys"])) if match else _sentence(line, ())


def _sentence(text: str, keys: Iterable[str]) -> Sentence:
    """A sentence on one line, without numbers in brackets: those are set by `citing` alone."""
    plain = " ".join(_FOOTNOTE.sub("", text).split())
    return Sentence(plain, tuple(dict.fromkeys(key.strip() for key in keys if key.strip())))


JSON, LINES = Form(_of_json, "{"), Form(_of_lines, "\n")
