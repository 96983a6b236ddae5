"""Work that nobody waits for: the outbox and the schedule. Thin: fetch ids, call a service."""
