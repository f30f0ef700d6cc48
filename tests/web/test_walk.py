"""The whole circle in a real browser on the real demo: pair, introduce, run out, ask, redeem, do it again."""

from __future__ import annotations

import asyncio
import contextlib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.async_api import TimeoutError as NotSeen

from tests.web.chromium import NAME, SIZES, chromium, faults, phone
from tests.web.demo import Demo, demo

if TYPE_CHECKING:
    from playwright.async_api import Locator, Page

pytestmark = [pytest.mark.slow, pytest.mark.service]

INTRODUCE = "#b-perform-generate-track-intro"
MORE = "#b-perform-tell-more"


async def pair(page: Page, served: Demo) -> None:
    await page.goto(served.address)
    await page.wait_for_url(f"{served.root}/")
    await page.get_by_label("Number on the computer").fill(served.number)
    await page.get_by_role("button", name="Pair").click()
    await page.wait_for_url(f"{served.root}/#note")
    if await page.get_by_role("link", name="Show what is new").count():
        await look_until(page, page.locator(INTRODUCE))
    await page.locator(INTRODUCE).wait_for()
    await served.next_number()


async def look_until(page: Page, there: Locator) -> None:
    """Look again, as a person without a script does."""
    for _ in range(200):
        if await there.count():
            return
        await page.get_by_role("link", name="Show what is new").click()
        await asyncio.sleep(0.05)  # nothing tells such a page that there is something new
    raise AssertionError(await page.locator("body").inner_text())


async def balance(page: Page) -> int:
    return int((await page.locator("#credits .balance strong").inner_text()).split()[0])


async def until_balance(page: Page, credits_left: int) -> None:
    wanted = page.locator("#credits .balance strong", has_text=f"{credits_left} credit")
    await wanted.wait_for(timeout=20_000)


async def paid_for(page: Page, left: int) -> None:
    """Press the button until it is paid for: while the host is at the one before, it says so and takes nothing."""
    wanted = page.locator("#credits .balance strong", has_text=f"{left} credit")
    for _ in range(10):
        await page.locator(INTRODUCE).click()
        with contextlib.suppress(NotSeen):
            return await wanted.wait_for(timeout=2_000)
    raise AssertionError(await page.locator("body").inner_text())


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_a_person_walks_the_whole_circle(tmp_path: Path, size: tuple[int, int]) -> None:
    async with demo(tmp_path) as served, chromium() as browser, phone(browser, size) as page:
        await pair(page, served)
        assert await balance(page) == 10
        # One with its words as they come, heard one after the other.
        await page.locator(INTRODUCE).click()
        await page.locator("#words .heard").wait_for()
        await page.locator("#credits").get_by_text("1 reserved for this intro").wait_for()
        await page.get_by_role("button", name="Stop the host").click()
        stopped = page.locator("#log li", has_text="stopped · text 1 · 1 credit given back · 9 left")
        await stopped.wait_for()
        # Without the voice the rest goes quickly.
        await page.get_by_role("button", name="Voice").click()
        await page.get_by_role("button", name="Introduce · 1 credit").wait_for()
        for left in range(8, -1, -1):
            await paid_for(page, left)
        await page.locator("#credits").get_by_text("None left.").wait_for()
        await page.locator(INTRODUCE).click()
        retry = page.get_by_role("button", name="Retry: introduce this track")
        await retry.wait_for()
        assert "nothing was charged" in await page.locator("#log").inner_text()
        await page.get_by_role("link", name="Get more credits").click()
        assert (await page.get_by_label("Your request code").input_value()).startswith("R")
        await page.get_by_role("button", name="Ask the demo's desk").click()
        await page.get_by_text("It stands in the field: redeem it.").wait_for()
        await page.get_by_role("button", name="Redeem").click()
        await page.get_by_text("10 credits added").wait_for()
        assert await faults(page) == ""
        await page.get_by_role("link", name="SpotIntro").click()
        await retry.click()
        await until_balance(page, 9)
        assert await retry.count() == 0


async def test_without_a_script_and_under_another_name_all_of_it_works(tmp_path: Path) -> None:
    async with demo(tmp_path, "--name", NAME) as served, chromium() as browser:
        assert NAME in served.root
        async with phone(browser, script=False) as page:
            await pair(page, served)
            await page.get_by_role("button", name="Voice").click()
            await page.get_by_role("button", name="Introduce · 1 credit").wait_for()
            await page.locator(INTRODUCE).click()
            await look_until(page, page.locator("#credits strong", has_text="9 credits"))
            assert await page.locator("#words p").count() > 1
            for name in ("Next", "Previous", "Pause", "Louder", "Stop the host"):
                await page.get_by_role("button", name=name, exact=True).click()
            await page.get_by_role("link", name="Support").click()
            await page.get_by_role("button", name="Ask the demo's desk").click()
            await page.get_by_role("button", name="Redeem").click()
            await page.get_by_text("10 credits added").wait_for()
            await page.get_by_role("link", name="Help").click()
            await page.get_by_role("heading", name="What the buttons do").wait_for()


async def test_without_a_clipboard_the_code_is_selected_whole(tmp_path: Path) -> None:
    async with demo(tmp_path, "--name", NAME) as served, chromium() as browser, phone(browser) as page:
        await pair(page, served)
        assert await page.evaluate("window.isSecureContext") is False
        await page.get_by_role("link", name="Support").click()
        assert await page.get_by_role("button", name="Copy the message").count() == 0
        code = page.get_by_label("Your request code")
        await code.wait_for()
        await page.wait_for_load_state()  # the script, which selects, comes after the text
        await code.focus()
        chosen = await code.evaluate("it => it.value.slice(it.selectionStart, it.selectionEnd)")
        assert chosen == await code.input_value() != ""
        links = await page.locator("a[href^='sms:']").get_attribute("href")
        assert links is not None
        assert chosen[:8] in links


async def test_two_faces_show_the_same_and_a_command_from_one_is_seen_by_the_other(tmp_path: Path) -> None:
    async with (
        demo(tmp_path) as served,
        chromium() as browser,
        phone(browser) as first,
        phone(browser, SIZES[2]) as second,
    ):
        await pair(first, served)
        await pair(second, served)
        title = await second.locator("#now-title").inner_text()
        await first.get_by_role("button", name="Next", exact=True).click()
        await second.locator("#now-title").filter(has_not_text=title).wait_for()
        assert await first.locator("#now-title").inner_text() == await second.locator("#now-title").inner_text()
        await second.get_by_role("button", name="Like").click()
        await first.locator("#b-like[aria-pressed=true]").wait_for()
        # Both at once: one intro, one charge.
        await second.get_by_role("button", name="Voice").click()
        await first.get_by_role("button", name="Introduce · 1 credit").wait_for()
        await second.get_by_role("button", name="Introduce · 1 credit").wait_for()
        await asyncio.gather(first.locator(INTRODUCE).click(), second.locator(INTRODUCE).click())
        await until_balance(first, 9)
        await until_balance(second, 9)
        words = await first.locator("#words").inner_text()
        assert words == await second.locator("#words").inner_text()
