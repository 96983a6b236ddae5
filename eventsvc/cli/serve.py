"""``eventsvc serve``: the web server, with the jobs inside.

granian's main process checks the database and waits; a child process per worker answers the
requests. The jobs run as a thread of the child: what forks must not have threads.
"""

import ctypes
import gc
import multiprocessing.util
import signal
import threading
from typing import TYPE_CHECKING, Any

import click
from flask import Flask

from eventsvc.cli.context import (
    application,
    jobs_lock,
    prints_lock,
    refuse_taken,
    require_schema,
    settings_of,
)
from eventsvc.settings import Settings, load

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from eventsvc.jobs.runner import Runs, Task

STOP_WITHIN = 9
"""Seconds for requests and jobs to end after SIGTERM; systemd and podman kill after 10."""

PR_SET_PDEATHSIG = 1
"""Linux's prctl(2)."""


@click.command("serve")
@click.option(
    "--demo",
    is_flag=True,
    help="First prepare the database, fill an empty one with the sample network and print "
    "addresses worth opening. For trying out.",
)
def command(*, demo: bool) -> None:
    """Serve web pages, send mails and run the schedule.

    Ends within 10 seconds after SIGTERM; running requests are answered before. Logs go to
    standard error, one JSON object a line. Refuses a database that `eventsvc init` has not
    brought up to date.
    """
    settings = load()
    refuse_taken(settings.host, settings.port, name="EVENTSVC_PORT")
    for port in settings.metrics_ports:
        refuse_taken(settings.metrics_host, port, name="EVENTSVC_METRICS_PORT")
    with application(settings) as app:
        if demo:
            from eventsvc.cli.demonstration import prepare_demonstration

            prepare_demonstration(app)
        require_schema()
    click.echo(f"Serving {settings.public_url} on {settings.host}:{settings.port}", err=True)
    _server(settings).serve(target_loader=wsgi_application)


def _server(settings: Settings) -> Any:
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    from eventsvc.web import logs

    return Granian(
        "eventsvc",
        address=settings.host,
        port=settings.port,
        interface=Interfaces.WSGI,
        workers=settings.workers,
        blocking_threads=settings.threads,
        # One thread of the server's own is enough: Python's threads are the limit.
        runtime_threads=1,
        workers_kill_timeout=STOP_WITHIN,
        # A child that died of a fault is replaced; the parent would end with it otherwise.
        respawn_failed_workers=True,
        log_level=LogLevels.warn,
        log_dictconfig=logs.config(),
    )


def wsgi_application(_target: str) -> Flask:
    """Return the application of a child process, its jobs started."""
    from eventsvc.app import create_app
    from eventsvc.cli.metrics import serve_metrics

    # When the parent is killed, the kernel ends us too: nobody else would, and we hold the port.
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    app = create_app()
    runs = _start_jobs(app)
    serve_metrics(app, runs, ports=settings_of(app).metrics_ports)
    _print_apart()
    collect_seldom()
    return app


def collect_seldom() -> None:
    """Look for garbage after 20,000 new objects, not 700, and never among what is there for good.

    A page of a thousand people makes more than that without any garbage: a fifth of its time.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000)


def _print_apart() -> None:
    """Let pages be drawn in a process of its own, which ends with this one."""
    from eventsvc.outputs import apart

    apart.use_child()
    multiprocessing.util.Finalize(None, apart.stop_using_child, exitpriority=1)


def _start_jobs(app: Flask) -> "Runs":
    """Run the jobs until this process ends; it waits for the running ones.

    Returns where they keep how they went.
    """
    from eventsvc.jobs import tasks
    from eventsvc.jobs.runner import Runs

    settings, runs = settings_of(app), Runs()
    stop = threading.Event()
    loops = {
        "jobs": (tasks.tasks(settings), jobs_lock(settings)),
        "prints": (tasks.prints(settings), prints_lock(settings)),
    }
    for name, (work, lock) in loops.items():
        threading.Thread(target=_loop, args=(app, stop, work, lock, runs), name=name).start()
    # multiprocessing ends a child without atexit; its own finalizers run before threads are joined.
    multiprocessing.util.Finalize(None, stop.set, exitpriority=1)
    return runs


def _loop(
    app: Flask, stop: threading.Event, work: "Sequence[Task]", lock: "Path", runs: "Runs"
) -> None:
    from eventsvc.jobs import runner

    with app.app_context():
        runner.run(stop, work, lock=lock, runs=runs)
