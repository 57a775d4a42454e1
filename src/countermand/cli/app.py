"""The command and its way out: every end is a status, and what a user did wrong is one line."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from io import TextIOWrapper

import click

from countermand.cli.demo import demo
from countermand.cli.esendex import esendex
from countermand.cli.examples import examples
from countermand.cli.exits import Exit, exit_of
from countermand.cli.flags import told
from countermand.cli.mailpartner import mailpartner
from countermand.cli.output import complain
from countermand.cli.sandbox import sandbox
from countermand.cli.smspartner import smspartner
from countermand.cli.voltmx import voltmx
from countermand.errors import CountermandError

__all__ = ["run"]

SETTINGS: dict[str, object] = {"help_option_names": ["-h", "--help"], "max_content_width": 100}

EXAMPLES = examples(
    "countermand demo",
    "countermand esendex cancel 1627aea5-8e0a-4371-9022-9b504344e724",
    "countermand smspartner cancel 300 --json",
    "countermand sandbox --port 8025",
)
STATUSES = """\b
Exit status:
  0  all stopped, or done      3  the credentials are refused
  1  some not stopped          4  nothing known: no answer, or none that is one
  2  wrong use                 130  interrupted"""


def _print_version(context: click.Context, _parameter: click.Parameter, wanted: bool) -> None:
    if not wanted or context.resilient_parsing:
        return
    from countermand.version import __version__  # noqa: PLC0415  # Only for --version.

    click.echo(f"countermand {__version__}")
    context.exit()


@click.group(context_settings=SETTINGS, no_args_is_help=True, epilog=f"{EXAMPLES}\n\n{STATUSES}")
@click.option(
    "--version", is_flag=True, expose_value=False, is_eager=True, callback=_print_version, help="Show the version."
)
def countermand() -> None:
    """Take back scheduled messages before they go out."""


for _command in (demo, esendex, mailpartner, sandbox, smspartner, voltmx):
    countermand.add_command(_command)


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status; nothing leaves as a traceback that a user can mend."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")  # A terminal that lacks a character is no reason to fail.
    try:
        status = countermand.main(args=arguments, prog_name="countermand", standalone_mode=False)
    except click.Abort:
        complain("interrupted")
        return Exit.INTERRUPTED
    except click.ClickException as error:
        _say(error)
        return Exit.USAGE
    except CountermandError as error:
        complain(told(error))
        return exit_of(error)
    return int(status or Exit.DONE)


def _say(error: click.ClickException) -> None:
    message = error.format_message()
    context = error.ctx if isinstance(error, click.UsageError) else None
    if "\n" in message:  # The help of a command that was given nothing.
        error.show()
    elif context is None:
        complain(message)
    else:
        complain(f"{message.rstrip('.')} (see '{context.command_path} --help')")
