from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from spotintro.credits.base import Lot, LotKind
from spotintro.host.events import (
    Charge,
    CreditsAdded,
    Failed,
    Held,
    HostEvent,
    Notice,
    Quote,
    Spoken,
    Stopped,
    Written,
)
from spotintro.session.events import Weight
from spotintro.session.wording import SoFar, expiry_line, line_of, low_line, price, replay_price
from tests.fakes.tui_parts import INTRO, TRACK, VOICE
from tests.tui.running import user

KEYS = {"support": "s", "replay": "r", "play_pause": "space"}
HELD = Held(TRACK, Quote((INTRO, VOICE)), user(8, held=2))


@pytest.mark.parametrize(
    ("charges", "speak", "expected"),
    [
        ((INTRO, VOICE), True, "i intro 1 + voice 1"),
        ((INTRO,), False, "i intro 1"),
        ((VOICE,), True, "i intro free + voice 1"),
        ((INTRO,), True, "i intro 1 + voice free"),
        ((), True, "i intro free"),
    ],
)
def test_the_price_names_every_step(charges: tuple[Charge, ...], speak: bool, expected: str) -> None:
    assert price(INTRO.step, Quote(charges), speak=speak, key="i") == expected


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        (Written("t", "openai", INTRO, user(8, held=1)), "intro 1 credit · 9 left"),
        (Written("t", "announcer", None, user(10)), "intro free (announcer) · 10 left"),
        (Spoken(3.0, audible=True, charged=VOICE, balance=user(8)), "voice 1 credit · 8 left"),
        (Notice("No sound here."), "No sound here."),
        (CreditsAdded(5, "Automatic top-up", None, user(6)), "Automatic top-up: 5 credits added · 6 left"),
        (
            CreditsAdded(1, "Automatic top-up", datetime(2026, 12, 24, 12, tzinfo=UTC), user(6)),
            "Automatic top-up: 1 credit added, good until 2026-12-24 · 6 left",
        ),
        (Stopped("", (), (INTRO, VOICE), user(10)), "Stopped. 2 credits are given back. 10 left."),
        (Stopped("t", (), (VOICE,), user(9)), "Stopped. 1 credit is given back. 9 left."),
        (Stopped("t", (), (), None), "Stopped. Nothing was charged."),
        (
            Failed("WRITER_UNREACHABLE", "The server is silent.", "Try again.", "", (), user(10)),
            "The server is silent. Nothing was charged. Try again.",
        ),
        (
            Failed("SYNTHESIS_FAILED", "The voice died.", "Look for it.", "t", (INTRO,), user(9)),
            (
                "The voice died. The intro was charged, the voice was not · 9 left. "
                "r tries the voice again for 1 credit."
            ),
        ),
        (
            Failed("OUTPUT_FAILED", "The sound is gone.", "Look for it.", "t", (INTRO, VOICE), user(8)),
            "The sound is gone. The intro and voice were charged · 8 left. Look for it.",
        ),
    ],
)
def test_each_event_is_one_line(event: HostEvent, expected: str) -> None:
    delivered = isinstance(event, Failed) and INTRO in event.charges
    line = line_of(event, so_far=SoFar(HELD, text_delivered=delivered), key_of=KEYS.__getitem__)
    assert line is not None
    assert line.text == expected


def test_a_charge_booked_while_stopping_is_told() -> None:
    stopped = Stopped("t", (INTRO,), (VOICE,), user(9))
    lines = [
        line_of(stopped, so_far=so_far, key_of=KEYS.__getitem__)
        for so_far in (SoFar(HELD), SoFar(HELD).and_then(Written("t", "openai", INTRO, user(8, held=1))))
    ]
    assert [line.text for line in lines if line is not None] == [
        "Stopped. The intro was charged: 1 credit. 1 credit is given back. 9 left.",
        "Stopped. 1 credit is given back. 9 left.",
    ]


