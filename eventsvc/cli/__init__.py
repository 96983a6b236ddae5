"""Commands for those who run the service. Results on stdout, words on stderr."""

import click


@click.group()
def main() -> None:
    """Meetings of municipal networks: badges, profiles, calendar."""
