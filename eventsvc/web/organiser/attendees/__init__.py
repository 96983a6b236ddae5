"""The list of a meeting: who comes, taken in from files, changed, chosen from."""
