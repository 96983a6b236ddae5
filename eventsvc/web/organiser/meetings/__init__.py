"""One meeting: what it is, its agenda, its documents, what is asked and said about it."""
