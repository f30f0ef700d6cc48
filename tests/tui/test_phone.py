"""The page for phones beside the screen: how it is begun, and what the screen says of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from spotintro.errors import SpotIntroError
from spotintro.session.phones import Invitation
from spotintro.tui.phones import Served
from spotintro.web.face import WebFace
from spotintro.web.network import Options
from tests.fakes.tui_parts import INTRO, FakeParts
from tests.tui.running import running, whole_intro
from tests.web.serving import Client

if TYPE_CHECKING:
    from spotintro.session.session import Session

ADDRESS = "http://192.0.2.7:7768/in/secret"


class FakePhones:
    """Serves nothing; a test has the number change."""

    def __init__(self) -> None:
        self.invitation = Invitation(ADDRESS, "123456", "Others could read along.")
        self.fail: SpotIntroError | None = None
        self.stopped = False
        self._tell: Callable[[Invitation], object] = lambda _: None

    async def start(self, session: Session, tell: Callable[[Invitation], object]) -> Invitation:
        if self.fail is not None:
            raise self.fail
        self._tell = tell
        return self.invitation

    async def stop(self) -> None:
        self.stopped = True

    def change(self, number: str) -> None:
        self.invitation = Invitation(ADDRESS, number)
        self._tell(self.invitation)


async def test_the_palettes_page_begins_it_and_shows_how_to_get_there(parts: FakeParts) -> None:
    phones = FakePhones()
    async with running(parts, (100, 40)) as here:
        here.app.served = Served(lambda _: phones, at_once=False)
        await here.press("P")
        await here.until_seen("type 123 456 there")
        await here.until_seen(ADDRESS)
        await here.until_seen("Others could read along.")
        await here.until_seen("▀")
        phones.change("654321")
        await here.until_seen("type 654 321 there")
        phones.change("")
        await here.until_seen("Pairing is closed")
        assert not any("654321" in line.said.text for line in here.app.session.last_lines)
    assert phones.stopped


async def test_an_address_of_this_machine_alone_is_nothing_to_scan(parts: FakeParts) -> None:
    phones = FakePhones()
    phones.invitation = Invitation("http://127.0.0.1:7768/in/secret", "123456")
    async with running(parts, (100, 40)) as here:
        here.app.served = Served(lambda _: phones, at_once=False)
        await here.press("P")
        await here.until_seen("no other device can. To pair it, type 123 456 there.")
        await here.until_seen("For phones, start with `spotintro demo --serve --lan`.")
        assert "▀" not in here.seen
        assert "phone, and" not in here.seen


async def test_what_cannot_be_served_is_told_on_the_page(parts: FakeParts) -> None:
    phones = FakePhones()
    phones.fail = SpotIntroError("The port is taken.", "Name another one.")
    async with running(parts) as here:
        here.app.served = Served(lambda _: phones, at_once=False)
        await here.press("P")
        await here.until_seen("The port is taken. Name another one.")


async def test_served_from_the_start_the_log_has_the_number(parts: FakeParts) -> None:
    phones = FakePhones()
    async with running(parts) as here:
        here.app.served = Served(lambda _: phones, at_once=True)
        await here.app.served.start_with(here.app)
        await here.until_logged("type 123456 on it")
        await here.until_logged("P shows how to get there")


async def test_where_another_program_serves_the_app_ends_with_1(parts: FakeParts) -> None:
    phones = FakePhones()
    phones.fail = SpotIntroError("The page is served already, at http://127.0.0.1:7768.", "Use that one.")
    async with running(parts) as here:
        here.app.served = Served(lambda _: phones, at_once=True)
        await here.app.served.start_with(here.app)
        assert here.app.return_code == 1


async def test_without_anything_to_serve_the_page_says_so(parts: FakeParts) -> None:
    async with running(parts) as here:
        await here.press("P")
        await here.until_seen("offers no page for phones")


@pytest.mark.slow
async def test_screen_and_page_show_the_same(parts: FakeParts, tmp_path: Path) -> None:
    parts.paths = replace(parts.paths, data_dir=tmp_path)
    async with running(parts) as here:
        here.app.served = Served(lambda made: WebFace(made, Options(port=0)), at_once=False)
        await here.press("P")
        await here.until_seen("Open this in a browser here")
        invitation = await here.app.served.start(here.app)
        phone = Client(invitation.address.partition("/in/")[0])
        await phone.enter(invitation.address)
        await phone.post("/pair", {"number": invitation.number})
        await here.until_logged("A phone was paired.")
        await here.press("escape", "v")
        await here.until(lambda: not here.app.session.standing.speak)
        assert "Introduce · 1 credit" in (await phone.ask("/")).body
        await phone.press("Introduce · 1 credit")
        await here.until(lambda: bool(parts.the_host.runs))
        parts.the_host.run.put(*whole_intro(charges=(INTRO,))[:2])
        await here.until_seen("This is Clair de lune.")
        assert "This is Clair de lune." in (await phone.ask("/")).body
        await phone.press("Stop the host")
        await here.until(lambda: parts.the_host.run.stopped)
