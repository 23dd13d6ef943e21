"""Document in, Prose out: which language a text is in, its words and sentences, its lexicon."""
