"""Lets ``python -m clarity`` do what the command ``clarity`` does."""

from clarity.cli.main import main

main()
