"""What a chat model is shown and what it says: places with their keys, and claims that name them. No checking here."""

from dataclasses import dataclass

from assistant.drafting.draft import Quote


@dataclass(frozen=True, slots=True)
class Place:
    """A Satz or list entry shown to the model: `key` names it ("§ 6 Abs. 1 Satz 2 KomIntAVO"), `words` were shown.

    `words` of a list entry include the Satz that it completes; `quote` is the place itself.
    """

    key: str
    words: str
    quote: Quote


@dataclass(frozen=True, slots=True)
class Claim:
    """One sentence of a model, and the places that it claims as evidence; a key that was not shown has no place."""

    text: str
    keys: tuple[str, ...]
    places: tuple[Place, ...]
