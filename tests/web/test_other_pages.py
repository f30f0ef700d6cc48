"""A page of somebody else's in the same browser: it can neither steer, nor spend, nor read."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from tests.fakes.tui_parts import FakeParts, playing
from tests.web.chromium import NAME, SIZES, chromium
from tests.web.serving import served

pytestmark = [pytest.mark.slow, pytest.mark.service]

PAGE = """<!doctype html><title>a trap</title>
<form id="trap" method="post" action="{root}/do" target="hidden"><input name="command" value="next_track"></form>
<iframe name="hidden"></iframe><iframe src="{root}/"></iframe><img src="{root}/cover/00">
<script>
document.getElementById("trap").submit();
const form = new URLSearchParams({{command: "next_track"}});
const asked = ["cors", "no-cors"].flatMap((mode) => ["/", "/events", "/do"].map((path) =>
  fetch("{root}" + path,
    {{mode, credentials: "include", ...(path === "/do" ? {{method: "POST", body: form}} : {{}})}})
    .then((answer) => answer.text()).catch(() => "")));
Promise.all(asked).then((texts) => {{ window.read = texts.join(""); }});
</script>"""


@asynccontextmanager
async def trap(root: str) -> AsyncIterator[int]:
    """Serve a page that tries it all; yield its port."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readline()
        page = PAGE.format(root=root).encode()
        length = f"Content-Length: {len(page)}\r\nConnection: close"
        head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n{length}\r\n\r\n"
        writer.write(head.encode() + page)
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    async with server:
        yield server.sockets[0].getsockname()[1]


@pytest.mark.parametrize("host", [NAME, "127.0.0.1"], ids=["another host", "another port of the same host"])
async def test_it_gets_nothing_and_does_nothing(tmp_path: Path, host: str) -> None:
    parts = FakeParts(playback=playing(), data_dir=tmp_path)
    async with served(parts) as here, trap(here.root) as port, chromium() as browser:
        context = await browser.new_context(viewport={"width": SIZES[0][0], "height": SIZES[0][1]})
        page = await context.new_page()
        await page.goto(here.invitation.address)
        await page.wait_for_url(f"{here.root}/")
        other = await context.new_page()
        await other.goto(f"http://{host}:{port}/")
        await other.wait_for_function("window.read !== undefined")
        assert await other.evaluate("window.read") == ""
        for frame in other.frames[1:]:
            assert "Clair de lune" not in await frame.content()
        # Its own page still may.
        await page.get_by_role("button", name="Louder").click()
        await here.until(lambda: "volume 75" in parts.the_player.asked)
        assert parts.the_player.asked == ["volume 75"]
