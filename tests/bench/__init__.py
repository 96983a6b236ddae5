"""Times of what people wait for: ``make bench``."""
