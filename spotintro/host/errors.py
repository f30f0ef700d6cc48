"""How the host itself fails: where no provider could have helped."""

from __future__ import annotations

from spotintro.writers.base import WriterUnusable


class NothingToRepeat(WriterUnusable):
    def __init__(self) -> None:
        super().__init__("There is no intro yet that could be said again.", "Introduce a track first.")
