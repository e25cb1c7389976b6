"""The pages beside the chat: plain HTML, rendered here, without scripts. No Gradio is imported."""
