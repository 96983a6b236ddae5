"""Who comes to a meeting: lists, registrations, substitutes, seats."""
