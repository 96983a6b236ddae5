"""Migrations of the schema, one after the other, for both engines."""
