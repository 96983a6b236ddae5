"""Projects worth copying: how far they are, and what they cost."""

from enum import StrEnum


class ProjectStatus(StrEnum):
    """How far a project is; what was stopped teaches as much as what runs."""

    IDEA = "idea"
    PILOT = "pilot"
    RUNNING = "running"
    STOPPED = "stopped"


class CostBand(StrEnum):
    """What a project cost in all, in euros: a band, because nobody publishes the sum."""

    UNDER_10K = "under_10k"
    UNDER_50K = "under_50k"
    UNDER_250K = "under_250k"
    UNDER_1M = "under_1m"
    OVER_1M = "over_1m"


MOST_MONTHS = 240
"""Months that a project may have taken."""
