"""Surveys: from the questions to the results."""
