"""The page: chat on the left, evidence beside it. Holds the layout and the event wiring, no answering."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import gradio as gr
from starlette.middleware import Middleware
from starlette.routing import Route

from assistant.answer import Status, Turn
from assistant.settings import Language
from assistant.web import render
from assistant.web.api import add_api
from assistant.web.cards import evidence
from assistant.web.forgetting import forgetting
from assistant.web.guarding import Ask, guarded
from assistant.web.markup import Numbered
from assistant.web.privacy import OwnHostOnly
from assistant.web.texts import Texts
from assistant.web.theme import make_theme
from assistant.web.views.frame import part
from corpus.library import Library

_FOLDER = Path(__file__).parent
_GROUPS = ("municipality", "provider", "volunteers")
_MAX_TURNS = 40
_AT_ONCE = 8
_WAITING = 64
_SESSION_SECONDS = 3600


def build_page(ask: Ask, library: Library, texts: Texts) -> gr.Blocks:
    """The Blocks of the page; `ask` may block until the assistant is ready, and may fail."""
    answer = guarded(ask, texts)
    page = gr.Blocks(title=texts("frame.name"), analytics_enabled=False, fill_width=True)
    with page:
        shown = gr.State(list[Numbered](), time_to_live=_SESSION_SECONDS)
        _html(part("header.html", "ask", texts), "head")
        _html(render.status_line(library, texts), "status")
        with gr.Row(elem_id="panes"):
            with gr.Column(elem_id="chat"):
                log = _html(render.conversation([], texts), "conversation")
                box, simple, send, clear = _form(texts)
                chosen = _examples(texts)
            with gr.Column(elem_id="side"):
                cards = _html(evidence([], texts), "evidence")
        _html(part("footer.html", "ask", texts), "foot")
        wiring: dict[str, Any] = {
            "fn": _responder(answer, texts),
            "outputs": [box, log, cards, shown],
            "show_progress": "hidden",
            "api_visibility": "private",
            "concurrency_limit": _AT_ONCE,
            "concurrency_id": "ask",
        }
        gr.on([send.click, box.submit], inputs=[box, shown, simple], **wiring)
        for button in chosen:
            button.click(inputs=[button, shown, simple], **wiring)
        clear.click(
            lambda: _cleared(texts), outputs=wiring["outputs"], api_visibility="private", show_progress="hidden"
        )
        add_api(answer, _AT_ONCE)
    return page


def launch(page: gr.Blocks, views: list[Route], language: Language) -> str:
    """Serve the page and the views without blocking; its address. Nothing is loaded from or sent to another host."""
    script = (_FOLDER / "page.js").read_text(encoding="utf-8")
    page.queue(max_size=_WAITING)
    _, url, _ = page.launch(
        theme=make_theme(),
        css_paths=_FOLDER / "page.css",
        js=f'() => ({script})("{language}")',
        favicon_path=_FOLDER / "favicon.svg",
        app_kwargs={
            "middleware": [Middleware(OwnHostOnly, language=language)],
            "routes": views,
            "lifespan": forgetting(timedelta(seconds=_SESSION_SECONDS)),
            "docs_url": None,
            "redoc_url": None,
        },
        footer_links=[],
        run_history=False,
        share=False,
        ssr_mode=False,
        quiet=True,
        prevent_thread_lock=True,
    )
    return url


def _responder(ask: Ask, texts: Texts) -> Any:
    def respond(text: str | None, shown: list[Numbered], simple: bool) -> Iterator[tuple[Any, ...]]:
        """Show the question at once, then its answer; a rejected question goes back into the box."""
        text = text or ""
        number = shown[-1].number + 1 if shown else 1
        yield "", render.conversation(shown, texts, waiting=(number, text)), gr.skip(), gr.skip()
        answer = ask(text, _history(shown), simple)
        after = [*shown, Numbered(number, answer)][-_MAX_TURNS:]
        back = text if answer.status is Status.INVALID else gr.skip()
        yield back, render.conversation(after, texts), evidence(after, texts), after

    return respond


def _cleared(texts: Texts) -> tuple[str, str, str, list[Numbered]]:
    return "", render.conversation([], texts), evidence([], texts), []


def _form(texts: Texts) -> tuple[gr.Textbox, gr.Checkbox, gr.Button, gr.Button]:
    with gr.Column(elem_id="form"):
        box = gr.Textbox(
            label=texts("form.question"),
            info=texts("form.keys"),
            placeholder=texts("form.placeholder"),
            max_lines=6,
            elem_id="question",
        )
        simple = gr.Checkbox(label=texts("form.simple"), container=False, elem_id="simple")
        with gr.Row(elem_id="buttons"):
            send = gr.Button(texts("form.send"), variant="primary", elem_id="send")
            clear = gr.Button(texts("form.clear"), elem_id="clear")
    return box, simple, send, clear


def _examples(texts: Texts) -> list[gr.Button]:
    buttons = []
    with gr.Column(elem_id="examples"):
        _html(f"<h2>{texts('examples.title')}</h2><p>{texts('examples.hint')}</p>", "examples-title")
        with gr.Row(elem_id="groups"):
            for group in _GROUPS:
                with gr.Column():
                    _html(f"<h3>{texts(f'examples.{group}.title')}</h3>")
                    questions = texts.numbered(f"examples.{group}")
                    buttons += [gr.Button(question, elem_classes="example") for question in questions]
    return buttons


def _html(content: str, name: str | None = None) -> gr.HTML:
    return gr.HTML(content, elem_id=name, apply_default_css=False, js_on_load=None)


def _history(shown: list[Numbered]) -> list[Turn]:
    """The conversation for the assistant, without what was no question or got no answer."""
    counted = [one.answer for one in shown if one.answer.status not in (Status.INVALID, Status.ERROR)]
    return [turn for one in counted for turn in (Turn("user", one.question), Turn("assistant", one.text))]
