"""How meetings come about: series and their hosts, date polls, working groups."""
