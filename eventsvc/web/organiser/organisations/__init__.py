"""Organisations: what they are called, what they say, topics, joined and ended."""
