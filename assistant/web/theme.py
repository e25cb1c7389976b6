"""The look of Gradio's own parts: system fonts and a calm petrol; everything else is in page.css."""

import gradio as gr

_FONT = ["system-ui", "Segoe UI", "Roboto", "Liberation Sans", "Arial", "sans-serif"]


def make_theme() -> gr.themes.Base:
    """The theme; its colours are the custom properties of page.css, which has them for light and dark."""
    theme = gr.themes.Base(font=_FONT, font_mono=["ui-monospace", "Liberation Mono", "monospace"])
    return theme.set(
        body_background_fill="var(--page)",
        body_background_fill_dark="var(--page)",
        body_text_color="var(--ink)",
        body_text_color_dark="var(--ink)",
        button_primary_background_fill="var(--accent)",
        button_primary_background_fill_dark="var(--accent)",
        button_primary_background_fill_hover="var(--accent-strong)",
        button_primary_background_fill_hover_dark="var(--accent-strong)",
        button_primary_text_color="var(--on-accent)",
        button_primary_text_color_dark="var(--on-accent)",
    )
