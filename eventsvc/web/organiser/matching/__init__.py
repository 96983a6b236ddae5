"""Who could help whom: matches, introductions, table plans."""
