"""Surveys: questions, answers, reminders, release."""
