"""What the ledger says when it can't do as asked: whole, with what to do next; and that nothing has changed."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from spotintro.credits.base import VoucherTerms
from spotintro.credits.errors import CreditError, CreditErrorCode
from spotintro.music import Track
from spotintro.store import entries
from spotintro.store.ledger import SqlLedger
from tests.fakes.ledger import FakeClock
from tests.store.conftest import MakeLedger
from tests.store.requests import SPEAK, WRITE, figures, intro, request, voucher

FAILED, SYSTEM = CreditErrorCode.OPERATION_FAILED, CreditErrorCode.SYSTEM_ERROR
AGAIN = "Start the intro again; nothing was charged."


def told(ask: Callable[[], object]) -> tuple[CreditErrorCode, str, str]:
    with pytest.raises(CreditError) as raised:
        ask()
    return raised.value.code, raised.value.message, raised.value.next_step


def test_a_ledger_that_is_not_open(make_ledger: MakeLedger) -> None:
    ledger = make_ledger()
    sentence = (FAILED, "The credit store is not open.", "Start SpotIntro again.")
    assert told(ledger.user) == sentence
    assert told(lambda: ledger.hold([request("w")], ttl_s=60)) == sentence


def test_a_store_without_the_account(make_ledger: MakeLedger) -> None:
    ledger = make_ledger()
    ledger.connect()
    for ask in (ledger.user, ledger.state, ledger.referral, lambda: ledger.release("w")):
        code, message, next_step = told(ask)
        assert code is SYSTEM
        assert message.startswith("The credit store ")
        assert message.endswith(" has no account local.")
        assert next_step == "Start SpotIntro again."
    assert ledger.move_under_way() is None
    assert figures(
        ledger.transaction(lambda booking: ledger._user(booking, entries.give_back(booking, 0)), make_account=True)
    ) == (
        0,
        0,
        0,
    )
    assert ledger.snapshot(lambda connection: entries.head(connection, "local"))[0] == 0


def test_an_account_that_must_be_there_already(make_ledger: MakeLedger) -> None:
    ledger = make_ledger()
    ledger._makes_account = False
    assert told(ledger.open) == (
        FAILED,
        "There is no account local in this store.",
        "Name it as its request code does: `spotintro operator inspect CODE` shows it.",
    )


@pytest.mark.parametrize(
    ("ask", "message", "next_step"),
    [
        (
            lambda ledger: ledger.hold([request("w"), request("w")], ttl_s=60),
            "The same step was asked for twice at once.",
            AGAIN,
        ),
        (
            lambda ledger: ledger.hold([request("w", amount=0)], ttl_s=60),
            "Only a price above 0 can be held.",
            AGAIN,
        ),
        (
            lambda ledger: ledger.hold([request("w")], ttl_s=3601),
            "Credits can be held for up to 3600 seconds at a time.",
            AGAIN,
        ),
        (
            lambda ledger: ledger.extend(["w"], ttl_s=0),
            "Credits can be held for up to 3600 seconds at a time.",
            AGAIN,
        ),
        (
            lambda ledger: ledger.hold([request("held", amount=2)], ttl_s=60),
            "This step was asked for before with another track or price.",
            AGAIN,
        ),
        (lambda ledger: ledger.capture("x"), "Nothing was held for this step.", AGAIN),
        (lambda ledger: ledger.release("x"), "Nothing was held for this step.", AGAIN),
        (
            lambda ledger: ledger.release(f"charged:{WRITE}"),
            "This step is charged already and can't be given back.",
            "See it in the history.",
        ),
        (
            lambda ledger: ledger.capture(f"released:{WRITE}"),
            "The credits of this step were given back before it was done.",
            AGAIN,
        ),
    ],
)
def test_a_step_that_cant_be_done(
    ledger: SqlLedger, ask: Callable[[SqlLedger], object], message: str, next_step: str
) -> None:
    ledger.hold([request("held"), request("charged"), request("released")], ttl_s=60)
    ledger.capture(f"charged:{WRITE}")
    before = ledger.release(f"released:{WRITE}")
    assert told(lambda: ask(ledger)) == (FAILED, message, next_step)
    assert ledger.user() == before


def test_a_refused_step_says_what_it_needs(ledger: SqlLedger) -> None:
    for _ in range(2):
        code, message, _next_step = told(lambda: ledger.hold([request("w", amount=11)], ttl_s=60))
        assert (code, message) == (
            CreditErrorCode.INSUFFICIENT_CREDITS,
            "This needs 11 credits and you have 10 credits.",
        )


def test_a_hold_tells_all_of_itself(ledger: SqlLedger, clock: FakeClock) -> None:
    asked = [request("w", amount=2), request("w", step=SPEAK)]
    for _ in range(2):
        held, balance = ledger.hold(asked, ttl_s=60)
        assert balance == ledger.user()
        assert [(hold.key, hold.step, hold.amount, hold.workflow) for hold in held] == [
            (f"w:{WRITE}", WRITE, 2, "w"),
            (f"w:{SPEAK}", SPEAK, 1, "w"),
        ]
        assert {(hold.expires_at - clock.now()).total_seconds() for hold in held} == {60}


def test_texts_are_found_by_their_track(ledger: SqlLedger) -> None:
    ledger.record_intro(intro("one"))
    clock_of_two = intro("two")
    ledger.record_intro(clock_of_two)
    track_id = clock_of_two.track.id
    assert len(ledger.last_intros()) == 1
    assert len(ledger.last_intros(limit=5)) == 2
    assert len(ledger.last_intros(track_id=track_id, limit=5)) == 2
    assert ledger.last_intros(track_id="another", limit=5) == ()


@pytest.mark.parametrize(
    ("terms", "message", "next_step"),
    [
        (
            voucher(1, store_id="0" * 32),
            "This voucher is for another store of credits than the one on this machine.",
            "Redeem it where its request code was made, or send a request code from here.",
        ),
        (
            voucher(9),
            "This voucher was used before, on {day}.",
            "See it in the history; for more credits ask for another voucher.",
        ),
    ],
)
def test_a_voucher_that_is_not_for_here(
    ledger: SqlLedger, clock: FakeClock, terms: VoucherTerms, message: str, next_step: str
) -> None:
    ledger.redeem(voucher(9))
    before = ledger.user()
    assert told(lambda: ledger.redeem(terms)) == (FAILED, message.format(day=f"{clock.now():%Y-%m-%d}"), next_step)
    assert ledger.user() == before


def test_lots_that_hold_less_than_the_account_says(ledger: SqlLedger) -> None:
    with ledger.transactions.booking() as booking:
        booking.connection.exec_driver_sql("UPDATE lot SET remaining = 1")
    before = figures(ledger.user())
    assert told(lambda: ledger.hold([request("w", amount=2)], ttl_s=60)) == (
        SYSTEM,
        "The credit store's lots and its account disagree about what is left.",
        "Run spotintro credits audit; nothing was booked.",
    )
    assert figures(ledger.user()) == before


@pytest.mark.parametrize(
    ("track", "named"),
    [
        (Track("1", "Song", ("Ada", "Ida"), "Album"), "Song – Ada, Ida"),
        (Track("1", "Song", (), "Album"), "Song"),
        (Track("1", "", ("Ada",), "Album"), "(no title) – Ada"),
        (Track("1", "", (), "Album"), "(no title) – Album"),
    ],
)
def test_an_entry_of_a_track_without_a_title_says_so(track: Track, named: str) -> None:
    assert entries.title_of(track) == named
