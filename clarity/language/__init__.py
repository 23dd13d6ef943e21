"""Which language a text is in, its sentences and words, and what in it is only mentioned."""

from clarity.language.identify import Verdict, identify
from clarity.language.reading import Unread, read
from clarity.language.sentences import Split, split
from clarity.path_language import language_of_path

__all__ = ["Split", "Unread", "Verdict", "identify", "language_of_path", "read", "split"]
