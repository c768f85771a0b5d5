"""`flowc completion`: what a shell needs to complete commands, bots, codes and ready-made names."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

SHELLS = ("bash", "zsh", "fish")
VARIABLE = "_FLOWC_COMPLETE"  # how click's script asks: https://click.palletsprojects.com/shell-completion/


@click.command()
@click.argument("shell", type=click.Choice(SHELLS), metavar="bash|zsh|fish")
def command(shell: str) -> int:
    """Print a script that lets a shell complete what is typed after `flowc`.

    It completes commands and options, folders, codes for `explain`, and ready-made bots for `init`.

    \b
    Examples:
      flowc completion bash >> ~/.bashrc
      flowc completion zsh >> ~/.zshrc
      flowc completion fish > ~/.config/fish/completions/flowc.fish
    """
    from flowc.cli.group import group  # here: the group lists this command

    kind = get_completion_class(shell)
    assert kind is not None
    click.echo(kind(group, {}, "flowc", VARIABLE).source())
    return 0
