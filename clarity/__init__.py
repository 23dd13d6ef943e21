"""A plain-language checker for Norwegian and Swedish citizen-facing texts."""

__version__ = "0.1.0"
