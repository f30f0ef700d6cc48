"""What is told to whoever does not see all of the page, and where the focus goes."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from spotintro.credits.features import UserTransaction
from spotintro.session.events import Weight
from spotintro.session.standing import Phase
from spotintro.web.network import Options
from tests.fakes.tui_parts import FakeParts, playing
from tests.tui.running import whole_intro
from tests.web.chromium import SIZES, chromium, phone
from tests.web.serving import served
from tests.web.test_states import INTRODUCE, LISTEN, begun, enter, fresh, refused

pytestmark = [pytest.mark.slow, pytest.mark.service]

DISCLOSURE = "Title and artist go to api.example."


async def test_a_question_is_led_to_by_whoever_pressed_and_told_to_the_others(tmp_path: Path) -> None:
    async with (
        chromium() as browser,
        fresh(tmp_path) as here,
        phone(browser, SIZES[1]) as first,
        phone(browser, SIZES[1]) as second,
    ):
        for page in (first, second):
            await enter(page, here)
        here.parts.the_host.disclosure = DISCLOSURE
        await first.locator(INTRODUCE).click()
        question = first.locator("#qa-writer:focus")
        await question.wait_for()
        assert await question.get_attribute("aria-describedby") == "qt-writer"
        await second.locator("#said", has_text=f"May the AI writer know what plays? {DISCLOSURE}").wait_for()
        assert await second.locator("#qa-writer:focus").count() == 0
        # The button that had the focus goes with the question: on from its own part of the page.
        await first.get_by_role("button", name="Take the announcer").focus()
        await first.keyboard.press("Enter")
        await first.locator("#credits:focus").wait_for()
        await first.keyboard.press("Tab")
        assert await first.evaluate("document.activeElement.textContent") == "Introduce · 2 credits"


async def test_without_a_script_the_question_is_where_the_page_opens(tmp_path: Path) -> None:
    async with chromium() as browser, fresh(tmp_path) as here, phone(browser, script=False) as page:
        await enter(page, here)
        here.parts.the_host.disclosure = DISCLOSURE
        await page.locator(INTRODUCE).click()
        await page.wait_for_url(f"{here.root}/#qa-writer")
        await page.get_by_text(DISCLOSURE).wait_for()


async def test_without_a_script_what_came_of_a_button_stands_on_top(tmp_path: Path) -> None:
    async with chromium() as browser, fresh(tmp_path) as here, phone(browser, script=False) as page:
        await enter(page, here)
        await page.get_by_role("button", name="Voice").click()
        await page.wait_for_url(f"{here.root}/#note")
        await page.locator("#note.good", has_text="Voice off: the next intro is shown, not spoken.").wait_for()


async def test_two_lines_at_once_are_two_sentences(tmp_path: Path) -> None:
    async with chromium() as browser, fresh(tmp_path) as here, phone(browser) as page:
        await enter(page, here)
        here.session.say("One thing · 8 left")
        here.session.say("Another.")
        await page.locator("#said", has_text="One thing · 8 left. Another.").wait_for()


async def test_a_question_and_a_failure_at_once_are_both_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with chromium() as browser, fresh(tmp_path) as here, phone(browser) as page:
        await enter(page, here)
        monkeypatch.setattr("spotintro.web.stream.GATHER_S", 1.0)
        here.parts.the_host.disclosure = DISCLOSURE
        here.session.perform(UserTransaction.GENERATE_TRACK_INTRO)
        here.session.say("The player is gone.", Weight.FAILURE)
        await page.locator("#said", has_text=DISCLOSURE).wait_for()
        assert await page.locator("#warned").inner_text() == "Failure: The player is gone."


async def test_a_refusal_says_nothing_of_what_the_host_does(tmp_path: Path) -> None:
    async with chromium() as browser, fresh(tmp_path) as here, phone(browser) as page:
        await enter(page, here)
        await page.get_by_text("The host introduces the track that plays, when you ask.").wait_for()
        await refused(page, here)
        assert (
            await page.locator("[aria-live], [role=status], [role=alert]").get_by_text("when you ask").count() == 0
        )


async def test_a_page_that_was_turned_away_comes_back_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with chromium() as browser, fresh(tmp_path) as here:
        context = await browser.new_context()
        page = await context.new_page()
        await enter(page, here)
        # No browser tries an address again by itself that has answered with an error.
        monkeypatch.setattr("spotintro.web.stream.MAX_OF_ONE", 0)
        await page.reload()
        await page.locator("#note", has_text="open in too many windows").wait_for()
        await asyncio.sleep(3.5)  # longer than it takes to be told that nothing answers
        assert "can't be reached" not in await page.locator("#note").inner_text()
        monkeypatch.undo()
        await page.locator("#said", has_text="The computer can be reached again.").wait_for()
        assert await page.locator("#note").inner_text() == ""


async def test_that_the_words_are_awaited_is_told_once_where_they_do_not_come_at_once(tmp_path: Path) -> None:
    async with chromium() as browser, fresh(tmp_path) as here, phone(browser) as page:
        await enter(page, here)
        await page.evaluate(LISTEN)
        told = "polite: The host is writing about Clair de lune — Claude Debussy, Ana Ferreira."
        await begun(page, here)
        here.parts.the_host.run.put(whole_intro()[0])
        await page.locator("#host").get_by_text("The first words are on their way.").wait_for()
        await page.wait_for_function("told => window.told.includes(told)", arg=told)
        here.session.say("Something else.")
        await page.locator("#log").get_by_text("Something else.").wait_for()
        here.parts.the_host.run.put(*whole_intro()[1:])
        here.parts.the_host.run.end()
        await page.locator("#host-does", has_text="said").wait_for()
        assert (await page.evaluate("window.told")).count(told) == 1
        # Words that come at once are all that is told.
        await begun(page, here)
        here.parts.the_host.run.put(*whole_intro()[:2])
        await here.until(lambda: here.session.standing.on_air.phase is Phase.WRITING)
        await page.locator("#words p", has_text="This is Clair de lune.").wait_for()
        await asyncio.sleep(1)  # longer than it waits for words
        assert (await page.evaluate("window.told")).count(told) == 1


async def test_that_nothing_more_can_be_told_is_said_politely_and_in_the_page_s_words(tmp_path: Path) -> None:
    async with chromium() as browser, fresh(tmp_path) as here, phone(browser) as page:
        await enter(page, here)
        await page.get_by_role("button", name="Tell more").click()
        await page.locator("#said", has_text="so there is nothing more to tell. Nothing was charged.").wait_for()
        assert await page.locator("#warned").inner_text() == ""
        assert "spotintro facts" not in await page.locator("#log").inner_text()
        assert await page.locator("#host-does").count() == 0


async def test_while_the_computer_is_away_the_clock_of_the_track_stands_still(tmp_path: Path) -> None:
    async with chromium() as browser, fresh(tmp_path) as here:
        page = await (await browser.new_context()).new_page()
        await enter(page, here)
        await page.route("**/events", lambda route: route.abort())
        await page.reload()
        await page.locator("#note", has_text="can't be reached").wait_for()
        before = await page.locator("#at").inner_text()
        await asyncio.sleep(2.5)
        assert await page.locator("#at").inner_text() == before


async def test_what_a_new_run_says_before_the_page_is_back_is_told(tmp_path: Path) -> None:
    async with chromium() as browser:
        page = await (await browser.new_context()).new_page()
        async with fresh(tmp_path) as here:
            await enter(page, here)
            for number in range(9):
                here.session.say(f"Line {number}.")
            await page.locator("#said", has_text="Line 8.").wait_for()
            port = int(here.root.rpartition(":")[2])
        parts = FakeParts(playback=playing(), data_dir=tmp_path)
        async with served(parts, Options(port=port)) as here:
            here.session.say("Said before anybody listened.")
            await page.locator("#said", has_text="Said before anybody listened.").wait_for()


async def test_a_phone_that_has_slept_asks_anew(tmp_path: Path) -> None:
    async with chromium() as browser, fresh(tmp_path) as here, phone(browser) as page:
        await enter(page, here)
        await page.evaluate(_LOOKS_AWAY)
        async with page.expect_request(f"{here.root}/events"):
            await page.evaluate("window.looks(false, 30000)")


_LOOKS_AWAY = """() => {
  const now = Date.now;
  window.looks = (hidden, later) => {
    Date.now = () => now() + later;
    Object.defineProperty(document, "hidden", {value: hidden, configurable: true});
    document.dispatchEvent(new Event("visibilitychange"));
  };
  window.looks(true, 0);
}"""


async def test_an_answer_that_is_a_page_is_not_shown_as_its_source(tmp_path: Path) -> None:
    async with chromium() as browser, fresh(tmp_path) as here, phone(browser) as page:
        await enter(page, here)
        await page.route("**/do", lambda route: route.fulfill(body="<!doctype html>", content_type="text/html"))
        await page.get_by_role("button", name="Louder").click()
        await page.locator("#note", has_text="It failed.").wait_for()


async def test_a_page_whose_phone_is_known_no_more_says_so(tmp_path: Path) -> None:
    async with chromium() as browser, fresh(tmp_path) as here:
        context = await browser.new_context()
        page = await context.new_page()
        await enter(page, here)
        statuses = [500]  # the computer is away at first
        await page.route("**/events", lambda route: route.fulfill(status=statuses[-1]))
        await page.reload()
        await page.locator("#now-title").wait_for()
        await context.clear_cookies()  # as if it had been revoked meanwhile
        statuses.append(403)
        await page.get_by_role("heading", name="Not let in").wait_for()
