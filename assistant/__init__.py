"""Retrieval and answering over the corpus, and the web page."""
