"""Meetings: their values, agenda, documents, questions and what comes after."""
