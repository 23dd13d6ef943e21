"""Digests: `hashlib` would load OpenSSL besides, which takes a fiftieth of a cold start."""

try:
    from _blake2 import blake2b
except ImportError:  # a Python that has it elsewhere
    from hashlib import blake2b

__all__ = ["blake2b"]
