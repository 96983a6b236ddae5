"""Bringing what a file says into the database, thing by thing.

``merging`` holds the rule for one thing, ``records`` runs it for all of them and keeps the
report; the other modules say, subject by subject, which values the file gives.
"""
