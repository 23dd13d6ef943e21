"""A path in, its Settings out: the project file, and all that it governs."""
