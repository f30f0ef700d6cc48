"""Short ways to say what is asked of a ledger."""

from __future__ import annotations

from datetime import UTC, date, datetime

from spotintro.credits.base import HoldRequest, Intro, LotKind, User, VoucherTerms
from spotintro.credits.features import UserTransaction
from spotintro.music import Track

WRITE, SPEAK = UserTransaction.GENERATE_TRACK_INTRO, UserTransaction.SPEAK_TRACK_INTRO
TRACK = Track(id="demo:1", title="Gymnopédie No. 1", artists=("Erik Satie",), duration_ms=210_000, year=1888)


def request(workflow: str, *, step: UserTransaction = WRITE, amount: int = 1, track: Track = TRACK) -> HoldRequest:
    return HoldRequest(f"{workflow}:{step}", step, amount, workflow, track)


def intro(workflow: str, *, track: Track = TRACK, text: str = "Here comes Satie.") -> Intro:
    return Intro(workflow, track, text, "announcer", datetime(2026, 1, 1, tzinfo=UTC))


def figures(user: User) -> tuple[int, int, int]:
    """Available, used, held."""
    return user.available_credits, user.used_credits, user.held_credits


def voucher(
    number: int,
    amount: int = 5,
    *,
    operator_key: str = "0a" * 32,
    kind: LotKind = LotKind.PROMOTIONAL,
    store_id: str | None = None,
    account_id: str | None = None,
    redeem_by: date | None = None,
    lot_days: int | None = None,
    every_days: int | None = None,
    times: int | None = None,
    referral_code: str | None = None,
) -> VoucherTerms:
    return VoucherTerms(
        f"{number:016x}",
        operator_key,
        amount,
        kind,
        store_id,
        account_id,
        redeem_by,
        lot_days,
        every_days,
        times,
        referral_code,
    )
