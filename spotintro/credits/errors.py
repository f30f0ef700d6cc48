"""How the account fails: one error, three codes, each with a sentence and a next step."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from spotintro.errors import SpotIntroError

if TYPE_CHECKING:
    from spotintro.credits.features import UserTransaction


class CreditErrorCode(StrEnum):
    INSUFFICIENT_CREDITS = "INSUFFICIENT_CREDITS"
    OPERATION_FAILED = "OPERATION_FAILED"
    """This operation can't be done as asked; the account is fine."""
    SYSTEM_ERROR = "SYSTEM_ERROR"
    """The store can't be read or written."""


class CreditError(SpotIntroError):
    """The account said no, or could not be asked. Nothing was charged."""

    code: CreditErrorCode

    def __init__(self, code: CreditErrorCode, message: str, next_step: str) -> None:
        self.code = code
        super().__init__(message, next_step)


class InsufficientCredits(CreditError):
    def __init__(self, *, needed: int, available: int) -> None:
        super().__init__(
            CreditErrorCode.INSUFFICIENT_CREDITS,
            f"This needs {credits_in_words(needed)} and you have {credits_in_words(available)}.",
            "Everything free still works; `spotintro support` shows how to get more.",
        )
        self.needed = needed
        self.available = available


class Uncollected(CreditError):
    """The step was delivered after its hold had expired, and its price is no longer there: kept, and free."""

    def __init__(self, *, step: UserTransaction, amount: int) -> None:
        super().__init__(
            CreditErrorCode.INSUFFICIENT_CREDITS,
            f"The {step.label} outlasted its hold of {credits_in_words(amount)}, spent elsewhere meanwhile: "
            "it is not charged.",
            "It is kept all the same.",
        )
        self.step = step
        self.amount = amount


class Unconfirmed(CreditError):
    """The store was lost, or did not confirm, while it was booking: it may have booked or not.

    The same call again books nothing twice, and tells.
    """


class AlreadyCharged(CreditError):
    """What is to be given back was charged before."""

    def __init__(self) -> None:
        super().__init__(
            CreditErrorCode.OPERATION_FAILED,
            "This step is charged already and can't be given back.",
            "See it in the history.",
        )


def credits_in_words(amount: int) -> str:
    return f"{amount} credit" if amount == 1 else f"{amount} credits"
