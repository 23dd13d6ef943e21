"""Scores a text by a guideline, with an account of every point lost."""

from clarity.scoring.scorecard import score

__all__ = ["score"]
