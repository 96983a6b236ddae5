"""Commands for those who run the service. Results on stdout, words on stderr.

Exit codes: 0 done, 1 refused or something is wrong, 2 called wrongly (a setting counts as such).
"""

from importlib import import_module
from typing import Any

import click

import eventsvc
from eventsvc.domain.errors import DomainError

# A command costs the import of its module only when it is called: the module in
# ``eventsvc.cli`` whose attribute ``command`` it is, and the line that the overview shows.
COMMANDS: dict[str, tuple[str, str]] = {
    "attendees": ("attendees", "Take attendee lists in."),
    "badges": ("badges", "Print the name badges of MEETING as a PDF."),
    "calendar": ("calendar", "Write the public calendar of NETWORK as subscribers get it."),
    "backup": ("backup", "Copy the database into FILE while the service runs."),
    "check": ("check", "Tell all settings and whether the service can run."),
    "demo": ("demo", "Load the sample network of Thüringen, unless there is a network already."),
    "import": ("networks", "Import a network from FILE, written in YAML or JSON."),
    "init": ("init", "Prepare the database, or bring it up to date."),
    "organiser": ("accounts", "Give, list and take the right to sign in."),
    "people": (
        "people",
        "Find people, merge double entries, and answer those who ask about their data.",
    ),
    "reply": ("reply", "Take a mail that answers an invitation."),
    "restore": ("restore", "Put the database back from FILE, a copy made by backup."),
    "serve": ("serve", "Serve web pages, send mails and run the schedule."),
    "survey": ("survey", "List surveys, and write their results as a table."),
    "worker": ("worker", "Send mails and run the schedule, without web pages."),
}


class Commands(click.Group):
    """The commands of ``COMMANDS``, each imported when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 -- click's signature
        """Return the names of all commands, sorted."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Return the command, imported now; None when there is no such command."""
        if cmd_name not in COMMANDS:
            return None
        module, _line = COMMANDS[cmd_name]
        command: click.Command = import_module(f"eventsvc.cli.{module}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the overview without importing any command."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, COMMANDS[name][1]) for name in self.list_commands(ctx)])

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; what it refuses becomes words and an exit code."""
        from eventsvc.settings import SettingsError

        try:
            return super().invoke(ctx)
        except SettingsError as error:
            raise click.UsageError(str(error)) from None
        except DomainError as error:
            raise click.ClickException(_sentence(error)) from None


def _sentence(error: DomainError) -> str:
    """Return what the class says of itself, and the facts: operators need no translation."""
    said = (type(error).__doc__ or error.code).partition("\n")[0]
    facts = ", ".join(f"{name}: {value}" for name, value in error.facts.items())
    return f"{said} ({facts})" if facts else said


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(eventsvc.__version__, prog_name="eventsvc")
def main() -> None:
    """Meetings of municipal networks: badges, profiles, calendar.

    Settings come from EVENTSVC_…; `eventsvc check` tells all of them.
    """
