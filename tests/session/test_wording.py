from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from spotintro.credits.base import Lot, LotKind
from spotintro.errors import SpotIntroError
from spotintro.host.errors import NoFactsKnown, StillLookingUp
from spotintro.host.events import (
    Charge,
    CreditsAdded,
    Failed,
    Finished,
    Held,
    HostEvent,
    Notice,
    Quote,
    Spoken,
    Stopped,
    Written,
)
from spotintro.session.events import Refusal, Weight
from spotintro.session.wording import SoFar, expiry_line, line_of, low_line, parts, price, refusal_in_words
from tests.fakes.tui_parts import INTRO, TRACK, VOICE
from tests.tui.running import user

KEYS = {"support": "s", "replay": "r", "play_pause": "space", "voice": "v", "retry": "R"}
PAID = Quote((INTRO, VOICE))
HELD = Held(TRACK, PAID, user(8, held=2))


def _finished(*charges: Charge) -> Finished:
    return Finished("t", "openai", VOICE in charges, 3.0, charges, user(8))


@pytest.mark.parametrize(
    ("charges", "speak", "expected"),
    [
        ((INTRO, VOICE), True, "i 2: text 1 + voice 1"),
        ((INTRO,), False, "i 1: text"),
        ((VOICE,), True, "i 1: text free + voice 1"),
        ((INTRO,), True, "i 1: text 1 + voice free"),
        ((), True, "i free: text + voice"),
    ],
)
def test_the_price_names_every_step(charges: tuple[Charge, ...], speak: bool, expected: str) -> None:
    assert price(INTRO.step, Quote(charges), speak=speak, key="i") == expected


@pytest.mark.parametrize(
    ("available", "short", "expected"),
    [
        (2, False, "i 2: text 1 + voice 1"),
        (1, False, "⊘ i needs 2: text 1 + voice 1"),
        (1, True, "⊘ i needs 2"),
        (None, True, "i 2"),
    ],
)
def test_a_price_above_the_credits_says_so_before_the_key(
    available: int | None, short: bool, expected: str
) -> None:
    assert price(INTRO.step, PAID, speak=True, key="i", available=available, short=short) == expected


def test_without_a_key_the_price_stands_alone() -> None:
    assert price(INTRO.step, PAID, speak=True) == "2: text 1 + voice 1"
    assert parts(INTRO.step, PAID, speak=True) == "text 1 + voice 1"


@pytest.mark.parametrize(
    ("refusal", "left", "expected"),
    [
        (Refusal(PAID, Quote((INTRO,))), 1, "2 needed, 1 left: v text only (1) · s get more · R retry"),
        (Refusal(PAID, Quote(())), 0, "2 needed, 0 left: v text only (free) · s get more · R retry"),
        (Refusal(PAID, Quote((INTRO,))), 0, "2 needed, 0 left: s get more · R retry"),
        (Refusal(Quote((INTRO,))), 0, "1 needed, 0 left: s get more · R retry"),
        (Refusal(PAID, Quote((INTRO,))), 2, ""),
        (None, 0, ""),
    ],
)
def test_a_refusal_is_one_line_of_what_can_be_done(refusal: Refusal | None, left: int, expected: str) -> None:
    refused = refusal_in_words(refusal, user(left), key_of=KEYS.__getitem__)
    assert ("" if refused is None else refused.line) == expected


