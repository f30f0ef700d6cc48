"""Takes the picture of the page: the real demo in the middle of an intro, on a clock of its own."""

from __future__ import annotations

import asyncio
import io
import os
import shutil
import sys
import tempfile
import time
from pathlib import Path

from PIL import Image
from playwright.async_api import ViewportSize, async_playwright

from docs_pages.intro_picture import STEP_S, PictureClock, PictureParts
from spotintro.session.session import Session
from spotintro.web.face import WebFace
from spotintro.web.network import Options
from spotintro.web.words import word_of

SIZE = ViewportSize(width=390, height=844)
COLOURS = 96
SETTLE_S = 0.1


async def take(data_dir: Path) -> bytes:
    clock = PictureClock()
    parts = PictureParts(data_dir, clock)
    session = Session(parts, lambda _event: None, word_of)
    face = WebFace(parts, Options(port=0))
    invitation = await face.start(session, lambda _changed: None)
    session.begin()
    try:
        async with async_playwright() as playwright:
            browser = await playwright.chromium.launch(
                executable_path=shutil.which("chromium"), args=["--no-sandbox"]
            )
            context = await browser.new_context(
                viewport=SIZE, device_scale_factor=2, is_mobile=True, color_scheme="dark", reduced_motion="reduce"
            )
            page = await context.new_page()
            await page.goto(invitation.address)
            await page.get_by_label("Number on the computer").fill(invitation.number)
            await page.get_by_role("button", name="Pair").click()
            introduce = page.locator("#b-perform-generate-track-intro")
            await introduce.wait_for()
            clock.advance(71)
            await introduce.click()
            while session.standing.on_air.heard != 1:
                clock.step(STEP_S)
                await asyncio.sleep(SETTLE_S)
            await page.locator("#words p:nth-child(2).heard").wait_for()
            await page.evaluate("scrollTo(0, 0)")
            taken = await page.screenshot()
            await browser.close()
            return taken
    finally:
        await face.stop()
        await session.close()


def main() -> None:
    os.environ["TZ"] = "UTC"
    time.tzset()
    with tempfile.TemporaryDirectory() as folder:
        taken = asyncio.run(take(Path(folder)))
    smaller = Image.open(io.BytesIO(taken)).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    smaller.save(sys.argv[1], "PNG", optimize=True)


if __name__ == "__main__":
    main()
