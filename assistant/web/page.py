"""The page: chat on the left, evidence beside it. Holds the layout and the event wiring, no answering."""

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from threading import Event
from typing import Any, NamedTuple

import gradio as gr
from gradio.blocks import Block
from starlette.routing import Route

from assistant.settings import Settings
from assistant.web import render
from assistant.web.access import Door
from assistant.web.admitting import Admission
from assistant.web.answering import Answering
from assistant.web.api import add_api
from assistant.web.cards import evidence
from assistant.web.desk import Desk
from assistant.web.forgetting import forgetting
from assistant.web.guards import guards
from assistant.web.markup import Numbered
from assistant.web.responding import Responder
from assistant.web.suggesting import MOST
from assistant.web.texts import Texts
from assistant.web.theme import make_theme
from assistant.web.views.frame import part
from assistant.web.waiting import Line
from corpus.store import Store

_FOLDER = Path(__file__).parent
_GROUPS = ("municipality", "provider", "volunteers")
_AT_ONCE = 8
_WAITING = 64
_TELL_SECONDS = 1.0
_SPARE_THREADS = 28
_MOST_EVENTS = 1000
_SESSION_SECONDS = 3600
_QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}


def build_page(desk: Desk, store: Store, texts: Texts, has_model: bool) -> gr.Blocks:
    """The Blocks of the page, which answers once the assistant is ready; a chat model's answers can be stopped."""

    def status_line() -> str:
        return render.status_line(desk.library, texts, date.today(), store.has_held())

    answering, line = Answering(desk, texts), Line(_AT_ONCE, _WAITING, _TELL_SECONDS)
    responder = Responder(answering, desk, texts)
    page = gr.Blocks(title=texts("frame.name"), analytics_enabled=False, fill_width=True)
    with page:
        shown = gr.State(list[Numbered](), time_to_live=_SESSION_SECONDS)
        _html(f"<header>{part('header.html', 'ask', texts)}</header>", "head")
        status = _html(status_line(), "status")
        with gr.Row(elem_id="panes"):
            with gr.Column(elem_id="chat"):
                log = _html(render.conversation([], texts), "conversation")
                _html(f'<p role="alert" data-text="{texts("chat.lost")}"></p>', "lost")
                column, following = _following(texts)
                form = _form(texts, has_model)
                examples = _examples(texts)
            with gr.Column(elem_id="side"):
                cards = _html(evidence([], texts, date.today()), "evidence")
        _html(f"<footer>{part('footer.html', 'ask', texts)}</footer>", "foot")
        outputs = [form.box, log, cards, shown, column, *following]
        admission = Admission(responder, line)
        _wire(admission, form, [*following, *examples], shown, outputs)
        page.load(status_line, outputs=status, queue=False, **_QUIET)
        page.unload(admission.stop)
        add_api(answering, line)
    return page


def launch(page: gr.Blocks, views: list[Route], settings: Settings, door: Door | None) -> str:
    """Serve the page and the views without blocking, to who passes the door; its address.

    Nothing is loaded from or sent to another host, and nothing gets past the queue (`api_open`).
    """
    script = (_FOLDER / "page.js").read_text(encoding="utf-8")
    started = Event()
    page.queue(max_size=_MOST_EVENTS, api_open=False)
    _, url, _ = page.launch(
        theme=make_theme(),
        head='<link rel="stylesheet" href="/page.css">',
        js=f'() => ({script})("{settings.language}")',
        favicon_path=_FOLDER / "favicon.svg",
        app_kwargs={
            "middleware": guards(settings, door, started),
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
        max_threads=_AT_ONCE + _WAITING + _SPARE_THREADS,
        _frontend=False,  # its check of the address takes a refusal for a failure
    )
    started.set()
    return url


class _Form(NamedTuple):
    box: gr.Textbox
    simple: gr.Checkbox
    send: gr.Button
    stop: gr.Button | None
    clear: gr.Button


def _wire(
    admission: Admission, form: _Form, asking: Sequence[gr.Button], shown: gr.State, outputs: Sequence[Block]
) -> None:
    """The events; a button of `asking` asks what it says."""
    wiring = _QUIET | {
        "fn": admission.respond,
        "outputs": outputs,
        "concurrency_limit": None,
        "postprocess": False,  # Gradio would pass each value, which is as it has to be, through a thread of its own
    }
    gr.on([form.send.click, form.box.submit], inputs=[form.box, shown, form.simple], **wiring)
    for button in asking:
        button.click(inputs=[button, shown, form.simple], **wiring)
    form.clear.click(admission.responder.start_again, outputs=outputs, **_QUIET)
    if form.stop:
        form.stop.click(admission.stop, queue=False, **_QUIET)


def _form(texts: Texts, has_model: bool) -> _Form:
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
            stop = gr.Button(texts("form.stop"), elem_id="stop") if has_model else None
            clear = gr.Button(texts("form.clear"), elem_id="clear")
    return _Form(box, simple, send, stop, clear)


def _following(texts: Texts) -> tuple[gr.Column, list[gr.Button]]:
    """A column for what to ask next, and its buttons."""
    with gr.Column(elem_id="following", visible=False) as column:
        _html(f"<h2>{texts('chat.following')}</h2>")
        buttons = [gr.Button(visible=False, elem_classes="example") for _ in range(MOST)]
    return column, buttons


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
