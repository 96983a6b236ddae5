"""What calendars show: feeds, invitations, replies, revisions."""
