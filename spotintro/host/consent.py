"""Whether the user has agreed that a track's facts go to a server."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol


class Consent(Protocol):
    """Where the user's answer about sending track facts to a server is kept."""

    def agreed(self, destination: str) -> bool: ...

    def agree(self, destination: str, at: datetime) -> None: ...
