"""The adapter to spaCy: which pipeline reads a language, and what it tells of each word."""
