"""Bytes in, Document out: blocks of prose of any format, which know where they stand."""

from clarity.parsing.formats import FORMATS, format_of, parse, read, strange_ending

__all__ = ["FORMATS", "format_of", "parse", "read", "strange_ending"]