def test_the_speech_charged_while_stopping_is_told_beside_the_text() -> None:
    so_far = SoFar(HELD).and_then(Written("t", "openai", INTRO, user(8, held=1)))
    line = line_of(Stopped("t", (INTRO, VOICE), (), user(8)), so_far=so_far, key_of=KEYS.__getitem__)
    assert line is not None
    assert line.text == "Stopped. The voice was charged: 1 credit. 8 left."
    later = so_far.and_then(Spoken(3.0, audible=True, charged=VOICE, balance=user(8)))
    line = line_of(Stopped("t", (INTRO, VOICE), (), user(8)), so_far=later, key_of=KEYS.__getitem__)
    assert line is not None
    assert line.text == "Stopped. 8 left."


def test_an_end_by_going_on_says_so() -> None:
    stopped = Stopped("t", (INTRO,), (VOICE,), user(9), moved_on=True)
    so_far = SoFar(HELD).and_then(Written("t", "openai", INTRO, user(8, held=1)))
    line = line_of(stopped, so_far=so_far, key_of=KEYS.__getitem__)
    assert line is not None
    assert line.text == "The host stopped, since you went on. 1 credit is given back. 9 left."


def test_a_stop_before_anything_was_held_gives_nothing_back() -> None:
    line = line_of(Stopped("", (), (), user(10)), so_far=SoFar(), key_of=KEYS.__getitem__)
    assert line is not None
    assert line.text == "Stopped. Nothing was charged. 10 left."


def test_too_few_credits_names_what_still_works_and_the_key() -> None:
    event = Failed("INSUFFICIENT_CREDITS", "This needs 2 credits and you have 1 credit.", "", "", (), user(1))
    line = line_of(event, so_far=SoFar(), key_of=KEYS.__getitem__)
    assert line is not None
    assert line.weight is Weight.WARNING
    assert line.text == (
        "This needs 2 credits and you have 1 credit. Nothing was charged. "
        "Everything free still works; s shows how to get more."
    )


def test_what_is_held_does_not_count_as_spent_for_the_low_line() -> None:
    assert low_line(user(2, held=2), low_balance=3, support_key="s") is None
    assert low_line(user(3), low_balance=3, support_key="s") == "Low: 3 credits left; s shows how to get more."


def test_speech_that_fails_once_more_can_be_tried_once_more() -> None:
    """A replay delivers no text of its own, and holds the speech alone."""
    failed = Failed("SYNTHESIS_FAILED", "The voice died.", "Look for it.", "t", (), user(9))
    so_far = SoFar(text_delivered=True).and_then(Held(TRACK, Quote((VOICE,)), user(8, held=1)))
    line = line_of(failed, so_far=so_far, key_of=KEYS.__getitem__)
    assert line is not None
    assert line.text == "The voice died. Nothing was charged. r tries the voice again for 1 credit."


def test_without_a_text_there_is_no_speech_to_try_again() -> None:
    failed = Failed("SYNTHESIS_FAILED", "The voice died.", "Look for it.", "t", (), user(9))
    line = line_of(failed, so_far=SoFar(HELD), key_of=KEYS.__getitem__)
    assert line is not None
    assert line.text == "The voice died. Nothing was charged. Look for it."


def test_a_delivered_text_is_seen_on_the_way() -> None:
    so_far = SoFar().and_then(HELD).and_then(Written("t", "openai", INTRO, user(9)))
    assert so_far == SoFar(HELD, text_delivered=True, told=(INTRO,))


@pytest.mark.parametrize(
    ("quote", "key", "expected"),
    [(Quote((VOICE,)), "r", "r voice 1"), (Quote(()), "r", ""), (None, "r", ""), (Quote((VOICE,)), "", "")],
)
def test_the_price_of_saying_it_again(quote: Quote | None, key: str, expected: str) -> None:
    assert replay_price(quote, key=key) == expected


def test_what_lapses_soon_is_one_line() -> None:
    now = datetime(2026, 11, 22, 20, tzinfo=UTC)
    lots = [Lot(n, "Voucher", LotKind.PAID, now + timedelta(days=n)) for n in (1, 2, 5)]
    assert expiry_line(lots, now) == (
        "Lapsing soon: 1 credit on 2026-11-23 20:00, 2 credits on 2026-11-24 and 5 credits on 2026-11-27; "
        "what lapses first is used first."
    )
    assert expiry_line([], now) is None
