"""Prose in, numbers out: LIX and the like, and how they stand among those of real texts."""
