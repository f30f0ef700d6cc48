"""The sign-in to Spotify and the calls of the last day. Spotify itself is asked nothing; no token is shown."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from spotintro.cli.doctor.findings import Finding, fail, ok, warn
from spotintro.config import PlayerProvider
from spotintro.wiring.parts import Parts

if TYPE_CHECKING:
    from spotintro.accounts.spotify_access import SpotifyStatus
    from spotintro.players.spotify.tokens import SignIn

_ENDS_SOON: Final = timedelta(days=14)
_SCARCE: Final = 0.8


async def check_spotify(parts: Parts) -> list[Finding]:
    status = await asyncio.to_thread(parts.spotify.status)
    used_at_all = status.user is not None or status.given is not None or status.used > 0
    calls = [_calls(parts, status)] if used_at_all or status.pause is not None else []
    return [_sign_in(parts, status), *calls]


def _sign_in(parts: Parts, status: SpotifyStatus) -> Finding:
    if status.given is not None:
        return ok("Spotify", f"The access token in {status.given} is used; such a token lives for an hour.")
    needed = parts.settings.player.provider is PlayerProvider.SPOTIFY
    if status.user is None:
        if parts.settings.spotify.client_id:
            return (fail if needed else warn)("Spotify", "Nobody is signed in.", "Run: spotintro login")
        if needed:
            return fail(
                "Spotify", "There is no app to sign in with.", "Press L in the app: its page has the steps."
            )
        return ok("Spotify", "Not set up (spotify.client_id is empty): players on this machine are read.")
    if status.sign_in is None:
        return (fail if needed else warn)(
            "Spotify", f"The sign-in of {status.user.name} has ended.", "Run: spotintro login"
        )
    return _tokens(status.user.name, status.sign_in, parts.clock.now())


def _tokens(name: str, sign_in: SignIn, now: datetime) -> Finding:
    from spotintro.cli.values import counted
    from spotintro.players.spotify.tokens import SCOPES

    age = counted((now - sign_in.signed_in_at).days, "day", "days")
    words = (
        f"Signed in as {name} {age} ago, good until {sign_in.ends_at.astimezone():%Y-%m-%d}; "
        f"the access token until {sign_in.expires_at.astimezone():%H:%M}, then it is renewed; "
        f"may: {', '.join(sign_in.scopes)}."
    )
    missing = [scope for scope in SCOPES if scope not in sign_in.scopes]
    if missing:
        return warn(
            "Spotify", f"{words} May not: {', '.join(missing)}.", "Run: spotintro login, and agree to all."
        )
    if now + _ENDS_SOON >= sign_in.ends_at:
        return warn(
            "Spotify", words, "Spotify ends each sign-in after six months: spotintro login begins a new one."
        )
    return ok("Spotify", words)


def _calls(parts: Parts, status: SpotifyStatus) -> Finding:
    words = f"{status.used} of {status.budget} calls used in the last 24 hours"
    if status.pause is not None:
        why = "its quota for the day is used up" if status.pause.quota else "there were too many calls at once"
        until = f"{status.pause.until.astimezone():%Y-%m-%d %H:%M}"
        return warn(
            "Spotify calls",
            f"{words}; Spotify asked for a pause until {until}: {why}.",
            "It goes on by itself then."
            if parts.settings.player.provider is PlayerProvider.SPOTIFY
            else "It goes on by itself then; until then what plays on this machine is read.",
        )
    if status.used >= status.budget * _SCARCE:
        return warn(
            "Spotify calls",
            f"{words}.",
            "Reading slows down by itself; spotify.daily_calls sets the budget.",
        )
    return ok("Spotify calls", f"{words}.")
