"""People: two entries of one, found and merged."""
