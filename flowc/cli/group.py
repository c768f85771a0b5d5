"""The command `flowc` itself: which commands there are, and what happens when one cannot run.

Exit codes, the same for every command: 0 nothing to complain about, 1 problems found, 2 could not run,
130 interrupted.
"""

from __future__ import annotations

import importlib
import os
import sys
import traceback
from collections.abc import Sequence

import click
from click import shell_completion

from flowc.cli import completion, crash
from flowc.cli.main import INTERRUPTED
from flowc.cli.options import default_language

# Each is a module of this package with a click command named `command`. Loaded when it is called for:
# `explain` should not wait for a web server's imports.
COMMANDS = (
    "init", "check", "build", "explain", "test", "chat", "graph", "understand", "eval", "table",
    "serve", "replay", "outbox", "trace", "erase", "backup", "completion",
)  # fmt: skip

# Packages that come with an extra, and its name: a light install misses them.
EXTRAS = {
    "yaml": "compiler",
    "jsonschema": "compiler",
    "lark": "compiler",
    "holidays": "compiler",
    "apsw": "server",
    "httpx": "server",
    "starlette": "server",
    "uvicorn": "server",
}

COULD_NOT_RUN = 2


class _Commands(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command = importlib.import_module(f"flowc.cli.{cmd_name}").command
        assert isinstance(command, click.Command)
        return command


def _show_version(context: click.Context, _option: click.Parameter, is_wanted: bool) -> None:
    if is_wanted and not context.resilient_parsing:
        click.echo(f"flowc {crash.flowc_version()}")
        context.exit()


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Ends with 0 when all is well, 1 with problems found, 2 when it could not run, 130 after Ctrl-C.",
)
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_show_version,
    help="Show the version and exit.",
)
@click.option(
    "--debug", is_flag=True, help="Show the traceback of an internal error, as in `flowc --debug check toko`."
)
def group(debug: bool) -> None:
    """Compile, check and run bots that hand over to humans.

    \b
    Example:
      flowc init toko && flowc check toko && flowc test toko
    """


def _complete(instruction: str) -> int:
    shell_completion.shell_complete(group, {}, "flowc", completion.VARIABLE, instruction)
    return 0


def _stop_writing() -> None:
    """Lead both streams nowhere, so that what they still hold is no fault when Python ends and writes it."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        os.dup2(nowhere, stream.fileno())


def run(arguments: Sequence[str]) -> int:
    """Run a command and return the exit code; nothing that goes wrong leaves as a traceback."""
    debug = "--debug" in arguments
    try:
        if completion.VARIABLE in os.environ:  # a shell asks what could stand here
            return _complete(os.environ[completion.VARIABLE])
        # Not `group.main`: for a closed pipe that leaves with 1, which is "problems found" here.
        with group.make_context("flowc", list(arguments)) as context:
            result = group.invoke(context)
    except click.exceptions.Exit as done:  # `--help`, `--version`
        return done.exit_code
    except click.ClickException as error:
        error.show()
        return COULD_NOT_RUN
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except BrokenPipeError:
        _stop_writing()  # the reader went away (`| head`); a complaint would go to nobody
        return COULD_NOT_RUN
    except ModuleNotFoundError as error:
        if error.name not in EXTRAS:
            raise
        wanted = EXTRAS[error.name]
        click.echo(f'flowc: this command needs more packages: pip install "flowc[{wanted}]"', err=True)
        return COULD_NOT_RUN
    except OSError as error:
        click.echo(f"flowc: {crash.system_fault(error)}", err=True)
        return COULD_NOT_RUN
    except Exception as error:  # our own mistake: told with a code, never as a traceback
        if debug:
            traceback.print_exc()
        click.echo(crash.tell(error, arguments, default_language()), err=True, nl=False)
        return COULD_NOT_RUN
    return result if isinstance(result, int) else 0
