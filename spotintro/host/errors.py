"""How the host itself fails: where no provider could have helped."""

from __future__ import annotations

from spotintro.errors import SpotIntroError
from spotintro.writers.base import WriterUnusable


class NothingToRepeat(WriterUnusable):
    def __init__(self) -> None:
        super().__init__("There is no intro yet that could be said again.", "Introduce a track first.")


class IntroNotKept(SpotIntroError):
    """An intro that is to be said again is not in the store any more."""

    def __init__(self) -> None:
        super().__init__("This intro is not kept any more.", "`spotintro intros` lists those that are.")


class NothingToIntroduce(SpotIntroError):
    """What plays is nothing that an intro could be made of."""


class AdvertPlays(NothingToIntroduce):
    def __init__(self) -> None:
        super().__init__("This is an advert; there is nothing to introduce.", "Ask again when the music goes on.")


class TrackNotTold(NothingToIntroduce):
    def __init__(self) -> None:
        super().__init__(
            "The player doesn't tell what plays: no title, no artist, no album.",
            "Ask again at the next track.",
        )
