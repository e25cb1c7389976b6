"""A chat model that is none: it says the first places of its prompt as its sentences, word for word."""

import json
import re

from tests.serving_replies import Body

_PLACE = re.compile(r"^ *(§[^:]+): (.+)$", re.M)
INVENTED = "Die Frist beträgt 77 Jahre."


def copied(body: Body, count: int = 2) -> str:
    """The answer to this request as structured output."""
    return json.dumps({"urteil": "keins", "saetze": _sentences(body)[:count]}, ensure_ascii=False)


def copied_but_once(body: Body) -> str:
    """The same with a sentence invented between, until it is objected to."""
    first, *rest = _sentences(body)
    objected = "nicht haltbar" in str(body["messages"][-1]["content"])
    told = [rest[0]] if objected else [first, first | {"text": INVENTED}]
    return json.dumps({"urteil": "keins", "saetze": told}, ensure_ascii=False)


def _sentences(body: Body) -> list[dict[str, object]]:
    shown = str(body["messages"][-1]["content"])
    return [{"text": words, "normen": [key]} for key, words in _PLACE.findall(shown)] or [
        {"text": "bereit", "normen": []}
    ]
