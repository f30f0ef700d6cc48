"""How the host itself fails: where no provider could have helped."""

from __future__ import annotations

from spotintro.credits.spending import SpendingCapReached
from spotintro.errors import SpotIntroError
from spotintro.writers.base import WriterRefused, WriterUnusable


class NothingToRepeat(WriterUnusable):
    def __init__(self) -> None:
        super().__init__("There is no intro yet that could be said again.", "Introduce a track first.")


class IntroNotKept(SpotIntroError):
    """An intro that is to be said again is not in the store any more."""

    def __init__(self) -> None:
        super().__init__("This intro is not kept any more.", "`spotintro intros` lists those that are.")


class BeingDelivered(SpotIntroError):
    """A prepared intro that is under way is asked for once more."""

    def __init__(self) -> None:
        super().__init__("This intro is being said already.", "Wait for its end.")


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


class FactsNotAgreed(SpotIntroError):
    """Nobody has agreed that facts are looked up."""

    def __init__(self, question: str) -> None:
        super().__init__(
            f"Facts are not looked up: you have not agreed to it. {question}",
            'To agree: `spotintro facts --agree`, the key for facts in the app, or facts.lookup = "on" in the'
            " settings.",
        )


class FactsTurnedOff(SpotIntroError):
    def __init__(self) -> None:
        super().__init__(
            "The settings forbid looking up facts (facts.lookup).", 'Set it to "ask" or "on" to have them.'
        )


class NoFactsKnown(SpotIntroError):
    def __init__(self) -> None:
        super().__init__(
            "There are no facts about this track, its artist or its album, so there is nothing more to tell.",
            "`spotintro facts`, or the key for facts in the app, says what is looked up and why.",
        )


class StillLookingUp(SpotIntroError):
    def __init__(self) -> None:
        super().__init__("The facts about this track are still being looked up.", "Ask again in a moment.")


class DailyCapReached(WriterRefused):
    """The model is not asked, since its texts of today may cost more than the user wants to spend."""

    def __init__(self, reached: SpendingCapReached) -> None:
        super().__init__(reached.message, reached.next_step)
