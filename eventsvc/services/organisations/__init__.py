"""Organisations and the topics of what they seek and offer."""
