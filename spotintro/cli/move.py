"""`spotintro credits move`: the account to another store."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from spotintro.cli import printing
from spotintro.cli.launch import Launch
from spotintro.cli.options import as_json_option, named_files

if TYPE_CHECKING:
    from spotintro.credits.base import Move
    from spotintro.wiring.parts import Parts


@click.command()
@named_files
@click.option(
    "--to", metavar="URL", help="A file, or an address as in store.url; not needed to go on with a move."
)
@as_json_option
@click.pass_obj
def move(launch: Launch, *, to: str | None, as_json: bool) -> int:
    """Move the account, with all that is in it, to another store.

    Whatever happens meanwhile, no credit is lost or doubled: run it again, and it goes on where it was.
    """
    from spotintro.cli.execution import make_parts, with_parts

    async def show(parts: Parts) -> int:
        address = to or await _begun(parts)
        moved = await _moved(parts, address)
        if as_json:
            from spotintro.cli.values import balance_document

            low_balance = parts.settings.credits.low_balance
            balance = balance_document(moved.user, low_balance=low_balance)
            printing.document({"moved": moved.credits, "transfer": moved.move_id, "balance": balance})
        else:
            _tell(parts, moved, address)
        return 0

    return with_parts(make_parts(launch), show)


async def _begun(parts: Parts) -> str:
    """Return where a move that was begun goes to.

    Raises:
        click.UsageError: none was, or its address had a password, which is kept nowhere.
    """
    begun = await (await parts.gate()).move_under_way()
    if begun is None:
        raise click.UsageError("Name the store to move to with --to.")
    if "://" in begun.place and "***" in begun.place:
        raise click.UsageError(f"{begun.line} Name it again with --to: its password was not kept.")
    return begun.place


async def _moved(parts: Parts, address: str) -> Move:
    """Move the account. Stopped by a signal, it comes to the end of its step and tells where it stands."""
    import asyncio
    import threading

    from spotintro.credits.errors import CreditError

    place, stop = _place(address), threading.Event()
    moving = asyncio.ensure_future(
        asyncio.to_thread(parts.move_account, address, place=place, stopped=stop.is_set)
    )
    try:
        return await asyncio.shield(moving)
    except asyncio.CancelledError:
        stop.set()
        try:
            moved = await moving
            printing.message(f"Too late to stop: {_arrived(moved, place)}")
        except CreditError as error:
            said = error.message.removeprefix("Stopped. ")  # which the end by a signal says anyway
            printing.message(f"{said} {error.next_step}".rstrip())
        raise


def _place(address: str) -> str:
    """Return the address as it may be shown and kept: a file by its whole path, another without its password."""
    import os

    from spotintro.config.showing import without_password
    from spotintro.store.address import file_of

    if "://" in address and not address.startswith("sqlite:///"):
        return without_password(address)
    return os.path.abspath(file_of(address))  # noqa: PTH100 - a link may be moved together with what it names


def _arrived(moved: Move, place: str) -> str:
    from spotintro.credits.errors import credits_in_words

    return f"{credits_in_words(moved.credits)} moved to {place}."


def _tell(parts: Parts, moved: Move, address: str) -> None:
    from spotintro.config.example import toml_value
    from spotintro.credits.errors import credits_in_words

    place = _place(address)
    printing.line(f"{_arrived(moved, place)} {credits_in_words(moved.user.available_credits)} available there.")
    printing.message(f"To use that store from now on, set in {parts.paths.config_file}:")
    printing.line("[store]")
    printing.line(f"url = {toml_value(place)}")
    if "://" in place and "***" in place:
        printing.message("Put its password where the *** are.")
