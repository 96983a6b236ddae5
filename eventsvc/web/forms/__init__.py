"""Forms: what people type, read into values, with every mistake named at once.

A form is a list of fields (``fields``). What was sent (``sent``) keeps the words as typed beside
the values made of them, so that a form comes back as it was left. ``answers`` does what all
forms do: mistakes, a stale edit, a second click, the way on.
"""
