"""The account on a phone: what it was used for, and what was said; on a paired one alone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from spotintro.credits.base import Entry, EntryKind, Intro, Lot, LotKind
from spotintro.credits.errors import CreditError, CreditErrorCode
from spotintro.credits.features import UserTransaction
from spotintro.knowledge import Source
from spotintro.music import Track
from spotintro.web.account import ROWS, TEXTS
from tests.fakes.tui_parts import FakeParts, playing
from tests.web.serving import served
from tests.web.test_pages import HOSTILE

pytestmark = pytest.mark.slow

AT = datetime(2026, 11, 22, 18, 0, tzinfo=UTC)
SOURCE = Source("Wikipedia", "https://en.wikipedia.org/wiki/Clair_de_lune", "CC BY-SA 4.0", "Clair de lune")


def entries(count: int) -> list[Entry]:
    """Return captures, the newest first."""
    step = UserTransaction.GENERATE_TRACK_INTRO
    return [
        Entry(number, AT, EntryKind.CAPTURE, -1, 100 - number, step, f"Track number {number}")
        for number in range(count, 0, -1)
    ]


def kept(number: int, text: str = "") -> Intro:
    return Intro(
        f"w{number}",
        Track(f"t{number}", f"Title {number}", (f"Artist {number}",)),
        text or f"This is text number {number}.",
        "openai",
        AT + timedelta(minutes=number),
        spoken=True,
        sources=(SOURCE,),
        number=number * 3,
    )


@pytest.fixture
def parts(tmp_path: Path) -> FakeParts:
    made = FakeParts(playback=playing(), data_dir=tmp_path)
    made.the_account.entries = entries(ROWS + 2)
    made.the_account.intros = [kept(number) for number in range(1, TEXTS + 3)]
    return made


async def test_it_tells_what_lapses_what_things_cost_and_each_entry(parts: FakeParts) -> None:
    lapses = AT + timedelta(days=3000)
    parts.the_account.kept_lots = (
        Lot(4, "A voucher", LotKind.PAID, lapses),
        Lot(6, "Demo credits", LotKind.PROMOTIONAL, None),
    )
    async with served(parts) as here:
        phone = await here.paired()
        page = (await phone.ask("/account")).body
        for part in (
            "<strong>10 credits</strong>",
            f"4 credits on {lapses.astimezone():%Y-%m-%d} (A voucher, paid)",
            "the other 6 credits without end",
            "Introduce · 2 credits: text 1 + voice 1",
            "Track number 22",
            "text <strong>-1</strong> · 78 left",
            'href="/account?before=3"',
        ):
            assert part in page
        assert "Track number 2<" not in page
        older = (await phone.ask("/account?before=3")).body
        assert "Track number 2<" in older
        assert "Older entries" not in older


async def test_it_tells_what_was_said_with_its_sources(parts: FakeParts) -> None:
    async with served(parts) as here:
        phone = await here.paired()
        page = (await phone.ask("/said")).body
        for part in ("Title 12", "This is text number 3.", "by openai · spoken", "CC BY-SA 4.0", "/said?before=9"):
            assert part in page
        assert "This is text number 2." not in page
        older = (await phone.ask("/said?before=9")).body
        assert "This is text number 2." in older
        assert "Older ones" not in older


@pytest.mark.parametrize("path", ["/account", "/said"])
async def test_a_phone_that_is_not_paired_sees_nothing_of_it(parts: FakeParts, path: str) -> None:
    async with served(parts) as here:
        page = (await (await here.visitor()).ask(path)).body
        assert "Pair this phone" in page
        assert "number 1" not in page


@pytest.mark.parametrize("before", ["", "x", "-1", "²", "9" * 5000], ids=len)
@pytest.mark.parametrize("path", ["/account?before=", "/said?before=", "/support?package="])
async def test_a_number_that_is_none_is_taken_for_none(parts: FakeParts, path: str, before: str) -> None:
    from urllib.parse import quote

    async with served(parts) as here:
        phone = await here.paired()
        await phone.ask("/")
        assert (await phone.ask(path + quote(before))).body == (await phone.ask(path)).body


@pytest.mark.parametrize("path", ["/account", "/said"])
async def test_where_the_account_fails_it_says_so(parts: FakeParts, path: str) -> None:
    async with served(parts) as here:
        phone = await here.paired()
        parts.the_account.fail = CreditError(CreditErrorCode.SYSTEM_ERROR, "The store is gone.", "Doctor.")
        assert "The store is gone." in (await phone.ask(path)).body


async def test_texts_from_outside_are_text_there_too(parts: FakeParts) -> None:
    parts.the_account.entries = [Entry(1, AT, EntryKind.GRANT, 5, 5, None, HOSTILE)]
    parts.the_account.intros = [kept(1, HOSTILE)]
    parts.the_account.kept_lots = (Lot(5, HOSTILE, LotKind.PAID, AT + timedelta(days=3000)),)
    async with served(parts) as here:
        phone = await here.paired()
        for path in ("/account", "/said"):
            page = (await phone.ask(path)).body
            assert "evil" in page
            assert "<script>alert" not in page
            assert "<img src=x" not in page
            assert "\u202e" not in page
            assert "\x1b" not in page
