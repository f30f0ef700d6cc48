"""`spotintro logout`: forget what this machine keeps in the user's name."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from spotintro.cli import printing
from spotintro.cli.launch import Launch
from spotintro.cli.options import as_json_option, named_files

if TYPE_CHECKING:
    from spotintro.accounts.signing_out import SignedOut
    from spotintro.wiring.parts import Parts


@click.command()
@named_files
@click.option(
    "--delete-history/--keep-history",
    default=None,
    help="Delete the texts and tracks you listened to as well; asked for at a terminal.",
)
@as_json_option
@click.pass_obj
def logout(launch: Launch, *, delete_history: bool | None, as_json: bool) -> int:
    """Forget sign-in, keys and answers kept here; credits stay."""
    from spotintro.cli.execution import make_parts, with_parts

    parts = make_parts(launch)
    if delete_history is None:
        delete_history = not as_json and sys.stdin.isatty() and _asked()

    async def sign_out(parts: Parts) -> int:
        signed_out = await parts.sign_out(delete_history=delete_history)
        if as_json:
            printing.document(_document(signed_out))
        else:
            for sentence in signed_out.sentences():
                printing.message(sentence)
        return 1 if signed_out.problems else 0

    return with_parts(parts, sign_out)


def _asked() -> bool:
    return click.confirm("Delete the history of what you listened to as well?", default=False, err=True)


def _document(signed_out: SignedOut) -> dict[str, printing.Json]:
    return {
        "forgotten": list(signed_out.forgotten),
        "problems": list(signed_out.problems),
        "reminders": list(signed_out.reminders),
        "texts_deleted": signed_out.texts_deleted,
        "copies": list(signed_out.copies),
    }
