"""Badges: their designs, sheets, pictures and print runs."""
