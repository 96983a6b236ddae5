"""Introductions and table plans, from who could help whom."""
