"""The desk at the door: arrivals, cards, lists."""
