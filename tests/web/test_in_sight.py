"""What is to be seen is in sight: on a scrolled page, with large text, in a small field."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import pytest

from tests.tui.running import whole_intro
from tests.web.chromium import SIZES, chromium, faults, phone
from tests.web.test_states import INTRODUCE, begun, enter, fresh, refused, speaking

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


async def test_introduce_stays_under_the_thumb_whatever_the_credits_do(tmp_path: Path) -> None:
    async with chromium() as browser, fresh(tmp_path) as here, phone(browser, SIZES[1]) as page:
        await enter(page, here)

        async def top() -> int:
            tops: list[float] = [
                await page.locator(each).evaluate("it => it.getBoundingClientRect().top")
                for each in (INTRODUCE, "#live")
            ]
            return round(tops[0] - tops[1])

        before = await top()
        await begun(page, here)
        here.parts.the_host.run.put(*whole_intro(before=2))
        await page.locator("#credits").get_by_text("None left. Everything free still works.").wait_for()
        assert await top() == before
        here.parts.the_host.run.end()
        await here.until(lambda: not here.session.intros.busy)
        await refused(page, here)
        await page.get_by_role("link", name="Get more credits").wait_for()
        assert await top() == before


async def test_what_ends_the_host_stands_out_while_it_speaks(tmp_path: Path) -> None:
    async with chromium() as browser, fresh(tmp_path) as here, phone(browser) as page:
        await enter(page, here)
        colour = "it => getComputedStyle(it).backgroundColor"
        introduce, stop = page.locator(INTRODUCE), page.locator("#b-stop")
        prominent = await introduce.evaluate(colour)
        assert await stop.evaluate(colour) != prominent
        await speaking(page, here)
        assert await stop.evaluate(colour) == prominent != await introduce.evaluate(colour)
        widths = [await each.evaluate("it => it.offsetWidth") for each in (introduce, stop)]
        assert widths[0] == widths[1]  # nothing stands beside it


async def test_every_other_page_has_a_way_back_at_its_top(tmp_path: Path) -> None:
    async with chromium() as browser, fresh(tmp_path) as here:
        page = await (await browser.new_context()).new_page()
        await enter(page, here)
        for path, leads in (
            *((path, "/") for path in ("/account", "/support", "/help", "/nothing")),
            ("/said", "/account"),
        ):
            await page.goto(here.root + path)
            back = page.locator("main > :first-child").get_by_role("link", name="Back to")
            assert "underline" in await back.evaluate("it => getComputedStyle(it).textDecorationLine")
            assert await faults(page) == ""
            await back.click()
            await page.wait_for_url(here.root + leads)


@pytest.mark.parametrize("scheme", ["dark", "light"])
async def test_who_is_not_let_in_has_a_page_to_look_at_and_nothing_else_is_served(
    tmp_path: Path, scheme: Literal["dark", "light"]
) -> None:
    async with chromium() as browser, fresh(tmp_path) as here:
        page = await (await browser.new_context(color_scheme=scheme)).new_page()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        refusals: list[str] = []
        page.on("console", lambda message: refusals.append(message.text))
        await page.goto(f"{here.root}/")
        await page.get_by_role("heading", name="Not let in").wait_for()
        seen = await page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert seen == {"dark": "rgb(18, 19, 26)", "light": "rgb(251, 249, 245)"}[scheme]
        assert [url for url in asked if not url.endswith("/favicon.ico")] == [f"{here.root}/"]
        assert not [each for each in refusals if "Content Security Policy" in each]
        assert await faults(page) == ""


async def test_an_address_of_nothing_has_the_look_and_the_ways_of_the_page(tmp_path: Path) -> None:
    async with chromium() as browser, fresh(tmp_path) as here:
        context = await browser.new_context()
        page = await context.new_page()
        await enter(page, here)
        await page.goto(f"{here.root}/nothing")
        await page.get_by_role("link", name="Help").click()
        await page.get_by_role("heading", name="What the buttons do").wait_for()
