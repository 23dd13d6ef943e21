"""The command line: one door to the program, a module for each group of commands."""
