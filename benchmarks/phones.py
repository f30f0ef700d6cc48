"""The page for phones: how soon a change of track is on it, and what many open pages cost the server."""

from __future__ import annotations

import asyncio
import statistics
import time
from contextlib import AsyncExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.figure import Figure
from spotintro.session.events import PlaybackRead, SessionEvent
from tests.fakes.tui_parts import FOLLOWING, FakeParts, playing
from tests.web.chromium import chromium, phone
from tests.web.demo import demo
from tests.web.serving import Client, Served, served

if TYPE_CHECKING:
    from playwright.async_api import Page

CHANGES = 20
STREAMS = 20
OF_EACH = 5
"""Windows of one phone."""
WATCHED_S = 20.0
_WHEN = """(title) => {
  window.shown = new Promise((resolve) => {
    const look = () => { if (document.getElementById("now-title").textContent === title) resolve(Date.now()); };
    const all = {childList: true, characterData: true, subtree: true};
    new MutationObserver(look).observe(document.getElementById("live"), all);
  });
}"""


async def _changes(here: Served, page: Page) -> list[float]:
    """Return how many ms each change took from the session to the page of a real browser."""
    knew: list[float] = []

    def hear(event: SessionEvent) -> None:
        if isinstance(event, PlaybackRead):
            knew.append(time.time() * 1000)

    here.session.listen(hear)
    took: list[float] = []
    for turn in range(CHANGES):
        following = playing(FOLLOWING) if turn % 2 == 0 else playing()
        assert following.track is not None
        await page.evaluate(_WHEN, following.track.title)
        here.parts.the_player.set(following)
        took.append(await page.evaluate("window.shown") - knew[-1])
    return took


async def _until_shown(data_dir: Path) -> Figure:
    parts = FakeParts(playback=playing(), data_dir=data_dir)
    async with chromium() as browser, served(parts) as here, phone(browser) as page:
        await page.goto(here.invitation.address)
        await page.wait_for_url(f"{here.root}/")
        took = await _changes(here, page)
    detail = f"the longest of {CHANGES}; median {statistics.median(took):.0f} ms"
    return Figure(
        "a change of track, from the session to a phone's page", max(took), 100, unit="ms", detail=detail
    )


async def _streams(data_dir: Path) -> Figure:
    async with demo(data_dir) as program, AsyncExitStack() as held:
        for _ in range(STREAMS // OF_EACH):
            client = Client(program.root)
            await client.enter(program.address)
            for _ in range(OF_EACH):
                await _open_stream(client, held)
        await program.settle()
        before = program.cpu_s()
        await asyncio.sleep(WATCHED_S)
        used = (program.cpu_s() - before) / WATCHED_S
    detail = f"of a core, over {WATCHED_S:.0f} s of a track that plays"
    return Figure(f"{STREAMS} open pages", used * 100, 5, unit="%", detail=detail)


async def _open_stream(client: Client, held: AsyncExitStack) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", client.port)
    held.callback(writer.close)
    writer.write(f"GET /events HTTP/1.1\r\nHost: {client.host}\r\nCookie: {client.cookie}\r\n\r\n".encode())
    await asyncio.wait_for(reader.readuntil(b"event: live"), 10)


async def _measure(data_dir: Path) -> list[Figure]:
    folders = [data_dir / name for name in ("shown", "streams")]
    for folder in folders:
        folder.mkdir()
    return [await _until_shown(folders[0]), await _streams(folders[1])]


def measure(data_dir: Path) -> list[Figure]:
    return asyncio.run(_measure(data_dir))
