"""Starts the web page: the texts are read first, the search is made ready in the background while the page is up."""

import os
from concurrent.futures import Future, ThreadPoolExecutor

os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")
os.environ.setdefault("HF_HUB_OFFLINE", "1")

import gradio as gr

from assistant.answer import Answer, Turn
from assistant.ask import Assistant
from assistant.build import assemble
from assistant.settings import Settings
from assistant.web.page import build_page
from assistant.web.theme import CSS, THEME
from corpus.library import load_library


def make_page(settings: Settings) -> gr.Blocks:
    """The page over an assistant that is being built in the background."""
    library = load_library(settings.data_dir)
    ready: Future[Assistant] = ThreadPoolExecutor(1, "build").submit(assemble, library, settings)

    def ask(text: str, history: list[Turn]) -> Answer:
        return ready.result().ask(text, history)

    return build_page(ask, library)


def main() -> None:
    """Serve on 127.0.0.1, port GRADIO_SERVER_PORT or 7860, until stopped."""
    page = make_page(Settings())
    page.queue(max_size=64)
    page.launch(
        server_name=os.environ.get("GRADIO_SERVER_NAME", "127.0.0.1"),
        server_port=int(os.environ.get("GRADIO_SERVER_PORT", "7860")),
        theme=THEME,
        css=CSS,
        footer_links=["api"],
        share=False,
    )


if __name__ == "__main__":
    main()
