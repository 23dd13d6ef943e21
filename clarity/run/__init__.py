"""Paths in, Reports out: many texts, over processes, with what earlier runs have kept."""
