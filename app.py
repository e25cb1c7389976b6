"""Starts the web page; the search is made ready while the page is already up, and the first question waits for it."""

import inspect
import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

from assistant.errors import AssistantError
from assistant.feedback import FILE, FeedbackStore
from assistant.settings import Settings, read_settings
from assistant.web.access import Door, door_of
from assistant.web.desk import Desk
from assistant.web.keeping import Keeper
from assistant.web.texts import texts
from assistant.web.views.routes import routes
from corpus.errors import CorpusError
from corpus.library import Library, load_library

_LOG = logging.getLogger("komintavo")


def main() -> None:
    """Serve on GRADIO_SERVER_NAME (127.0.0.1) and GRADIO_SERVER_PORT (first free port from 7860) until stopped."""
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    os.environ["GRADIO_ANALYTICS_CACHE_FREQUENCY"] = str(10**9)  # else statistics of all events after each: 11 ms
    with _no_stub_files():
        from assistant.web.page import build_page, launch  # gradio: seconds to import, so after the environment is set

    settings, door = _configured()
    os.environ["FORWARDED_ALLOW_IPS"] = settings.trust_proxy  # read by uvicorn, which trusts this machine by default
    desk = _desk(settings)
    keeper = Keeper(desk, settings)
    page = build_page(desk, keeper.store, texts(settings.language), settings.chat_model is not None)
    views = routes(keeper, settings.language, FeedbackStore(settings.data_dir / FILE))
    url = launch(page, views, settings, door)
    print(f"KomIntAVO-Assistent: {url} (Strg+C beendet)", flush=True)
    if desk.library.chunks:
        keeper.begin()
    Thread(target=keeper.keep, daemon=True).start()
    page.block_thread()


def _configured() -> tuple[Settings, Door | None]:
    """The settings and the way in, if not everyone may enter; ends the program with one line if one is not valid."""
    try:
        settings = read_settings()
        return settings, door_of(settings.auth, settings.operators) if settings.auth else None
    except AssistantError as error:
        sys.exit(f"error: {error}")


def _desk(settings: Settings) -> Desk:
    """The corpus; an empty one, with the assistant marked as failed, if it can't be read."""
    try:
        return Desk(load_library(settings.data_dir))
    except CorpusError as error:
        _LOG.error("the corpus can't be read: %s", error)
        desk = Desk(Library(()))
        desk.fail(error)
        return desk


@contextmanager
def _no_stub_files() -> Iterator[None]:
    """Gradio rewrites .pyi files for its components at import, half of its 4 s; none for classes without a file."""
    original = inspect.getfile

    def no_file(_: object) -> str:
        raise OSError("no stub file wanted")

    inspect.getfile = no_file  # type: ignore[assignment]  # on purpose narrower, for the import only
    try:
        yield
    finally:
        inspect.getfile = original


if __name__ == "__main__":
    main()
