"""The look of the page: system fonts, two calm colours, light and dark, no request to anywhere else."""

import gradio as gr

_FONT = ["system-ui", "Segoe UI", "Roboto", "Liberation Sans", "Arial", "sans-serif"]

THEME = gr.themes.Base(
    primary_hue=gr.themes.colors.teal,
    neutral_hue=gr.themes.colors.slate,
    font=_FONT,
    font_mono=["ui-monospace", "Liberation Mono", "monospace"],
    radius_size=gr.themes.sizes.radius_sm,
)

CSS = """
:root { --ink: #14232b; --soft: #49606b; --line: #c6d3d8; --paper: #ffffff; --wash: #eef4f5; --accent: #0b5a63;
  --mark: #fff0a8; --mark-ink: #14232b; }
.dark { --ink: #e8f0f2; --soft: #b4c5cb; --line: #3a4d55; --paper: #16232a; --wash: #1e2f37; --accent: #7fd3dc;
  --mark: #5b4a00; --mark-ink: #fff6d0; }
.gradio-container { max-width: 1280px !important; color: var(--ink); }
#head h1 { font-size: 1.7rem; margin: .2rem 0; color: var(--ink); }
#head p { color: var(--soft); margin: .1rem 0; max-width: 70ch; }
.status, .notice { font-size: .9rem; color: var(--soft); margin: .2rem 0; }
.notice { border-left: 4px solid var(--accent); padding: .35rem .7rem; background: var(--wash); }
.log-empty, .hint { color: var(--soft); padding: .6rem 0; }
.turn { border-top: 1px solid var(--line); padding: .8rem 0; }
.turn:first-child { border-top: 0; }
.question { font-size: 1rem; font-weight: 600; margin: 0 0 .5rem; overflow-wrap: anywhere; color: var(--ink); }
.question .who { color: var(--soft); font-weight: 400; }
.answer { background: var(--paper); border: 1px solid var(--line); border-left: 4px solid var(--accent);
  padding: .7rem .9rem; border-radius: 4px; line-height: 1.55; overflow-wrap: anywhere; }
.answer.no_evidence, .answer.no_such_norm, .answer.invalid, .answer.error { border-left-color: #9a5b00; }
.answer p { margin: 0 0 .6rem; } .answer p:last-child { margin: 0; }
.answer-title { font-weight: 600; }
.chip { display: inline-block; font-size: .85rem; padding: .05rem .5rem; margin: 0 .1rem; border-radius: 1rem;
  border: 1px solid var(--accent); color: var(--accent) !important; background: var(--wash); text-decoration: none;
  white-space: nowrap; }
.chip:hover { text-decoration: underline; }
.evidence { color: var(--ink); }
.evidence h3 { font-size: 1rem; margin: .4rem 0; color: var(--ink); }
.card { border: 1px solid var(--line); border-radius: 4px; background: var(--paper); padding: .7rem .9rem;
  margin: 0 0 .8rem; scroll-margin-top: 1rem; }
.card h4 { margin: 0; font-size: 1.02rem; color: var(--ink); } .card .heading { color: var(--soft); margin: 0 0 .5rem; }
.card blockquote { margin: 0 0 .6rem; padding-left: .8rem; border-left: 3px solid var(--line); line-height: 1.55;
  overflow-wrap: anywhere; color: var(--ink); }
.card mark { background: var(--mark); color: var(--mark-ink); padding: 0 .1rem; }
.card:has(.anchor:target) { outline: 3px solid var(--accent); outline-offset: 2px; }
.source, .note { font-size: .86rem; color: var(--soft); margin: .15rem 0; }
.kind { font-weight: 600; padding: .05rem .45rem; border-radius: 3px; border: 1px solid var(--line); }
.kind.official { border-color: var(--accent); color: var(--accent); }
.official-link { color: var(--accent) !important; text-decoration: underline; font-size: .9rem; }
.examples button { text-align: left; white-space: normal; font-weight: 400; justify-content: flex-start; }
:focus-visible { outline: 3px solid var(--accent) !important; outline-offset: 2px; }
@media (prefers-reduced-motion: no-preference) { html { scroll-behavior: smooth; } }
"""
