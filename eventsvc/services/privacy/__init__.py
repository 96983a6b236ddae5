"""Consent and data protection: purposes, decisions, effects, rights, papers."""
