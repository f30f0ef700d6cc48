"""The step that was refused for want of credits, as long as it waits to be done again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from spotintro.credits.features import UserTransaction
from spotintro.host.events import Charge, Quote
from spotintro.session.events import Refusal, RefusalTold, SessionEvent

if TYPE_CHECKING:
    from spotintro.session.parts import Host
    from spotintro.session.step import Step


class Refusals:
    """Keeps the last refused step, and tells the faces what it would take.

    Args:
        tell: Takes an event to the faces.
        voice_price: Returns that of the speech alone: what a text costs that is said again.
    """

    def __init__(self, tell: Callable[[SessionEvent], object], *, voice_price: Callable[[], int]) -> None:
        self._tell = tell
        self._voice_price = voice_price
        self._host: Host | None = None
        self._told: Refusal | None = None
        self.step: Step | None = None

    def refuse(self, step: Step, host: Host | None) -> None:
        """Keep the step, and tell what it costs by the prices of this host."""
        self.step, self._host = step, host
        self._tell_it()

    def forget(self) -> None:
        """Let nothing wait any more; silent where nothing did."""
        if self.step is not None:
            self.step = None
            self._tell_it()

    def turn_voice(self, *, on: bool) -> None:
        """Have what waits done with the voice or without it."""
        if self.step is not None:
            self.step = replace(self.step, speak=on)
            self._tell_it()

    def follow_prices(self) -> None:
        """Tell anew what waits where it costs something else by now; silent where it doesn't."""
        if self.step is not None and self._refusal_of(self.step) != self._told:
            self._tell_it()

    @property
    def price(self) -> int:
        """Return the credits that what waits takes now; 0 where nothing does."""
        return 0 if self.step is None else self._quote(self.step, speak=self.step.speak).total

    def _tell_it(self) -> None:
        self._told = None if self.step is None else self._refusal_of(self.step)
        self._tell(RefusalTold(self._told))

    def _refusal_of(self, step: Step) -> Refusal:
        without = self._quote(step, speak=False) if step.speak and step.feature is not None else None
        return Refusal(self._quote(step, speak=step.speak), without)

    def _quote(self, step: Step, *, speak: bool) -> Quote:
        if step.feature is not None and self._host is not None:
            return self._host.quote(speak=speak, feature=step.feature)
        spoken = self._voice_price() if speak else 0
        return Quote((Charge(UserTransaction.SPEAK_TRACK_INTRO, spoken),) if spoken else ())
