"""Guideline, findings and measures in, Scorecard out, with an account of every point lost."""
