"""Arguments in, exit code out: the command line, a door that judges nothing itself."""
