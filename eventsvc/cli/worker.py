"""``eventsvc worker``."""

import logging.config
import signal
import threading

import click

from eventsvc.cli.context import application, jobs_lock, require_schema, settings_of


@click.command("worker")
def command() -> None:
    """Send mails and run the schedule, without web pages.

    `eventsvc serve` does this by itself; a worker of its own is for machines beside it, on
    PostgreSQL. Ends after the running task when SIGTERM comes.
    """
    from eventsvc.jobs import runner, tasks
    from eventsvc.web import logs

    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    with application() as app:
        require_schema()
        logging.config.dictConfig(logs.config())
        settings = settings_of(app)
        runner.run(stop, tasks.tasks(settings), lock=jobs_lock(settings))
