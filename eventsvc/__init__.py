"""Meetings of municipal networks: agenda, consent, name badges with QR codes, iCal."""

__version__ = "0.1.0"
