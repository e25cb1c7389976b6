"""The page: chat on the left, evidence beside it. Holds the layout and the event wiring, no answering."""

from collections.abc import Callable
from typing import Any

import gradio as gr

from assistant.answer import Answer, Turn
from assistant.web import render
from assistant.web.examples import EXAMPLES
from corpus.library import Library

Ask = Callable[[str, list[Turn]], Answer]
_MAX_TURNS = 20

_HEAD = """<header id="head" lang="de"><h1>KomIntAVO-Assistent</h1>
<p>Fragen zur sächsischen Kommunalintegrationsarbeitsverordnung und zum Sächsischen Integrations- und Teilhabegesetz,
beantwortet aus dem Text, mit Fundstelle.</p></header>"""
_NOTICE = """<p class="notice" lang="de">Information, keine Rechtsberatung. Verbindlich ist allein der amtliche Wortlaut;
die mitgelieferten Texte sind eigene Zusammenfassungen und als solche gekennzeichnet.</p>"""


def build_page(ask: Ask, library: Library) -> gr.Blocks:
    """The Blocks of the page; `ask` may block until the assistant is ready."""
    with gr.Blocks(title="KomIntAVO-Assistent", analytics_enabled=False, fill_width=True) as page:
        answers = gr.State(list[Answer]())
        gr.HTML(_HEAD)
        gr.HTML(render.status_line(library))
        with gr.Row():
            with gr.Column(scale=3, min_width=320):
                log = gr.HTML(render.conversation([]), elem_id="conversation")
                box = gr.Textbox(
                    label="Ihre Frage",
                    placeholder="z. B. Dürfen wir die Zuweisung an einen freien Träger weiterleiten?",
                    lines=2,
                    max_lines=6,
                    elem_id="question",
                    submit_btn=False,
                )
                with gr.Row():
                    send = gr.Button("Frage stellen", variant="primary", elem_id="send")
                    clear = gr.Button("Neues Gespräch", elem_id="clear")
                chosen = _examples()
            with gr.Column(scale=2, min_width=320):
                gr.HTML('<h2 lang="de" class="side-title">Fundstellen im Wortlaut</h2>')
                cards = gr.HTML(render.evidence([]), elem_id="evidence")
        gr.HTML(_NOTICE)

        def respond(text: str, shown: list[Answer]) -> tuple[str, str, str, list[Answer]]:
            answer = ask(text or "", _history(shown))
            shown = [*shown, answer][-_MAX_TURNS:]
            return "", render.conversation(shown), render.evidence(shown), shown

        wiring: dict[str, Any] = {
            "fn": respond,
            "outputs": [box, log, cards, answers],
            "show_progress": "minimal",
            "api_visibility": "private",
            "concurrency_limit": 8,
        }
        gr.on([send.click, box.submit], inputs=[box, answers], **wiring)
        for button, question in chosen:
            button.click(inputs=[gr.State(question), answers], **wiring)
        clear.click(
            lambda: ("", render.conversation([]), render.evidence([]), []),
            outputs=[box, log, cards, answers],
            api_visibility="private",
        )
        _api(ask)
    return page


def _examples() -> list[tuple[gr.Button, str]]:
    buttons = []
    with gr.Accordion("Beispielfragen", open=True):
        for group, questions in EXAMPLES.items():
            with gr.Column(elem_classes="examples"):
                gr.HTML(f'<h3 lang="de" class="group-name">{group}</h3>')
                buttons += [(gr.Button(question, size="sm"), question) for question in questions]
    return buttons


def _history(shown: list[Answer]) -> list[Turn]:
    turns = []
    for answer in shown:
        turns += [Turn("user", answer.question), Turn("assistant", answer.text)]
    return turns


def _api(ask: Ask) -> None:
    def ask_json(question: str, history: list[dict[str, str]] | None = None) -> dict[str, Any]:
        """Answer one question; history is a list of {"role", "content"}."""
        turns = [
            Turn("assistant" if turn.get("role") == "assistant" else "user", str(turn.get("content", "")))
            for turn in history or []
        ]
        return ask(question, turns).as_json()

    gr.api(ask_json, api_name="ask", concurrency_limit=8)
