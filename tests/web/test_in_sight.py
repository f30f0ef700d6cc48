"""What is to be seen is in sight: on a scrolled page, with large text, in a small field."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.web.chromium import SIZES, chromium, faults, phone
from tests.web.test_states import enter, fresh

pytestmark = [pytest.mark.slow, pytest.mark.service]


async def test_what_went_wrong_is_in_sight_wherever_the_page_is(tmp_path: Path) -> None:
    async with chromium() as browser, fresh(tmp_path) as here, phone(browser) as page:
        await enter(page, here)
        louder = page.get_by_role("button", name="Louder")
        await page.locator("#credits").evaluate("it => { it.style.marginTop = '60rem'; }")
        await page.route("**/do", lambda route: route.fulfill(body="Not now.", content_type="text/plain"))
        await louder.click()
        note = page.locator("#note", has_text="Not now.")
        await note.wait_for()
        assert await page.evaluate("window.scrollY") > 0
        assert (await note.evaluate("it => it.getBoundingClientRect().top")) >= 0
        assert await faults(page) == ""


@pytest.mark.parametrize("size", [(160, 284), SIZES[0]], ids=str)
async def test_with_large_text_words_stay_whole_and_what_is_hidden_stays_so(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with chromium() as browser, fresh(tmp_path) as here, phone(browser, size) as page:
        await enter(page, here)
        box = await page.locator(".skip").evaluate("it => it.getBoundingClientRect().toJSON()")
        assert box["right"] <= 0 or box["bottom"] + await page.evaluate("window.scrollY") <= 0
        if size == SIZES[0]:
            await page.evaluate("document.documentElement.style.fontSize = '200%'")
            track, whole = [
                await page.locator(each).evaluate("it => it.getBoundingClientRect().width")
                for each in (".track", "#now")
            ]
            assert track > whole / 2


async def test_the_request_code_is_seen_whole(tmp_path: Path) -> None:
    async with chromium() as browser, fresh(tmp_path) as here, phone(browser, SIZES[1]) as page:
        await enter(page, here)
        await page.get_by_role("link", name="Support").click()
        hidden = await page.locator("#request").evaluate("it => it.scrollHeight - it.clientHeight")
        assert hidden <= 0


async def test_an_address_of_nothing_has_the_look_and_the_ways_of_the_page(tmp_path: Path) -> None:
    async with chromium() as browser, fresh(tmp_path) as here:
        context = await browser.new_context()
        page = await context.new_page()
        await enter(page, here)
        await page.goto(f"{here.root}/nothing")
        await page.get_by_role("link", name="Back to the music").wait_for()
        await page.get_by_role("link", name="Help").click()
        await page.get_by_role("heading", name="What the buttons do").wait_for()
