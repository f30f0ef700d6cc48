"""`spotintro credits export`, `backup` and `restore`: the account as files."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from spotintro.cli import printing
from spotintro.cli.launch import Launch
from spotintro.cli.options import as_json_option, named_files
from spotintro.cli.out_file import force_option, lines_to, require_target

if TYPE_CHECKING:
    from spotintro.credits.base import Entry
    from spotintro.credits.gate import CreditGate
    from spotintro.wiring.parts import Parts

_PAGE = 1000


@click.command()
@named_files
@click.option("--csv", "form", flag_value="csv", default=True, help="A table (the default).")
@click.option("--json", "form", flag_value="json", help="One JSON document.")
@click.option("--beancount", "form", flag_value="beancount", help="Books for beancount.")
@click.option("--out", type=click.Path(path_type=Path), metavar="FILE", help="Write a file, not to stdout.")
@force_option
@click.pass_obj
def export(launch: Launch, *, form: str, out: Path | None, force: bool) -> int:
    """Export every entry, oldest first: sequence, at (UTC), kind, amount, balance_after, step, description."""
    from spotintro.cli.execution import make_parts, with_parts
    from spotintro.credits.export import ExportFormat, lines

    if out is not None:
        require_target(out, force=force)

    async def write(parts: Parts) -> int:
        gate = await parts.gate()
        with lines_to(out) as put:
            async for line in lines(_oldest_first(gate), ExportFormat(form)):
                put(line)
        return 0

    return with_parts(make_parts(launch), write)


async def _oldest_first(gate: CreditGate) -> AsyncIterator[Entry]:
    """Yield the entries a page at a time, less those booked meanwhile; they are numbered from 1 without a gap."""
    last = (await gate.state()).sequence
    for done in range(0, last, _PAGE):
        page = await gate.history(before=min(done + _PAGE, last) + 1, limit=min(_PAGE, last - done))
        for entry in reversed(page):
            yield entry


@click.command()
@named_files
@click.argument("file", type=click.Path(dir_okay=False))
@as_json_option
@click.pass_obj
def backup(launch: Launch, *, file: str, as_json: bool) -> int:
    """Copy the account to a new FILE, checked; SpotIntro may run meanwhile."""
    from spotintro.cli.values import counted
    from spotintro.store.backup import back_up

    entries = back_up(_store_file(launch), Path(file))
    if as_json:
        printing.document({"file": file, "entries": entries})
    else:
        printing.line(f"Copied to {file}: {counted(entries, 'entry', 'entries')}, everything agrees.")
    return 0


@click.command()
@named_files
@click.argument("file", type=click.Path(dir_okay=False))
@as_json_option
@click.pass_obj
def restore(launch: Launch, *, file: str, as_json: bool) -> int:
    """Put a copy of the account back; what it replaces is kept beside it.

    End SpotIntro first: one that is booking stops the restoring, and one that only has the account open is refused
    its next booking.
    """
    from spotintro.clock import SystemClock
    from spotintro.store.backup import restore as put_back

    store = _store_file(launch)
    launch.paths().make_data_dir()
    kept = put_back(store, Path(file), now=SystemClock().now())
    behind = _follow_copy(launch, store)
    if as_json:
        document: dict[str, printing.Json] = {"file": str(store), "kept": None if kept is None else str(kept)}
        printing.document(document | {"behind": behind})
    else:
        printing.line(f"Restored from {file}." + ("" if kept is None else f" What it replaced is in {kept}."))
        if behind is not None:
            printing.line(behind)
    return 0


def _follow_copy(launch: Launch, store: Path) -> str | None:
    """Have the keyring take the copy for the account's state; return a line about what the copy lacks."""
    from spotintro.store.anchors import follow_copy
    from spotintro.wiring.parts import Parts

    keeper = Parts(launch.settings(), launch.paths()).chain_keeper
    return None if keeper is None else follow_copy(store, keeper)


def _store_file(launch: Launch) -> Path:
    from spotintro.cli.failures import CommandFailed
    from spotintro.store.address import PostgresUrl, address_of

    address = address_of(launch.settings().store.url or launch.paths().store_file)
    if isinstance(address, PostgresUrl):
        raise CommandFailed(
            "OPERATION_FAILED",
            f"The credit store {address} is on a server: it is copied there, not from here.",
            "Who runs the server does that with pg_dump and pg_restore.",
        )
    return address
