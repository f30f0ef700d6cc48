"""Which way there is to the players of this machine: each system has its own."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spotintro.clock import Clock
    from spotintro.players.base import Player


def way_in_words(system: str = sys.platform) -> tuple[str, str]:
    """Return what the way to this system's players is called, and the sentence that says it works."""
    if system == "darwin":
        return "AppleScript", "Spotify's client can be asked."
    if system == "win32":
        return "media session", "Windows tells what plays."
    return "D-Bus", "The session bus answers."


def make_local_player(prefer: str, clock: Clock, system: str = sys.platform) -> Player:
    """Make the player.

    Args:
        prefer: Of several, where the system tells them apart: the end of a bus name.
        clock: Tells when a reading was taken.
        system: As `sys.platform` names it.
    """
    if system == "darwin":
        from spotintro.players.macos import MacPlayer

        return MacPlayer(clock=clock)
    if system == "win32":
        from spotintro.players.windows import WindowsPlayer

        return WindowsPlayer(prefer=prefer, clock=clock)
    from spotintro.players.mpris import MprisPlayer

    return MprisPlayer(prefer=prefer, clock=clock)
