"""Runs the grammar models that come with clarity, with numpy alone.

spaCy trains them (`training/`), and takes ten times as long to import as numpy. What is here reads
the same files, and tells the same of every word; the tests hold it against spaCy.
"""
