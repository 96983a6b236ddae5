"""``python -m eventsvc``: the same as the command ``eventsvc``."""

from eventsvc.cli import main

main(prog_name="eventsvc")
