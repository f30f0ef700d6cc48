"""`spotintro credits redeem`: from vouchers, however they were copied, to credits."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from spotintro.cli import printing
from spotintro.cli.failures import STOPPED, failure_of
from spotintro.cli.launch import Launch
from spotintro.cli.options import as_json_option, named_files

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from spotintro.credits.base import Redemption
    from spotintro.errors import SpotIntroError
    from spotintro.wiring.parts import Parts


@click.command()
@named_files
@click.argument("voucher", nargs=-1, required=True, metavar="VOUCHER|FILE")
@as_json_option
@click.pass_obj
def redeem(launch: Launch, *, voucher: tuple[str, ...], as_json: bool) -> int:
    """Take the credits of a voucher: its text, a file with it, or - for a pipe.

    Text around it doesn't matter. Several different ones are redeemed one after the other.
    """
    from spotintro.cli.codes import read_code
    from spotintro.cli.execution import make_parts, with_parts

    text = read_code(voucher)

    return with_parts(make_parts(launch), lambda parts: redeem_text(parts, text, as_json=as_json))


async def redeem_text(parts: Parts, text: str, *, as_json: bool) -> int:
    """Redeem the vouchers of a text and tell what each brought, to the exit code.

    Raises:
        SpotIntroError: the only voucher was not redeemed.
        CancelledError: a signal came; what was redeemed until then is told.
    """
    import asyncio

    from spotintro.cli.execution import CancelledAndTold
    from spotintro.credits.armour import Kind, separate
    from spotintro.errors import SpotIntroError
    from spotintro.session.redeeming import redeem as redeem_each

    gate = await parts.gate()
    low_balance = parts.settings.credits.low_balance
    several = len(separate(Kind.VOUCHER, text)) > 1
    outcomes: list[Redemption | SpotIntroError] = []
    is_stopped = False
    redeeming = redeem_each(text, parts.read_voucher, gate)
    while not is_stopped:
        outcome, is_stopped = await _to_its_end(redeeming)
        if outcome is None:
            break
        outcomes.append(outcome)
        if isinstance(outcome, SpotIntroError):
            if not several:
                raise outcome
            if not as_json:
                printing.message(outcome.in_full)
        elif not as_json:
            printing.line(_in_words(outcome, low_balance=low_balance))
    if as_json and outcomes:
        error = printing.error_of(STOPPED) if is_stopped else {}
        printing.document(_document(outcomes, several=several, low_balance=low_balance) | error)
    if is_stopped:
        raise CancelledAndTold if as_json and outcomes else asyncio.CancelledError
    problems = [outcome for outcome in outcomes if isinstance(outcome, SpotIntroError)]
    failures = [failure for problem in problems if (failure := failure_of(problem)) is not None]
    return failures[0].status if failures else 0


async def _to_its_end(
    redeeming: AsyncIterator[Redemption | SpotIntroError],
) -> tuple[Redemption | SpotIntroError | None, bool]:
    """Return what the next voucher brought, None behind the last; and whether a signal came meanwhile.

    A voucher that is begun is redeemed and told: stopped in between, its credits would come without a word.
    """
    import asyncio

    redeemed = asyncio.ensure_future(anext(redeeming, None))
    try:
        return await asyncio.shield(redeemed), False
    except asyncio.CancelledError:
        return await redeemed, True


def _in_words(redemption: Redemption, *, low_balance: int) -> str:
    from spotintro.cli.values import balance_in_words
    from spotintro.credits.errors import credits_in_words

    expires = redemption.expires_at
    until = "" if expires is None else f", good until {expires.astimezone():%Y-%m-%d %H:%M}"
    balance = balance_in_words(redemption.user, low_balance=low_balance)
    return f"{credits_in_words(redemption.credits)} added{until}; {balance} available."


def _document(
    outcomes: list[Redemption | SpotIntroError], *, several: bool, low_balance: int
) -> dict[str, printing.Json]:
    """Return what one voucher brought, or of several what each did: in `vouchers`, in their order."""
    from spotintro.cli.values import balance_document

    redeemed = [outcome for outcome in outcomes if not isinstance(outcome, Exception)]
    balance: printing.Json = balance_document(redeemed[-1].user, low_balance=low_balance) if redeemed else None
    each = [_one(outcome) for outcome in outcomes]
    return {**each[0], "balance": balance} if not several else {"vouchers": [*each], "balance": balance}


def _one(outcome: Redemption | SpotIntroError) -> dict[str, printing.Json]:
    if isinstance(outcome, Exception):
        return {"error": {"code": str(outcome.code), "message": str(outcome), "next_step": outcome.next_step}}
    expires = outcome.expires_at
    return {"credits": outcome.credits, "expires": None if expires is None else expires.isoformat()}
