"""`spotintro login`: sign in to Spotify, in a browser here or anywhere else."""

from __future__ import annotations

import asyncio
import shutil
import sys
from typing import TYPE_CHECKING

import click

from spotintro.cli import printing
from spotintro.cli.launch import Launch
from spotintro.cli.options import as_json_option, named_files

if TYPE_CHECKING:
    from spotintro.accounts.spotify_access import SignedIn, SignInAttempt
    from spotintro.credits.base import User
    from spotintro.wiring.parts import Parts

_QUIET_ZONE = 2


@click.command()
@named_files
@click.option("--no-browser", is_flag=True, help="Show the address, open no browser.")
@click.option(
    "--insecure-file", is_flag=True, help="Without a keyring: keep the sign-in in a file that only you can read."
)
@as_json_option
@click.pass_obj
def login(launch: Launch, *, no_browser: bool, insecure_file: bool, as_json: bool) -> int:
    """Sign in to Spotify, to see and steer any device."""
    from spotintro.browser import has_browser
    from spotintro.cli.execution import make_parts, with_parts

    parts = make_parts(launch)
    parts.spotify.require_app()
    allow_file = insecure_file or _agreed_to_a_file(parts, may_ask=sys.stdin.isatty() and not as_json)
    browser = has_browser() and not no_browser

    async def log_in(parts: Parts) -> int:
        async with parts.spotify.signing_in(allow_file=allow_file) as attempt:
            signed_in = await _by_the_person(attempt, browser=browser)
        if not as_json:
            _tell(signed_in, parts)
        user = await (await parts.gate()).open()
        if as_json:
            printing.document(_document(signed_in, user, low_balance=parts.settings.credits.low_balance))
        else:
            _tell_account(signed_in, user, low_balance=parts.settings.credits.low_balance)
        return 0

    return with_parts(parts, log_in)


def _agreed_to_a_file(parts: Parts, *, may_ask: bool) -> bool:
    """Ask for a file as the place where there is no keyring. Raises: SignInNotKept: there is no place."""
    from spotintro.accounts.spotify_access import SignInNotKept

    try:
        parts.spotify.require_place(allow_file=False)
    except SignInNotKept as problem:
        if not may_ask or not problem.no_keyring:
            raise
        click.confirm(
            f"This system has no keyring. Keep the sign-in, readable for your user, in {parts.spotify.file}?",
            abort=True,
            err=True,
        )
        return True
    return False


async def _by_the_person(attempt: SignInAttempt, *, browser: bool) -> SignedIn:
    beside = [asyncio.create_task(_take_pasted(attempt))]
    if browser:
        printing.message("Your browser opens Spotify's page. Where it doesn't, go to this address:")
        beside.append(asyncio.create_task(_open(attempt.address)))
    else:
        printing.message("Go to this address in a browser, here or on another device:")
        await _draw(attempt.address)
    printing.message(attempt.address)
    printing.message(
        "Does the browser end on a page that it can't reach? Paste that page's address here. ctrl+c cancels."
    )
    try:
        return await attempt.finished()
    finally:
        for task in beside:
            task.cancel()
        await asyncio.gather(*beside, return_exceptions=True)


async def _take_pasted(attempt: SignInAttempt) -> None:
    from spotintro.cli.pasting import pasted_lines
    from spotintro.players.base import PlayerError

    async for line in pasted_lines():
        if not line.strip():
            continue
        try:
            attempt.paste(line)
        except PlayerError as problem:
            printing.message(problem.in_full)
        else:
            return


async def _open(address: str) -> None:
    from spotintro.browser import lead_browser

    await lead_browser(address)
    printing.message("No browser opened here: go to the address above.")
    await _draw(address)


async def _draw(address: str) -> None:
    """Draw a QR code for a phone's camera, where the terminal is wide enough for it."""
    if not sys.stderr.isatty() or "utf" not in (sys.stderr.encoding or "").lower():
        return
    import segno

    code = await asyncio.to_thread(segno.make, address, error="l", micro=False)
    if code.symbol_size(border=_QUIET_ZONE)[0] <= shutil.get_terminal_size().columns:
        code.terminal(sys.stderr, border=_QUIET_ZONE, compact=True)


def _tell(signed_in: SignedIn, parts: Parts) -> None:
    from spotintro.secrets.credentials import Origin

    printing.message(f"You are signed in to Spotify as {signed_in.user.name}.")
    if signed_in.kept is Origin.FILE:
        printing.message(
            f"Warning: the sign-in stands unencrypted in {parts.spotify.file}; only your user can read it."
        )
    else:
        printing.message("The sign-in is kept in the system's keyring.")


def _tell_account(signed_in: SignedIn, user: User, *, low_balance: int) -> None:
    from spotintro.cli.values import balance_in_words

    whose = "This machine's account is yours now: " if signed_in.adopted else ""
    whose = "Your own account: " if signed_in.switched else whose
    printing.message(f"{whose}{balance_in_words(user, low_balance=low_balance)}")


def _document(signed_in: SignedIn, user: User, *, low_balance: int) -> dict[str, printing.Json]:
    from spotintro.cli.values import balance_document

    return {
        "user": {"id": signed_in.user.ids[0], "name": signed_in.user.name},
        "account": signed_in.account_id,
        "adopted": signed_in.adopted,
        "kept": signed_in.kept.value,
        "scopes": list(signed_in.scopes),
        "balance": balance_document(user, low_balance=low_balance),
    }
