"""The web page (Gradio). Only `app.py` starts it."""
