"""What is said of a source's days beside its Stand: when it was compared with its origin, and what is doubtful."""

from datetime import date

from assistant.web.texts import Texts
from corpus.documents import Source


def checked(source: Source, texts: Texts) -> str:
    """When it was last compared with its origin; "" if that is not known."""
    return texts("source.checked", day=texts.day(source.checked)) if source.checked else ""


def warnings(source: Source, texts: Texts, today: date) -> tuple[str, ...]:
    """That it was not compared for long, and that its text is no longer in force."""
    found = [texts("source.old" if source.law else "source.old_page")] if source.is_old(today) else []
    if source.valid_until and source.valid_until < today.isoformat():
        found.append(texts("source.ended", day=texts.day(source.valid_until)))
    return tuple(found)
