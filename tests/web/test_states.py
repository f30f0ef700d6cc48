"""Each page in each state, in a real browser: nothing for axe-core to find, its tree as a screen reader has it."""

from __future__ import annotations

import re
import time
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from spotintro.credits.errors import CreditError, CreditErrorCode
from spotintro.host.events import Failed
from spotintro.music import PlaybackState
from spotintro.session.events import Weight
from tests.fakes.tui_parts import FakeParts, playing
from tests.tui.running import user, whole_intro
from tests.web.chromium import SIZES, chromium, faults, phone
from tests.web.serving import Served, served
from tests.web.test_account import entries, kept

if TYPE_CHECKING:
    from playwright.async_api import Page
    from syrupy.assertion import SnapshotAssertion

pytestmark = [pytest.mark.slow, pytest.mark.service]

INTRODUCE = "#b-perform-generate-track-intro"


ALL_COLOURS = {"speaking", "refused", "warned", "desk", "help", "account", "texts"}


@pytest.fixture(autouse=True)
def _time_of_one_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()


async def enter(page: Page, here: Served, *, pairs: bool = True) -> None:
    await page.goto(here.invitation.address)
    await page.wait_for_url(f"{here.root}/")
    if pairs:
        await page.get_by_label("Number on the computer").fill(here.number)
        await page.get_by_role("button", name="Pair").click()
        await page.wait_for_url(f"{here.root}/#note")
    if not here.session.standing.account_fails:
        await page.get_by_text("credits", exact=False).first.wait_for()


async def begun(page: Page, here: Served) -> None:
    before = len(here.parts.the_host.runs)
    await page.locator(INTRODUCE).click()
    await here.until(lambda: len(here.parts.the_host.runs) > before)


async def speaking(page: Page, here: Served) -> None:
    await begun(page, here)
    here.parts.the_host.run.put(*whole_intro()[:5])
    await page.locator("#words .heard").wait_for()


async def said(page: Page, here: Served) -> None:
    await begun(page, here)
    here.parts.the_host.run.put(*whole_intro())
    here.parts.the_host.run.end()
    await page.locator("#host-does", has_text="said").wait_for()


async def refused(page: Page, here: Served) -> None:
    await begun(page, here)
    here.parts.the_host.run.put(Failed("INSUFFICIENT_CREDITS", "Too few credits.", "Ask.", "", (), user(1)))
    here.parts.the_host.run.end()
    await page.get_by_role("button", name="Retry").wait_for()


async def asked(page: Page, here: Served) -> None:
    here.parts.the_host.disclosure = "Title and artist go to api.example."
    await page.locator(INTRODUCE).click()
    await page.get_by_text("Title and artist go to api.example.").wait_for()


async def warned(page: Page, here: Served) -> None:
    here.session.say("The player is gone.", Weight.FAILURE)
    await page.locator("#log").get_by_text("The player is gone.").first.wait_for()


async def paused(page: Page, here: Served) -> None:
    here.parts.the_player.set(playing(state=PlaybackState.PAUSED))
    await page.get_by_role("button", name="Play").wait_for()


async def silent(page: Page, here: Served) -> None:
    here.parts.the_player.set(None)
    await page.get_by_role("heading", name="Nothing plays").wait_for()


async def support(page: Page, _here: Served) -> None:
    await page.get_by_role("link", name="Support").click()
    await page.get_by_role("heading", name="Get credits").wait_for()


async def desk(page: Page, here: Served) -> None:
    await support(page, here)
    await page.get_by_role("button", name="Ask the demo's desk").click()
    await page.get_by_text("It stands in the field").wait_for()


async def wrong_voucher(page: Page, here: Served) -> None:
    await support(page, here)
    await page.get_by_role("textbox", name="Voucher").fill("no voucher at all")
    await page.get_by_role("button", name="Redeem").click()
    await page.locator("#note p").first.wait_for()


async def helped(page: Page, _here: Served) -> None:
    await page.get_by_role("link", name="Help").click()
    await page.get_by_role("heading", name="What the buttons do").wait_for()


async def account(page: Page, here: Served) -> None:
    here.parts.the_account.entries = entries(25)
    await page.get_by_role("link", name="Account").click()
    await page.get_by_role("heading", name="What came and went").wait_for()


