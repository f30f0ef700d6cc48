"""The account page: what it tells, and the way out."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from spotintro.config import Settings, StoreSettings, WriterSettings
from spotintro.config.settings import OpenAISettings
from spotintro.credits.base import Allowance, Lot, LotKind, Referral, User
from spotintro.credits.errors import CreditError, CreditErrorCode
from spotintro.credits.features import UserTransaction
from spotintro.credits.prices import Prices
from spotintro.credits.referral import written
from spotintro.credits.spending import DaySpending, Spent
from spotintro.credits.statistics import FeatureUse, Statistics, TrackUse, UseAfterEmpty
from spotintro.host.events import Failed, Held, Quote, Written
from spotintro.money import Money
from spotintro.tui.widgets.code_field import CodeField
from tests.fakes.tui_parts import INTRO as INTRO_CHARGE
from tests.fakes.tui_parts import TRACK, FakeParts, playing
from tests.fakes.tui_parts import VOICE as VOICE_CHARGE
from tests.tui.running import Running, running, user, whole_intro

NOW = datetime(2026, 11, 22, 20, 15, tzinfo=UTC)
INTRO, VOICE = UserTransaction.GENERATE_TRACK_INTRO, UserTransaction.SPEAK_TRACK_INTRO
DAY = timedelta(days=1)
USED = Statistics(
    uses=(FeatureUse(0, INTRO, 4, 4), FeatureUse(12, VOICE, 2, 8), FeatureUse(13, INTRO, 2, 2)),
    tracks=(TrackUse("Für [b]Elise[/b]", 3), TrackUse("Other", 1)),
    refusals=2,
    support_contacts=1,
    after_empty=UseAfterEmpty(5, 7),
)


def voucher_lot(remaining: int, days: float, kind: LotKind = LotKind.PAID) -> Lot:
    return Lot(remaining, "Voucher", kind, NOW + timedelta(days=days))


EUR = "EUR"
SPENT = (
    DaySpending(-9, 3, Spent(3_000, 300, Money(15_000, EUR))),
    DaySpending(-1, 1, Spent(1_000, 100, Money(5_500, EUR), is_estimated=True)),
)


async def test_what_the_ai_writer_took_stands_beside_the_credits(parts: FakeParts) -> None:
    parts.settings = Settings(
        writer=WriterSettings(openai=OpenAISettings(input_price=1, output_price=2, currency=EUR, daily_cap=0.5))
    )
    parts.the_account.spent = SPENT
    async with running(parts, (100, 40)) as here:
        await here.press("u")
        await here.until_seen("14 days")
        said = " ".join(here.seen.split())
    assert "today ~0.0055 EUR (~1,000 tokens read, ~100 written); at most 0.50 EUR a day" in said
    assert "this month ~0.0205 EUR (~4,000 tokens read, ~400 written)" in said


async def test_a_cap_is_shown_before_anything_was_spent_and_nothing_without_either(parts: FakeParts) -> None:
    async with running(parts, (100, 40)) as here:
        await here.press("u")
        await here.until_seen("14 days")
        assert "AI writer" not in here.seen
    parts.settings = Settings(
        writer=WriterSettings(openai=OpenAISettings(input_price=1, output_price=2, daily_cap=1))
    )
    async with running(parts, (100, 40)) as here:
        await here.press("u")
        await here.until_seen("today nothing; at most 1.00 USD a day")


async def test_months_tell_credits_and_what_they_cost(parts: FakeParts) -> None:
    parts.the_account.used = Statistics(
        (FeatureUse(4, INTRO, 3, 6), FeatureUse(5, VOICE, 2, 12)), (), 0, 0, UseAfterEmpty()
    )
    parts.the_account.spent = SPENT[1:]
    async with running(parts, (100, 60)) as here:
        await here.press("u")
        await here.until_seen("Used in 6 months")
        rows = [line.split() for line in here.seen.splitlines() if " 2026 " in line and "━" in line]
        assert [(row[:2], len(row[2]), row[3:]) for row in rows] == [
            (["Oct", "2026"], 12, ["6"]),
            (["Nov", "2026"], 24, ["12", "·", "~0.0055", "EUR"]),
        ]
    begins = [start.strftime("%Y-%m-%d") for start in parts.the_account.statistics_of[-1]]
    assert (begins[0], begins[-1]) == ("2026-06-01", "2026-11-01")


async def paged(here: Running) -> str:
    """All that the page says, screen after screen."""
    seen = [here.seen]
    for _ in range(8):
        await here.press("pagedown")
        seen.append(here.seen)
    return "\n".join(seen)


@pytest.mark.parametrize("size", [(100, 40), (40, 20)])
async def test_who_how_much_prices_and_use_at_a_glance(parts: FakeParts, size: tuple[int, int]) -> None:
    parts.the_account.balance = User("[i]ana", 7, 12, 1)
    parts.prices = Prices({VOICE: 0})
    parts.the_account.used = USED
    async with running(parts, size) as here:
        await here.press("u")
        await here.until_seen("14 days")
        said = " ".join((await paged(here)).split())
        for part in ("[i]ana, kept on", "7 credits · 1 reserved", "12 credits in all", "i 1: text 1 + voice free"):
            assert part in said
        assert "▄ · · · · · · · · · · · █ ▂" in said
        assert (
            "14 credits, most on Sat 21 Nov (8), today 2." in " ".join(here.seen.split())
            or "most on Sat 21 Nov" in said
        )
        assert "8 (twice)" in said
        assert "6 (6 times)" in said
        for part in ("twice, for too few", "once asked", "7 credits after running empty (5", "Für [b]Elise[/b]"):
            assert part in said
        await here.press("u")
        await here.until(lambda: here.app.screen is here.main)
    starts = parts.the_account.statistics_of[0]
    assert len(starts) == 14
    assert starts[-1] == datetime(2026, 11, 22, tzinfo=UTC)


async def test_the_bar_of_a_feature_is_as_long_as_its_credits(parts: FakeParts) -> None:
    parts.the_account.used = USED
    async with running(parts, (100, 40)) as here:
        await here.press("u")
        await here.until_seen("8 (twice)")
        bars = [line.count("━") for line in here.seen.splitlines() if "times)" in line or "(twice)" in line]
        assert bars[:2] == [24, 18]


async def test_a_new_account_used_nothing(parts: FakeParts) -> None:
    async with running(parts) as here:
        await here.press("u")
        await here.until_seen("Nothing was used.")
        assert "· · ·" in here.seen
        assert "used again" not in here.seen


async def test_what_lapses_when_soonest_first(parts: FakeParts) -> None:
    ending = [
        voucher_lot(1, 1.5),
        voucher_lot(2, 6),
        *(voucher_lot(10, 20 + n, LotKind.PROMOTIONAL) for n in range(5)),
    ]
    lasting = [Lot(n, "Demo credits", LotKind.PROMOTIONAL, None) for n in (3, 4)]
    parts.the_account.kept_lots = (*ending, *lasting)
    async with running(parts) as here:
        await here.press("u")
        await here.until_seen("lapsing")
        for part in (
            "▲ 1 credit on 2026-11-24 08:15 (Voucher, paid)",
            "▲ 2 credits on 2026-11-28 (Voucher, paid)",
            " 10 credits on 2026-12-12 (Voucher, promotional)",
            "20 credits later",
            "the other 7 credits without end",
        ):
            assert part in here.seen
        assert here.seen.count("▲") == 2


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("", "this machine's account, kept on this machine"),
        ("sqlite:////srv/credits.sqlite3", "kept on this machine"),
        ("postgresql+psycopg://ana:hunter2@db.example.org:5433/credits", "kept on db.example.org"),
        ("postgresql+psycopg:///credits?host=db.example.org&password=hunter2", "kept on db.example.org"),
        ("postgresql+psycopg:///credits?host=/run/postgresql", "kept on this machine"),
    ],
)
async def test_where_it_is_kept_is_named_without_a_password(url: str, said: str) -> None:
    parts = FakeParts(settings=Settings(store=StoreSettings(url=url)), playback=playing())
    async with running(parts) as here:
        await here.press("u")
        await here.until_seen(said)
        assert "hunter2" not in here.seen
        assert "ana" not in here.seen


async def test_the_keys_that_lead_on(parts: FakeParts) -> None:
    async with running(parts) as here:
        await here.press("u")
        await here.until_seen("s how to get credits · h the history, 7 entries")
        await here.press("h")
        await here.until(lambda: here.app.screen.id == "history")
        await here.press("u", "s")
        await here.until(lambda: here.app.screen.id == "support")


async def test_an_account_that_cannot_be_read_is_one_line(parts: FakeParts) -> None:
    async with running(parts) as here:
        parts.the_account.fail = CreditError(CreditErrorCode.SYSTEM_ERROR, "The store is gone.", "Look for it.")
        await here.press("u")
        await here.until_seen("The store is gone.")
        assert "Used in" not in here.seen


async def test_without_an_account_it_says_so() -> None:
    parts = FakeParts(playback=playing())
    parts.the_account.fail = CreditError(CreditErrorCode.SYSTEM_ERROR, "The store is gone.", "Look for it.")
    async with running(parts) as here:
        await here.until_logged("The store is gone.")
        await here.press("u")
        await here.until_seen("The account is unavailable")


@pytest.mark.parametrize("size", [(100, 32), (40, 20)])
async def test_signing_out_takes_a_second_key(parts: FakeParts, size: tuple[int, int]) -> None:
    async with running(parts, size) as here:
        await here.press("u", "o")
        await here.until_seen("Sign out?")
        assert len(here.app.screen_stack) == 2, "no dialog"
        await here.press("escape")
        await here.until(lambda: "Sign out?" not in here.seen)
        assert here.app.screen.id == "account"
        await here.press("o", "o")
        await here.until_seen("You are signed out.")
        assert parts.signed_out == [False]
        assert parts.the_host.agreed is False, "the announcer introduces from now on"
        await here.until_logged("The key for openai is forgotten (keyring).")
        assert "is kept. Your 10 credits" in here.log[-1]


async def test_the_history_is_deleted_by_another_key(parts: FakeParts) -> None:
    async with running(parts) as here:
        await here.press("u", "d")
        await here.pilot.pause()
        assert parts.signed_out == []
        await here.press("o")
        await here.until_seen("Sign out?")
        await here.press("d")
        await here.until_logged("is deleted (4 texts)")
        assert parts.signed_out == [True]


async def test_a_question_that_is_seen_no_more_is_not_answered_by_the_next_key(parts: FakeParts) -> None:
    async with running(parts) as here:
        await here.press("u")
        await here.until_seen("14 days")
        await here.press("o")
        await here.until_seen("Sign out?")
        await here.press("f")
        await here.until_seen("a friend's code goes in here")
        await here.press("escape")
        await here.until(lambda: here.app.focused is None)
        await here.press("d", "o")
        await here.until_seen("Sign out?")
        assert parts.signed_out == []


async def test_the_page_follows_the_balance_while_it_is_open(parts: FakeParts) -> None:
    async with running(parts) as here:
        run = await here.introduced()
        parts.the_account.balance = user(8, held=2)
        run.put(whole_intro()[0])
        await here.until(lambda: "reserved" in here.bar)
        await here.press("u")
        await here.until_seen("8 credits · 2 reserved")
        parts.the_account.balance = user(8, used=2)
        run.put(*whole_intro()[1:])
        run.end()
        await here.until_seen("2 credits in all")
        assert "reserved" not in here.seen


@pytest.mark.parametrize(
    ("key", "there"), [("u", "available"), ("h", "Nothing yet."), ("Y", "Nothing was said yet")]
)
async def test_a_page_that_is_asked_for_before_the_account_is_there_is_filled_later(
    parts: FakeParts, key: str, there: str
) -> None:
    parts.hold_account()
    async with running(parts, ready=False) as here:
        await here.press(key)
        await here.until_seen("Reading the account …")
        parts.release_account()
        await here.until_seen(there)


async def test_nobody_is_signed_out_while_the_host_works(parts: FakeParts) -> None:
    async with running(parts) as here:
        await here.introduced()
        await here.press("u", "o")
        await here.until_seen("The host is at work; x stops it first.")
        await here.press("o")
        await here.pilot.pause()
        assert parts.signed_out == []


async def test_a_sign_out_that_fails_says_why(parts: FakeParts) -> None:
    async with running(parts) as here:
        await here.press("u", "o")
        parts.the_account.fail = CreditError(CreditErrorCode.SYSTEM_ERROR, "The store is gone.", "Look for it.")
        await here.press("d")
        await here.until_seen("✖ The store is gone. Look for it.")
        await here.until_logged("The store is gone. Look for it.")


async def test_low_is_told_once_for_each_time_it_falls() -> None:
    parts = FakeParts(playback=playing(), available=2)
    async with running(parts) as here:
        await here.until_logged("Low: 2 credits left")
        flow = here.app.session.intros
        flow.credits_arrived("1 credit added.", user(3))
        flow.credits_arrived("7 credits added.", user(10))
        await here.until(lambda: "● 10 credits" in here.bar)
        assert sum("Low:" in line for line in here.log) == 1
        flow.credits_arrived("Spent.", user(1))
        await here.until_logged("Low: 1 credit left")
        assert sum("Low:" in line for line in here.log) == 2


async def test_what_lapses_soon_is_told_at_the_start_and_not_again(parts: FakeParts) -> None:
    parts.the_account.to_announce = [(voucher_lot(5, 4),)]
    async with running(parts) as here:
        await here.until_logged("Lapsing soon: 5 credits on 2026-11-26")
        here.app.session.read_balance()
        await here.pilot.pause()
        assert sum("Lapsing" in line for line in here.log) == 1
        parts.the_account.to_announce = [(voucher_lot(6, 5),)]
        here.app.session.read_balance()
        await here.until_logged("Lapsing soon: 6 credits")


async def test_speech_that_failed_has_its_price_on_the_screen_before_the_key(parts: FakeParts) -> None:
    async with running(parts) as here:
        assert "r voice" not in here.bar
        parts.the_host.replay_charge = Quote((VOICE_CHARGE,))
        run = await here.introduced()
        run.put(
            Held(TRACK, Quote((INTRO_CHARGE, VOICE_CHARGE)), user(8, held=2)),
            Written("t", "openai", INTRO_CHARGE, user(8, held=1, used=1)),
            Failed("SYNTHESIS_FAILED", "The voice died.", "Look.", "t", (INTRO_CHARGE,), user(9, used=1)),
        )
        run.end()
        await here.until_logged(
            "text 1 · 9 left · The voice died. The voice was not charged. r tries the voice again for 1"
        )
        await here.until(lambda: "r 1: voice" in here.bar)
        assert "i 2: text 1 + voice 1 · m 3: more 2 + voice 1 · r 1: voice" in " ".join(here.seen.split())
        await here.press("v")
        await here.until(lambda: "r 1: voice" not in here.bar)


@pytest.mark.parametrize("keys", [("c",), ("g",), ("c", "g", "c")])
async def test_a_contact_with_support_is_counted_once_a_visit(tmp_path: Path, keys: tuple[str, ...]) -> None:
    parts = FakeParts(playback=playing(), data_dir=tmp_path)
    async with running(parts) as here:
        await here.press("s")
        await here.until_seen("10 credits available")
        assert parts.the_account.support_contacts == 0
        await here.press(*keys)
        await here.until(lambda: parts.the_account.support_contacts == 1)
        await here.press("s", "s")
        await here.until_seen("10 credits available")
        await here.press("c")
        await here.until(lambda: parts.the_account.support_contacts == 2)


FRIEND = "ffeeddccbbaa99887766"


@pytest.mark.parametrize("size", [(100, 40), (40, 20)])
async def test_what_comes_by_itself_and_who_brought_whom(parts: FakeParts, size: tuple[int, int]) -> None:
    parts.the_account.kept_allowances = (
        Allowance(5, 30, 12, claimed=2, next_at=NOW + 10 * DAY),
        Allowance(2, 1, 3, claimed=3, next_at=None),
    )
    parts.the_account.referral = Referral(
        "00112233445566778899", FRIEND, NOW, friend_is_here=True, rewarded_at=NOW + DAY
    )
    async with running(parts, size) as here:
        await here.press("u")
        await here.until_seen("available")
        said = " ".join((await paged(here)).split())
        assert "5 credits every 30 days, 2 of 12 came; the next from 2026-12-02" in said
        assert "every day" not in said
        assert written("00112233445566778899") in said
        assert f"{written(FRIEND)} thanked on 2026-11-23" in said
        assert "f friend's code" not in here.seen
        await here.press("f")
        await here.until_seen("entered once")


async def test_a_friends_code_is_entered_inline(parts: FakeParts) -> None:
    async with running(parts, (100, 40)) as here:
        await here.press("u")
        await here.until_seen("14 days")
        await here.press("f")
        await here.until_seen("a friend's code goes in here")
        await here.press(*"nonsense", "enter")
        await here.until_seen("✖ This is no referral code.")
        here.app.screen.query_one(CodeField).fill(written(FRIEND))
        await here.press("enter")
        await here.until_seen("✓ Entered.")
        await here.until_seen("brought by")
        assert parts.the_account.referral.friend_code == FRIEND
        await here.press("q")
        await here.until(lambda: here.app.screen is here.main)


async def test_leaving_the_field_enters_nothing(parts: FakeParts) -> None:
    async with running(parts, (40, 20)) as here:
        await here.press("u")
        await here.until_seen("14 days")
        await here.press("f", "q", "escape")
        await here.until(lambda: not here.app.screen.query_one(CodeField).display)
        assert parts.the_account.referral.friend_code is None
        await here.press("escape")
        await here.until(lambda: here.app.screen is here.main)
