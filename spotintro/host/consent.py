"""Whether the user has agreed that what plays is told to a server."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol


class Consent(Protocol):
    """Where the user's answer about telling a server what plays is kept."""

    def agreed(self, destination: str) -> bool: ...

    def agree(self, destination: str, at: datetime) -> None: ...


class YesOrNo(Consent, Protocol):
    """A consent whose refusal is kept as well, so that nobody is asked twice."""

    def declined(self, destination: str) -> bool: ...

    def decline(self, destination: str, at: datetime) -> None: ...
