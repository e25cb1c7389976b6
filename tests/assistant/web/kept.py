"""What the views and the page work with, around a library or an assistant that a test has."""

from pathlib import Path

from assistant.ask import Assistant
from assistant.settings import Settings
from assistant.web.desk import Desk
from assistant.web.keeping import Keeper
from corpus.library import Library

NOWHERE = Path("never-written")


def kept(library: Library, data_dir: Path = NOWHERE) -> Keeper:
    """Of a corpus that nobody changes, unless the test does."""
    return Keeper(Desk(library), Settings(data_dir=data_dir, sync=False))


def desk_of(assistant: Assistant) -> Desk:
    """With an assistant that is ready."""
    desk = Desk(assistant.library)
    desk.open(assistant)
    return desk
