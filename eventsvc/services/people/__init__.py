"""People across meetings, and the merging of two entries for one."""
