"""Accuracy and citations: test cases, deterministic metrics, benchmarks. Imports the assistant, never the reverse."""
