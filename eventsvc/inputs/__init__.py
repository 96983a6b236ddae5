"""Readers: bytes in, values out. What a file got wrong is named with its place and remedy."""
