"""`flowc understand`: what messages are understood as, and how well."""

from __future__ import annotations

import json
import os
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from flowc.cache import Cache
from flowc.cli import options, terminal
from flowc.cli.compiling import compile_all
from flowc.diagnostics.model import Text

if TYPE_CHECKING:
    from flowc.measure.cases import Case
    from flowc.measure.labels import Labeller
    from flowc.measure.sets import Figure

TASKS = ("handoff", "language", "sentiment")
MEASURED = ("handoff", "intents", "sentiment")

NO_DATA = Text(
    "say where the data lies: --data FOLDER, or the variable FLOWC_DATA",
    "sebutkan letak datanya: --data FOLDER, atau variabel FLOWC_DATA",
)
NOTHING_THERE = Text(
    "`{0}` has none of the sets that are measured", "`{0}` tidak berisi satu pun kumpulan data yang diukur"
)
ONE_OF_BOTH = Text(
    "say which bot, or a task: `predict BOT` or `predict --task sentiment`",
    "sebutkan bot atau tugasnya: `predict BOT` atau `predict --task sentiment`",
)


@click.group()
def command() -> None:
    """Show what messages are understood as, and measure how well.

    \b
    Example:
      flowc understand predict toko --cases pesan.jsonl
    """


@command.command()
@click.argument("bot", type=options.FOLDER, required=False, metavar="[BOT]")
@click.option("--task", type=click.Choice(TASKS), help="Without a bot, for example --task sentiment.")
@click.option(
    "--cases",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    required=True,
    help='Lines of {"id", "text"}, for example --cases pesan.jsonl.',
)
@options.language
@options.as_of
@options.cache
def predict(
    bot: Path | None, task: str | None, cases: Path, language: str, as_of: date, cache: Cache | None
) -> int:
    """Write what each text is: with a bot its intent or faq, with a task that task's label.

    Prints one line of {"id", "label", "score"} for each text, in their order; the label is null where a bot
    understands nothing. Ends with 1 when the bot has errors.

    \b
    Examples:
      flowc understand predict toko --cases pesan.jsonl
      flowc understand predict --task handoff --cases pesan.jsonl
    """
    if (bot is None) == (task is None):
        raise click.UsageError(ONE_OF_BOTH.in_(language))
    from flowc.measure import labels  # late: help needs no understanding
    from runtime.artifact import codec
    from runtime.understanding.detect import Detector

    texts = _read(cases)
    label: Labeller
    if bot is None:
        label = labels.TASKS[task or ""]
    else:
        ((compiled, report),) = compile_all([bot], as_of, cache)
        if compiled.artifact is None:
            terminal.show((report,), "text", language)
            return 1
        artifact = codec.load(compiled.artifact)
        label = labels.by_bot(Detector(artifact.understanding, artifact.slots, artifact.bot.country))
    for case in texts:
        found = label(case.text)
        row = {"id": case.id, "label": found.label, "score": round(found.score, 3)}
        click.echo(json.dumps(row, ensure_ascii=False))
    return 0


@command.command(name="eval")
@click.option(
    "--data",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=lambda: os.environ.get("FLOWC_DATA"),
    show_default="FLOWC_DATA",
    help="The folder of the public sets, for example --data data.",
)
@click.option("--task", type=click.Choice(MEASURED), help="Only this, as --task intents.")
@click.option("--confused", is_flag=True, help="Also the commonest mistakes, as in eval --confused.")
@options.language
def evaluate(data: Path | None, task: str | None, confused: bool, language: str) -> int:
    """Measure understanding on public sets, which are not part of the package.

    Prints the figure, its target, the number of cases and the time for one text. Ends with 1 when a target is
    missed.

    \b
    Example:
      flowc understand eval --data data --task sentiment
    """
    from flowc.measure.scores import confusions  # late, as above
    from flowc.measure.sets import measure_all

    if data is None:
        raise click.UsageError(NO_DATA.in_(language))
    missed = measured = 0
    for figure in measure_all(data, task):
        measured += 1
        missed += not figure.reached
        click.echo(_line(figure))
        if confused:
            for right, answer, count, text in confusions(figure.judged):
                click.echo(f"    {count:4}  {right} -> {answer}: {text[:90]}")
    if not measured:
        raise click.UsageError(NOTHING_THERE.in_(language).format(data))
    return 1 if missed else 0


def _line(figure: Figure) -> str:
    target = "" if figure.target is None else f"{'>=' if figure.reached else '< '} {figure.target:.2f}"
    return (
        f"{figure.task:10}{figure.name:22}{figure.measure:20}{figure.value:.3f} {target:8}"
        f"{figure.cases:6} cases {figure.cost_us:7.0f} us"
    )


def _read(path: Path) -> tuple[Case, ...]:
    from flowc.measure.cases import BadCase, load_cases

    try:
        return load_cases(path)
    except BadCase as error:
        raise click.ClickException(str(error)) from error
