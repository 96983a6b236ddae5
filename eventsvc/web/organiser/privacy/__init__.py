"""Consents and what they touch, lists that leave the house, papers, retention, the log."""
