"""`spotintro completion`: the script that a shell reads."""

from __future__ import annotations

import click

from spotintro.cli import printing
from spotintro.cli.options import named_files

_SHELLS = ("bash", "zsh", "fish")


@click.command()
@named_files
@click.argument("shell", type=click.Choice(_SHELLS))
def completion(shell: str) -> None:
    """Print the completion script of a shell.

    For bash: eval "$(spotintro completion bash)" in ~/.bashrc. For zsh: the same with zsh, in ~/.zshrc. For fish:
    spotintro completion fish | source, in its config.fish.
    """
    from click.shell_completion import get_completion_class

    from spotintro.cli.entry import COMPLETION_VARIABLE
    from spotintro.cli.root import root

    kind = get_completion_class(shell)
    assert kind is not None
    printing.verbatim(kind(root, {}, "spotintro", COMPLETION_VARIABLE).source())
