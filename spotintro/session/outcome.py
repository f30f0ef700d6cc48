"""What a run of the host has come to, for who goes by that afterwards."""

from __future__ import annotations

from dataclasses import dataclass, replace

from spotintro.credits.errors import CreditErrorCode
from spotintro.host.events import Charge, Failed, Finished, Held, HostEvent, Stopped, Written
from spotintro.music import Track


@dataclass(frozen=True, slots=True)
class Outcome:
    """The run under way, or the last one."""

    track: Track | None = None
    """None until something is held for it, or nothing had to be."""
    charges: tuple[Charge, ...] = ()
    is_written: bool = False
    """Whether its text was delivered."""
    failure: Failed | None = None

    def and_then(self, event: HostEvent) -> Outcome:
        """Return what it has come to with this event."""
        match event:
            case Held(track=track):
                return Outcome(track)
            case Written():
                return replace(self, is_written=True)
            case Failed(charges=charges):
                return replace(self, charges=charges, failure=event)
            case Finished(charges=charges) | Stopped(charges=charges):
                return replace(self, charges=charges)
            case _:
                return self

    @property
    def credits_used(self) -> int:
        return sum(charge.amount for charge in self.charges)

    @property
    def has_failed(self) -> bool:
        """Whether it failed before its text was delivered, and not for want of credits."""
        is_short = self.failure is not None and self.failure.code == CreditErrorCode.INSUFFICIENT_CREDITS
        return self.failure is not None and not self.is_written and not is_short
