"""How dates come about: series, rotas of hosts, polls, working groups."""
