"""`flowc table`: decision tables of a kit of cases asked."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import click

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group()
def command() -> None:
    """Ask tables, and look at what they leave open.

    \b
    Example:
      flowc table eval --cases TABLES.jsonl
    """


@command.command("eval")
@click.option(
    "--cases",
    type=FILE,
    required=True,
    help='Lines of {"id", "table", "context"}, for example --cases TABLES.jsonl.',
)
def evaluate(cases: Path) -> int:
    """Say what decision tables give: one line of {"id", "value"} or {"id", "failed"} for each case.

    \b
    Example:
      flowc table eval --cases TABLES.jsonl
    """
    return answer_cases(cases, datetime.now())  # noqa: DTZ005 - without a bot there is no zone


def answer_cases(path: Path, now: datetime) -> int:
    """Print what each case of a file gives."""
    from flowc.trying import BadCase, Failure, answer, load_cases  # late: help waits for no grammar
    from flowc.trying.tagged import write_tagged

    try:
        for case in load_cases(path):
            found = answer(case, now)
            row = {"failed": found.why} if isinstance(found, Failure) else {"value": write_tagged(found)}
            click.echo(json.dumps({"id": case.id, **row}, ensure_ascii=False))
    except BadCase as error:
        raise click.ClickException(str(error)) from error
    return 0
