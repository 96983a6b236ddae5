"""Mails: invitations and what became of them, the distribution list, replies."""