async def texts(page: Page, here: Served) -> None:
    here.parts.the_account.intros = [kept(number) for number in range(1, 13)]
    await page.get_by_role("link", name="Account").click()
    await page.get_by_role("link", name="What was said").click()
    await page.get_by_role("heading", name="What was said").wait_for()


async def nothing(_page: Page, _here: Served) -> None: ...


STATES: dict[str, Callable[[Page, Served], Awaitable[None]]] = {
    "ready": nothing,
    "speaking": speaking,
    "said": said,
    "refused": refused,
    "asked": asked,
    "warned": warned,
    "paused": paused,
    "silent": silent,
    "support": support,
    "desk": desk,
    "wrong voucher": wrong_voucher,
    "help": helped,
    "account": account,
    "texts": texts,
}


def fresh(folder: Path, *, available: int = 10) -> AbstractAsyncContextManager[Served]:
    folder.mkdir(exist_ok=True)
    return served(FakeParts(playback=playing(), available=available, data_dir=folder))


async def tree(page: Page) -> str:
    """Return what a screen reader meets, without what differs each time: codes, and the time in the track.

    What was told of the log is emptied, as it is after a while.
    """
    await page.evaluate("document.querySelectorAll('#said, #warned').forEach((it) => { it.textContent = ''; })")
    lines = re.sub(r"\d:\d\d of", "1:23 of", await page.locator("body").aria_snapshot()).splitlines()
    return "\n".join(
        line for line in lines if "textbox" not in line and "sms:" not in line and "mailto:" not in line
    )


@pytest.mark.parametrize("half", [0, 1])
async def test_axe_finds_nothing_and_the_trees_are_as_kept(
    tmp_path: Path, snapshot: SnapshotAssertion, half: int
) -> None:
    async with chromium() as browser:
        for name, reach in [*STATES.items()][half::2]:
            async with fresh(tmp_path / name) as here, phone(browser, SIZES[1]) as page:
                await enter(page, here)
                await reach(page, here)
                assert await faults(page) == "", name
                assert await tree(page) == snapshot(name=name)
                if name in ALL_COLOURS:
                    await page.emulate_media(color_scheme="light")
                    await page.set_viewport_size({"width": 1280, "height": 800})
                    assert await faults(page, "color-contrast") == "", f"{name}, light and wide"


async def test_the_states_before_pairing_and_without_credits_are_clean(
    tmp_path: Path, snapshot: SnapshotAssertion
) -> None:
    async with chromium() as browser:
        async with fresh(tmp_path / "new") as here, phone(browser, SIZES[1]) as page:
            await enter(page, here, pairs=False)
            assert await faults(page) == ""
            assert await tree(page) == snapshot(name="not paired")
            await page.get_by_label("Number on the computer").fill("1")
            await page.get_by_role("button", name="Pair").click()
            await page.get_by_text("That is not the number.").wait_for()
            await page.locator("#note:focus").wait_for()
        for left in (0, 2):
            async with fresh(tmp_path / str(left), available=left) as here, phone(browser, SIZES[1]) as page:
                await enter(page, here)
                assert await faults(page) == "", left
                assert await tree(page) == snapshot(name=f"{left} left")
        parts = FakeParts(playback=playing(), data_dir=tmp_path)
        parts.the_account.fail = CreditError(CreditErrorCode.SYSTEM_ERROR, "The store is gone.", "Doctor.")
        async with served(parts) as here, phone(browser) as page:
            await here.until(lambda: here.session.standing.account_fails)
            await enter(page, here)
            assert await faults(page) == ""
            assert await tree(page) == snapshot(name="no account")


async def test_the_pages_that_turn_somebody_away_are_clean(tmp_path: Path) -> None:
    async with chromium() as browser, fresh(tmp_path) as here:
        context = await browser.new_context()
        page = await context.new_page()
        await page.goto(f"{here.root}/")
        assert "Not let in" in await page.locator("body").inner_text()
        assert await faults(page) == ""
        await page.goto(here.invitation.address)
        await page.wait_for_url(f"{here.root}/")
        await page.goto(f"{here.root}/nothing")
        assert "There is nothing here" in await page.locator("body").inner_text()
        assert await faults(page) == ""


