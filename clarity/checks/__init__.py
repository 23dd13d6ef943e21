"""Rules and Prose in, Findings out: one kind of check a module, and the engine that runs them."""