def test_a_choice_without_a_key_is_not_offered() -> None:
    refused = refusal_in_words(Refusal(PAID, Quote((INTRO,))), user(1), key_of={**KEYS, "voice": ""}.__getitem__)
    assert refused is not None
    assert refused.choices == ("s get more", "R retry")


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        (_finished(INTRO, VOICE), "Clair de lune · text 1 + voice 1 · 8 left"),
        (_finished(INTRO), "Clair de lune · text 1 · 8 left"),
        (Notice("No sound here."), "No sound here."),
        (CreditsAdded(5, "Automatic top-up", None, user(6)), "Automatic top-up: 5 credits added · 6 left"),
        (
            CreditsAdded(1, "Automatic top-up", datetime(2026, 12, 24, 12, tzinfo=UTC), user(6)),
            "Automatic top-up: 1 credit added, good until 2026-12-24 · 6 left",
        ),
        (Stopped("", (), (INTRO, VOICE), user(10)), "Clair de lune · stopped · 2 credits given back · 10 left"),
        (Stopped("t", (), (VOICE,), user(9)), "Clair de lune · stopped · 1 credit given back · 9 left"),
        (Stopped("t", (), (), None), "Clair de lune · stopped · nothing was charged"),
        (
            Failed("WRITER_UNREACHABLE", "The server is silent.", "Try again.", "", (), user(10)),
            "Clair de lune · The server is silent. Nothing was charged. Try again.",
        ),
        (
            Failed("SYNTHESIS_FAILED", "The voice died.", "Look for it.", "t", (INTRO,), user(9)),
            (
                "Clair de lune · text 1 · 9 left · The voice died. The voice was not charged. "
                "r tries the voice again for 1 credit."
            ),
        ),
        (
            Failed("OUTPUT_FAILED", "The sound is gone.", "Look for it.", "t", (INTRO, VOICE), user(8)),
            "Clair de lune · text 1 + voice 1 · 8 left · The sound is gone. Look for it.",
        ),
        (
            Failed("SYSTEM_ERROR", "The store was lost.", "Look at it.", "t", (), None, unconfirmed=(INTRO,)),
            "Clair de lune · The store was lost. The voice was not charged. Look at it.",
        ),
        (
            Stopped("t", (), (), None, unconfirmed=(INTRO,)),
            "Clair de lune · stopped · whether the rest was charged, the history shows",
        ),
    ],
)
def test_each_event_is_one_line(event: HostEvent, expected: str) -> None:
    delivered = isinstance(event, Failed) and INTRO in event.charges
    line = line_of(event, so_far=SoFar(TRACK, HELD, text_delivered=delivered), key_of=KEYS.__getitem__)
    assert line is not None
    assert line.text == expected


def test_what_is_charged_while_stopping_is_in_the_line() -> None:
    so_far = SoFar().and_then(HELD).and_then(Written("t", "openai", INTRO, user(8, held=1)))
    line = line_of(Stopped("t", (INTRO,), (VOICE,), user(9)), so_far=so_far, key_of=KEYS.__getitem__)
    assert line is not None
    assert line.text == "Clair de lune · stopped · text 1 · 1 credit given back · 9 left"


def test_what_was_free_says_by_whom() -> None:
    so_far = SoFar(TRACK).and_then(Written("t", "announcer", None, user(10)))
    lines = [line_of(_finished(*paid), so_far=so_far, key_of=KEYS.__getitem__) for paid in ((), (VOICE,))]
    assert [line.text for line in lines if line is not None] == [
        "Clair de lune · text free (announcer) · 8 left",
        "Clair de lune · text free (announcer) + voice 1 · 8 left",
    ]


def test_what_is_said_again_for_nothing_has_no_line() -> None:
    assert line_of(_finished(), so_far=SoFar(text_delivered=True), key_of=KEYS.__getitem__) is None


def test_steps_under_way_have_no_line_of_their_own() -> None:
    spoken = Spoken(3.0, audible=True, charged=VOICE, balance=user(8))
    for event in (HELD, Written("t", "openai", INTRO, user(8, held=1)), spoken):
        assert line_of(event, so_far=SoFar(TRACK), key_of=KEYS.__getitem__) is None


def test_the_sign_of_a_failure_means_that_it_is_not_charged() -> None:
    so_far = SoFar(TRACK, HELD, text_delivered=True)
    for charges, weight in (((), Weight.FAILURE), ((INTRO,), Weight.FAILURE), ((INTRO, VOICE), Weight.WARNING)):
        failed = Failed("OUTPUT_FAILED", "The sound is gone.", "", "t", charges, user(8))
        line = line_of(failed, so_far=so_far, key_of=KEYS.__getitem__)
        assert line is not None
        assert line.weight is weight


