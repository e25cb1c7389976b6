"""Text from outside made fit to be stored and printed."""

import re

_UNFIT = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")


def fit(text: str) -> str:
    """Text without control characters, characters that turn the writing direction, and what XML can't hold.

    Tabs and line ends stay; a line ends with "\\n".
    """
    return _UNFIT.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
