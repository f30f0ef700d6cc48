"""Which provider stands behind which setting. Each is imported when it is first asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spotintro.config import Paths, Settings

if TYPE_CHECKING:
    from spotintro.credits.base import User
    from spotintro.credits.gate import CreditGate
    from spotintro.host import Host
    from spotintro.players.base import Player


class Parts:
    """The parts of one run of the program, made once, on first use, heavy imports in a thread.

    Nothing is opened here: whoever asks first opens what it gets.
    """

    def __init__(self, settings: Settings, paths: Paths, *, demo: bool = False) -> None:
        self.settings = settings
        self.paths = paths
        self.demo = demo

    def glance(self) -> User | None:
        """The balance as it stands in the store's file, read within a few ms; None where only opening can tell."""
        raise NotImplementedError

    async def player(self) -> Player:
        raise NotImplementedError

    async def gate(self) -> CreditGate:
        raise NotImplementedError

    async def host(self) -> Host:
        raise NotImplementedError

    async def close(self) -> None:
        """Close what was made, in the order voice, host, player, gate."""
        raise NotImplementedError
