"""What a run costs: by its steps, by who writes, and by whether anybody can hear it."""

from __future__ import annotations

from collections.abc import Sequence

from spotintro.credits.base import Intro
from spotintro.credits.features import UserTransaction
from spotintro.credits.prices import Prices
from spotintro.host.events import Charge, Quote
from spotintro.host.studio import Studio
from spotintro.writers.base import Writer


class Pricing:
    """Quotes what is to be held; `Host` says by which rules.

    Args:
        prices: Of each step.
        studio: Knows what can be heard.
        demo: Whether this is the demo, where the announcer's text is charged too.
    """

    def __init__(self, prices: Prices, studio: Studio, *, demo: bool) -> None:
        self._prices = prices
        self._studio = studio
        self._demo = demo

    def charge_by(self, prices: Prices) -> None:
        """Quote other prices from now on."""
        self._prices = prices

    def quote(self, feature: UserTransaction, writer: Writer, *, speak: bool) -> Quote:
        """Return what the feature costs in the words of this writer."""
        is_paid = writer.is_ai or self._demo or not feature.terms.by_writer
        text = [feature] if is_paid else []
        return self._priced([*text, *self._speech_steps(speak=speak and feature.terms.speaks)])

    def quote_again(self, intro: Intro, *, speak: bool) -> Quote:
        """Return what it costs to say an intro again."""
        return self._priced([] if intro.spoken else self._speech_steps(speak=speak))

    def _speech_steps(self, *, speak: bool) -> list[UserTransaction]:
        return [UserTransaction.SPEAK_TRACK_INTRO] if speak and self._studio.is_spoken else []

    def _priced(self, steps: Sequence[UserTransaction]) -> Quote:
        priced = tuple(Charge(step, self._prices.of(step)) for step in steps)
        return Quote(tuple(charge for charge in priced if charge.amount > 0))
