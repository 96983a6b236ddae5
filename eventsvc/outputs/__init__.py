"""Renderers: values in, bytes out. No database, no request."""
