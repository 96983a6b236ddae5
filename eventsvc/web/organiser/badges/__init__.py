"""Badges: on what they are printed, how they look, what is due."""
