"""Which model reads a language, and what it tells of each word: our own network, or spaCy."""
