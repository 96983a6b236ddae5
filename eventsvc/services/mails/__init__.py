"""Mails: the outbox, letters, mailings, circulars, personal links."""
