"""`--out` and the like: whether what a command writes may go there, and how it gets there."""

from __future__ import annotations

import contextlib
import os
import stat
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import click

from spotintro.cli import printing

force_option = click.option("--force", is_flag=True, help="Replace a file that is there already.")


def is_stream(out: Path) -> bool:
    """Tell whether it is a pipe, a device or something open: written to as it is, and not replaced."""
    try:
        mode = out.stat().st_mode
    except OSError:
        return False
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)) or out.absolute().parts[1] in {"dev", "proc"}


def require_target(out: Path, *, force: bool, named: str = "--out") -> None:
    """See to it that the file can be written, before anything is done for it.

    A pipe or a device is written to, a link followed. A file that is there already is replaced where the person at
    the terminal says so, or `--force` does.

    Args:
        out: Where it is to go.
        force: Whether it is said already that a file there is replaced.
        named: What the command calls it.

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
            raise click.UsageError(f"{named}: nothing can be written in {folder}.") from None
        return
    except OSError as error:
        raise click.UsageError(f"{named}: {out} can't be written: {error.strerror}.") from None
    if stat.S_ISDIR(mode):
        raise click.UsageError(f"{named}: {out} is a folder.")
    if not os.access(out, os.W_OK):
        raise click.UsageError(f"{named}: {out} can't be written.")
    if force or is_stream(out):
        return
    if not os.access(final.parent, os.W_OK):
        raise click.UsageError(f"{named}: nothing can be written in {final.parent}.")
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise click.UsageError(f"{named}: {out} is there already. --force replaces it.")
    click.confirm(f"{out} is there already. Replace it?", abort=True, err=True)


@contextlib.contextmanager
def lines_to(out: Path | None) -> Iterator[Callable[[str], None]]:
    """Give what takes a line: stdout, a pipe or device, or a file of mode 0600 that is there once it is whole."""
    if out is None:
        yield printing.verbatim
        return
    from spotintro.state.durable import replaced_file

    with out.open("wb") if is_stream(out) else replaced_file(out) as file:

        def put(line: str) -> None:
            file.write(f"{line}\n".encode())

        yield put
