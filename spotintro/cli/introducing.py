"""One run of the host, told as it happens; what `intro` and the demo's transcript share."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from spotintro.cli.failures import CommandFailed
from spotintro.cli.printing import Json
from spotintro.cli.values import added_in_words, balance_document, charge_in_words, charges_document
from spotintro.credits.base import User
from spotintro.host.events import (
    Charge,
    CreditsAdded,
    Failed,
    Finished,
    HostEvent,
    Notice,
    Sentence,
    Spoken,
    Stopped,
    Written,
)

if TYPE_CHECKING:
    from spotintro.host.introduction import Introduction


class IntroFailed(CommandFailed):
    """The run ended early; with what was charged before, which is nothing for most failures."""

    def __init__(self, event: Failed) -> None:
        super().__init__(event.code, event.message, event.next_step)
        self.event = event

    def delivered(self, *, low_balance: int) -> dict[str, Json]:
        """For JSON, beside the error: what reached the user all the same."""
        if not self.event.charges:
            return {}
        balance = self.event.balance
        return {
            "text": self.event.text,
            "charged": charges_document(self.event.charges),
            "balance": None if balance is None else balance_document(balance, low_balance=low_balance),
        }


async def introduce(
    introduction: Introduction,
    *,
    on_sentence: Callable[[str], None],
    on_account: Callable[[str], None],
    on_notice: Callable[[str], None],
) -> Finished:
    """Tell the run's events until it has ended.

    Cancelled, or where telling fails, the run is stopped and what was not delivered is given back; what had been
    charged is told.

    Raises:
        IntroFailed: the run's own failure.
    """
    told: list[Charge] = []

    def tell(event: HostEvent) -> Finished | None:
        match event:
            case Sentence(text=text):
                on_sentence(text)
            case Notice(message=message):
                on_notice(message)
            case CreditsAdded():
                on_notice(added_in_words(event))
            case Written(charged=Charge() as charge, balance=balance):
                told.append(charge)
                on_account(charge_in_words(charge, balance))
            case Spoken(charged=Charge() as charge, balance=balance):
                told.append(charge)
                on_account(charge_in_words(charge, balance))
            case Finished():
                return event
            case Failed():
                _tell_late(event.charges, event.balance, told, on_account)
                raise IntroFailed(event)
            case Stopped():
                _tell_late(event.charges, event.balance, told, on_account)
        return None

    finished: Finished | None = None
    try:
        async for event in introduction:
            finished = tell(event) or finished
    except BaseException:
        await introduction.stop()
        async for event in introduction:
            if isinstance(event, Stopped):
                tell(event)
        raise
    assert finished is not None
    return finished


def _tell_late(
    charges: tuple[Charge, ...], balance: User | None, told: list[Charge], on_account: Callable[[str], None]
) -> None:
    """A charge may be booked after the last line about one, when a run ends in the middle of it."""
    for charge in charges:
        if charge not in told and balance is not None:
            on_account(charge_in_words(charge, balance))
