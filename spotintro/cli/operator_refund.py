"""`spotintro operator refund`: one charge of an account in a shared store is given back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from spotintro.cli import printing
from spotintro.cli.failures import CommandFailed
from spotintro.cli.launch import Launch
from spotintro.cli.options import as_json_option, named_files

if TYPE_CHECKING:
    from spotintro.wiring.parts import Parts


@click.command()
@named_files
@click.argument("sequence", type=click.IntRange(min=1))
@click.option("--account", metavar="A", default="local", show_default=True, help="Whose charge it is.")
@as_json_option
@click.pass_obj
def refund(launch: Launch, *, sequence: int, account: str, as_json: bool) -> int:
    """Give back the charge with this number in the account's history, once.

    In a shared store alone: what is on a user's own machine is out of an operator's reach.
    """
    from spotintro.cli.execution import make_parts, with_parts

    parts = make_parts(launch)
    if not parts.shared:
        raise CommandFailed(
            "NOT_SHARED",
            "This store is on one machine, where only its user books.",
            "To give credits back there, issue a voucher: spotintro operator issue --request CODE --credits N.",
        )

    async def give_back(parts: Parts) -> int:
        from spotintro.cli.values import balance_document, balance_in_words

        gate = await parts.gate_of(account)
        try:
            user = await gate.refund(sequence)
            entry = (await gate.history(limit=1))[0]
        finally:
            await gate.close()
        low_balance = parts.settings.credits.low_balance
        if as_json:
            printing.document(
                {
                    "refunded": sequence,
                    "sequence": entry.sequence,
                    "credits": entry.amount,
                    "balance": balance_document(user, low_balance=low_balance),
                }
            )
        else:
            words = balance_in_words(user, low_balance=low_balance)
            printing.line(f"Entry {sequence} of {account} given back: {entry.amount:+d}, {words} available.")
        return 0

    return with_parts(parts, give_back)
