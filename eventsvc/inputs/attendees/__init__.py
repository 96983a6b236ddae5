"""Attendee lists as offices keep them: whatever order and words, people and consents out."""