async def test_at_twice_the_size_of_text_nothing_is_lost(tmp_path: Path) -> None:
    async with chromium() as browser, fresh(tmp_path) as here, phone(browser, SIZES[1]) as page:
        await enter(page, here)
        await said(page, here)
        # A zoom of 200 % leaves half the pixels; larger text alone leaves the width.
        await page.set_viewport_size({"width": 160, "height": 284})
        wide = await page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0
        await page.set_viewport_size({"width": 320, "height": 568})
        await page.evaluate("document.documentElement.style.fontSize = '200%'")
        assert await faults(page) == ""


async def test_the_keyboard_alone_does_everything(tmp_path: Path) -> None:
    async with chromium() as browser, fresh(tmp_path) as here, phone(browser, SIZES[2]) as page:
        await enter(page, here, pairs=False)

        async def press_on(name: str) -> None:
            for _ in range(60):
                await page.keyboard.press("Tab")
                told = "it => it && (it.textContent || it.id).trim()"
                if (await page.evaluate(f"({told})(document.activeElement)")).startswith(name):
                    seen = await page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
                    assert seen != "none"
                    return
            raise AssertionError(f"{name} is not reached")

        await press_on("number")
        await page.keyboard.type(here.number)
        await page.keyboard.press("Enter")
        await page.wait_for_url(f"{here.root}/#note")
        await press_on("Introduce · 2")
        await page.keyboard.press("Enter")
        await here.until(lambda: bool(here.parts.the_host.runs))
        here.parts.the_host.run.put(*whole_intro()[:5])
        await page.locator("#words .heard").wait_for()
        # What is drawn anew leaves the focus where it is.
        assert (await page.evaluate("document.activeElement.textContent")).startswith("Introduce")
        await press_on("Stop the host")
        await page.keyboard.press("Space")
        await here.until(lambda: here.parts.the_host.run.stopped)
        for name, done in (("Next", "next"), ("Like", "liked True"), ("Louder", "volume 75")):
            await press_on(name)
            await page.keyboard.press("Enter")
            await here.until(partial(here.parts.the_player.asked.__contains__, done))
        for name, heading in (("Account", "Your account"), ("What was said", "What was said")):
            await press_on(name)
            await page.keyboard.press("Enter")
            await page.get_by_role("heading", name=heading).wait_for()
        await press_on("Support")
        await page.keyboard.press("Enter")
        await page.get_by_role("heading", name="Get credits").wait_for()
        await press_on("Ask the demo's desk")
        await page.keyboard.press("Enter")
        await page.get_by_text("It stands in the field").wait_for()
        await page.wait_for_load_state()
        await press_on("Redeem")
        await page.keyboard.press("Enter")
        await page.get_by_text("10 credits added").wait_for()


async def test_a_screen_reader_is_told_each_thing_once(tmp_path: Path) -> None:
    async with chromium() as browser, fresh(tmp_path) as here, phone(browser) as page:
        await enter(page, here)
        await page.evaluate(LISTEN)
        await said(page, here)
        here.session.say("The player is gone.", Weight.FAILURE)
        await page.locator("#log li.failure").wait_for()
        told = await page.evaluate("window.told")
        spoken = [each for each in told if each]
        for sentence in ("This is Clair de lune.", "Claude Debussy wrote it.", "Enjoy the moonlight."):
            assert [each for each in spoken if sentence in each] == [f"polite: {sentence}"]
        assert spoken.count("assertive: Failure: The player is gone.") == 1
        assert not [each for each in spoken if "Clair de lune" in each and "Claude Debussy, Ana" in each]


LISTEN = """() => {
  // As a screen reader does: of each live region, what was added or changed in it.
  window.told = [];
  const politeness = {alert: "assertive", status: "polite"};
  for (const region of document.querySelectorAll("[aria-live], [role=status], [role=alert]")) {
    const how = region.getAttribute("aria-live") || politeness[region.getAttribute("role")];
    new MutationObserver((records) => {
      for (const record of records) {
        const changed = record.type === "characterData" ? [record.target] : record.addedNodes;
        for (const node of changed) window.told.push(`${how}: ${node.textContent.trim()}`.replace(/: $/, ""));
      }
    }).observe(region, {childList: true, characterData: true, subtree: true});
  }
}"""
