"""Profiles and projects, kept by stewards and reviewed by the office."""
