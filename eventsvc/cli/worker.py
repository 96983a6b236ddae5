"""``eventsvc worker``."""

import logging.config
import signal
import threading

import click

from eventsvc.cli.context import application, jobs_lock, refuse_taken, require_schema
from eventsvc.settings import load


@click.command("worker")
def command() -> None:
    """Send mails and run the schedule, without web pages.

    `eventsvc serve` does this by itself; a worker of its own is for machines beside it, on
    PostgreSQL. Ends after the running task when SIGTERM comes. Where EVENTSVC_METRICS_PORT is set,
    it has a port of its own: beside `eventsvc serve` on one machine, another one.
    """
    from eventsvc.cli.metrics import serve_metrics
    from eventsvc.jobs import runner, tasks
    from eventsvc.web import logs

    settings, stop = load(), threading.Event()
    ports = settings.metrics_ports[:1]
    for port in ports:
        refuse_taken(settings.metrics_host, port, name="EVENTSVC_METRICS_PORT")
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    with application(settings) as app:
        require_schema()
        logging.config.dictConfig(logs.config())
        runs = runner.Runs()
        serve_metrics(app, runs, ports=ports)
        runner.run(stop, tasks.tasks(settings), lock=jobs_lock(settings), runs=runs)
