"""Readers, one per kind of source: each turns one file into provisions or faces."""