def test_an_end_by_going_on_says_so() -> None:
    stopped = Stopped("t", (INTRO,), (VOICE,), user(9), moved_on=True)
    line = line_of(stopped, so_far=SoFar(TRACK, HELD), key_of=KEYS.__getitem__)
    assert line is not None
    assert line.text == (
        "Clair de lune · the host stopped, since you went on · text 1 · 1 credit given back · 9 left"
    )


def test_a_stop_before_anything_was_held_gives_nothing_back() -> None:
    line = line_of(Stopped("", (), (), user(10)), so_far=SoFar(), key_of=KEYS.__getitem__)
    assert line is not None
    assert line.text == "stopped · nothing was charged · 10 left"


def test_too_few_credits_do_not_repeat_what_stands_beside_the_balance() -> None:
    event = Failed("INSUFFICIENT_CREDITS", "This needs 2 credits and you have 1 credit.", "", "", (), user(1))
    line = line_of(event, so_far=SoFar(TRACK), key_of=KEYS.__getitem__)
    assert line is not None
    assert line.weight is Weight.WARNING
    assert line.text == "Clair de lune · too few credits · nothing was charged"


def test_what_is_held_does_not_count_as_spent_for_the_low_line() -> None:
    assert low_line(user(2, held=2), low_balance=3, support_key="s") is None
    none = low_line(user(0), low_balance=3, support_key="s")
    assert none == "No credits left. Everything free still works."
    assert low_line(user(3), low_balance=3, support_key="s") == "Low: 3 credits left; s shows how to get more."


def test_speech_that_fails_once_more_can_be_tried_once_more() -> None:
    """A replay delivers no text of its own, and holds the speech alone."""
    failed = Failed("SYNTHESIS_FAILED", "The voice died.", "Look for it.", "t", (), user(9))
    so_far = SoFar(text_delivered=True).and_then(Held(TRACK, Quote((VOICE,)), user(8, held=1)))
    line = line_of(failed, so_far=so_far, key_of=KEYS.__getitem__)
    assert line is not None
    assert (
        line.text == "Clair de lune · The voice died. Nothing was charged. r tries the voice again for 1 credit."
    )


def test_without_a_text_there_is_no_speech_to_try_again() -> None:
    failed = Failed("SYNTHESIS_FAILED", "The voice died.", "Look for it.", "t", (), user(9))
    line = line_of(failed, so_far=SoFar(TRACK, HELD), key_of=KEYS.__getitem__)
    assert line is not None
    assert line.text == "Clair de lune · The voice died. Nothing was charged. Look for it."


def test_a_delivered_text_is_seen_on_the_way() -> None:
    so_far = SoFar().and_then(HELD).and_then(Written("t", "openai", INTRO, user(9)))
    assert so_far == SoFar(TRACK, HELD, text_delivered=True)


def test_the_price_of_saying_it_again() -> None:
    assert price(None, Quote((VOICE,)), speak=True, key="r") == "r 1: voice"
    assert price(None, Quote(()), speak=False, key="r") == "r free"


def test_what_lapses_soon_is_one_line() -> None:
    now = datetime(2026, 11, 22, 20, tzinfo=UTC)
    lots = [Lot(n, "Voucher", LotKind.PAID, now + timedelta(days=n)) for n in (1, 2, 5)]
    assert expiry_line(lots, now) == (
        "Lapsing soon: 1 credit on 2026-11-23 20:00, 2 credits on 2026-11-24 and 5 credits on 2026-11-27; "
        "what lapses first is used first."
    )
    assert expiry_line([], now) is None


@pytest.mark.parametrize(
    ("error", "key", "ending"),
    [
        (NoFactsKnown(), "f", "Nothing was charged. f shows what is looked up and why."),
        (NoFactsKnown(), "", "Nothing was charged."),
        (StillLookingUp(), "f", "Nothing was charged. Ask again in a moment."),
    ],
)
def test_that_no_more_can_be_told_is_no_failure_and_names_what_the_face_has(
    error: SpotIntroError, key: str, ending: str
) -> None:
    failed = Failed(error.code, error.message, error.next_step, "", (), user(8))
    line = line_of(failed, so_far=SoFar(), key_of=lambda command: key if command == "facts" else "")
    assert line is not None
    assert (line.text, line.weight) == (f"{error.message} {ending}", Weight.INFO)
