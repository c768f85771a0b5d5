"""`flowc graph`: a bot as a picture."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click

from flowc.cache import Cache
from flowc.cli import options, terminal
from flowc.cli.build import write
from flowc.cli.compiling import compile_all, compile_unproved
from flowc.diagnostics.model import Diagnostic, Text
from flowc.diagnostics.render.report import Report
from flowc.diagnostics.similar import similar_names
from flowc.picture import svg

FORMATS = ("dot", "mermaid", *svg.FORMATS)
ENDINGS = {
    ".dot": "dot",
    ".gv": "dot",
    ".mmd": "mermaid",
    ".mermaid": "mermaid",
    ".svg": "svg",
    ".png": "png",
}
NOT_INSTALLED = Text(
    "svg and png are drawn by Graphviz, which is not installed: `apt install graphviz`, "
    "`brew install graphviz`, or https://graphviz.org; dot and mermaid need nothing",
    "svg dan png digambar oleh Graphviz, yang belum terpasang: `apt install graphviz`, "
    "`brew install graphviz`, atau https://graphviz.org; dot dan mermaid tidak perlu apa-apa",
)
TO_A_FILE = Text(
    "a png is no text for a terminal: say where it goes, as in -o toko.png",
    "png bukan teks untuk terminal: sebutkan berkasnya, misalnya -o toko.png",
)
NO_WITNESS = Text(
    "the bot has no problem `{0}` (it has {2} of this code); its problems: {1}",
    "bot ini tidak punya masalah `{0}` (dengan kode ini ada {2}); masalahnya: {1}",
)
NO_FLOW = Text("there is no flow `{0}`; the bot has {1}", "tidak ada alur `{0}`; yang ada: {1}")


@click.command()
@click.argument("bot", type=options.FOLDER, metavar="BOT")
@click.option(
    "--format",
    "format_name",
    type=click.Choice(FORMATS),
    help="How it is drawn, for example --format mermaid; without it by the file's ending, else dot.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, allow_dash=True),
    default="-",
    show_default="stdout",
    help="The file to write, for example -o toko.svg.",
)
@click.option("--flow", help="Only this flow and what is around it, for example --flow lacak.")
@click.option(
    "--witness",
    metavar="CODE[:NUMBER]",
    help="Mark the way of a conversation that goes wrong, for example --witness FC512 (FC512:2: its second).",
)
@options.language
@options.as_of
@options.cache
def command(
    bot: Path,
    format_name: str | None,
    output: str,
    flow: str | None,
    witness: str | None,
    language: str,
    as_of: date,
    cache: Cache | None,
) -> int:
    """Draw a bot's state machine: flows, rules, divisions, and every way between them.

    Blue boxes wait for the customer, white ones do not; dashed lines lead to a human; grey is what happens
    when something goes wrong. svg and png need Graphviz. Ends with 1 when the bot has errors.

    \b
    Examples:
      flowc graph toko -o toko.svg
      flowc graph toko --flow lacak --format mermaid
      flowc graph toko --witness FC512 -o stuck.svg
    """
    from flowc.picture.build import build_picture  # late: help does not wait for what draws a bot
    from flowc.picture.dot import draw_dot
    from flowc.picture.mermaid import draw_mermaid
    from flowc.picture.witness import draw_witness
    from runtime.artifact import codec

    chosen = format_name or ENDINGS.get(Path(output).suffix.lower(), "dot")
    if chosen in svg.FORMATS and not svg.is_installed():
        raise click.ClickException(NOT_INSTALLED.in_(language))
    if chosen == "png" and output == "-" and sys.stdout.isatty():
        raise click.UsageError(TO_A_FILE.in_(language))
    if witness is None:
        ((compiled, report),) = compile_all([bot], as_of, cache)
    else:
        compiled, report = compile_unproved(bot, as_of)
    if compiled.artifact is None:
        terminal.show((report,), "text", language)
        return 1
    artifact = codec.load(compiled.artifact)
    flows = artifact.flows
    if flow is not None and flow not in flows:
        close = similar_names(flow, flows) or tuple(flows)
        raise click.UsageError(NO_FLOW.in_(language).format(flow, ", ".join(close)))
    picture = build_picture(artifact, language, flow)
    if witness is not None:
        picture = draw_witness(picture, _found(report, witness, language), language)
    if chosen == "mermaid":
        data = draw_mermaid(picture).encode()
    else:
        data = draw_dot(picture).encode()
        if chosen in svg.FORMATS:
            data = _drawn(data.decode(), chosen, bot)
    if output == "-":
        click.echo(data, nl=False)
    else:
        write(Path(output), data)
    return 0


def _found(report: Report, wanted: str, language: str) -> Diagnostic:
    """Return the problem that `--witness` names: a code, and which one of several.

    Raises:
        click.UsageError: the bot has no such problem.
    """
    code, _, number = wanted.partition(":")
    found = [one for one in report.diagnostics if code.casefold() in (one.code.casefold(), one.name)]
    is_there = not number or (number.isdecimal() and 0 < int(number) <= len(found))
    if not found or not is_there:
        codes = sorted({one.code for one in report.diagnostics}) or ["-"]
        raise click.UsageError(NO_WITNESS.in_(language).format(wanted, ", ".join(codes), len(found)))
    return found[int(number or 1) - 1]


def _drawn(dot: str, format_name: str, bot: Path) -> bytes:
    try:
        with terminal.progress(f"drawing {bot}"):
            return svg.draw(dot, format_name)
    except svg.NotDrawn as error:
        raise click.ClickException(str(error)) from error
