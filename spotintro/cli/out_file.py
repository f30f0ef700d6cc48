"""`--out`: whether what a command writes may go there."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

import click

force_option = click.option("--force", is_flag=True, help="Replace a file that is there already.")


def is_stream(out: Path) -> bool:
    """Tell whether it is a pipe, a device or something open: written to as it is, and not replaced."""
    try:
        mode = out.stat().st_mode
    except OSError:
        return False
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)) or out.absolute().parts[1] in {"dev", "proc"}


def require_target(out: Path, *, force: bool) -> None:
    """See to it that the file can be written, before anything is done for it.

    A pipe or a device is written to, a link followed. A file that is there already is replaced where the person at
    the terminal says so, or `--force` does.

    Raises:
        click.UsageError: it can't be written, or isn't to be replaced.
        click.Abort: the person doesn't want it replaced.
    """
    final = Path(os.path.realpath(out))
    try:
        mode = final.stat().st_mode
    except FileNotFoundError:
        folder = final.parent
        if not folder.is_dir() or not os.access(folder, os.W_OK):
            raise click.UsageError(f"--out: nothing can be written in {folder}.") from None
        return
    except OSError as error:
        raise click.UsageError(f"--out: {out} can't be written: {error.strerror}.") from None
    if stat.S_ISDIR(mode):
        raise click.UsageError(f"--out: {out} is a folder.")
    if not os.access(out, os.W_OK):
        raise click.UsageError(f"--out: {out} can't be written.")
    if force or is_stream(out):
        return
    if not os.access(final.parent, os.W_OK):
        raise click.UsageError(f"--out: nothing can be written in {final.parent}.")
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise click.UsageError(f"--out: {out} is there already. --force replaces it.")
    click.confirm(f"{out} is there already. Replace it?", abort=True, err=True)
