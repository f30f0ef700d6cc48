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
    """Print the completion script of a shell; for bash: eval "$(spotintro completion bash)"."""
    from click.shell_completion import get_completion_class

    from spotintro.cli.entry import COMPLETION_VARIABLE
    from spotintro.cli.root import root

    kind = get_completion_class(shell)
    assert kind is not None
    printing.verbatim(kind(root, {}, "spotintro", COMPLETION_VARIABLE).source())
