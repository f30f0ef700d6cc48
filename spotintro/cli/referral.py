"""`spotintro credits referral`: the own code for friends, and the friend's that a newcomer enters."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from spotintro.cli import printing
from spotintro.cli.launch import Launch
from spotintro.cli.options import as_json_option, named_files

if TYPE_CHECKING:
    from spotintro.credits.base import Referral
    from spotintro.wiring.parts import Parts


@click.command()
@named_files
@click.argument("code", nargs=-1, metavar="[CODE]")
@as_json_option
@click.pass_obj
def referral(launch: Launch, *, code: tuple[str, ...], as_json: bool) -> int:
    """Show your code for friends; with CODE, enter that of the friend who brought you (once)."""
    from spotintro.cli.execution import make_parts, with_parts

    entered = _read(code) if code else None

    async def show(parts: Parts) -> int:
        gate = await parts.gate()
        found = await gate.referral() if entered is None else await gate.enter_referral(entered)
        if as_json:
            printing.document(_document(found))
        else:
            for line in _lines(found, reward=parts.settings.credits.referral_reward):
                printing.line(line)
        return 0

    return with_parts(make_parts(launch), show)


def _read(words: tuple[str, ...]) -> str:
    from spotintro.cli.codes import read_code
    from spotintro.credits.referral import read

    return read(read_code(words))


def _document(found: Referral) -> dict[str, printing.Json]:
    from spotintro.credits.referral import written

    return {
        "code": written(found.code),
        "friend_code": None if found.friend_code is None else written(found.friend_code),
        "entered_at": None if found.entered_at is None else found.entered_at.isoformat(),
        "friend_is_here": found.friend_is_here,
        "has_captured_paid": found.has_captured_paid,
        "rewarded_at": None if found.rewarded_at is None else found.rewarded_at.isoformat(),
    }


def _lines(found: Referral, *, reward: int) -> list[str]:
    from spotintro.credits.errors import credits_in_words
    from spotintro.credits.referral import written

    brings = f" It brings you {credits_in_words(reward)} once that friend has used a paid one." if reward else ""
    lines = [f"Your referral code: {written(found.code)}", f"A friend who is new enters it once.{brings}"]
    if found.friend_code is not None and found.entered_at is not None:
        lines.append(f"Your friend's code: {written(found.friend_code)}, entered on {found.entered_at:%Y-%m-%d}.")
        lines.append(_state(found))
    return lines


def _state(found: Referral) -> str:
    if found.rewarded_at is not None:
        return f"Your friend was rewarded on {found.rewarded_at:%Y-%m-%d}."
    if not found.has_captured_paid:
        return "Your friend is rewarded after the first paid credit that you use."
    if found.friend_is_here:
        return "Your friend is rewarded with the next paid credit that you use."
    return "Your friend's reward is earned: your next request for credits tells of it."
