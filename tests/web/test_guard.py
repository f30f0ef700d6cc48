"""Who is let in, and how: nothing is shown, changed or spent for anybody else."""

from __future__ import annotations

import asyncio
import json
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest

from spotintro.state.web_access import LASTS, MAX_PHONES, WebAccess, file_in
from spotintro.web.guard import BURST, MAX_BODY, SECURITY
from spotintro.web.network import Options
from spotintro.web.pairing import WRONG_EACH, WRONG_IN_ALL, Answer, Pairing
from spotintro.web.stream import MAX_OF_ONE
from tests.fakes.tui_parts import FakeParts, FrozenClock, playing
from tests.web.serving import Client, Served, served

pytestmark = pytest.mark.slow

PLACES = (
    "/",
    "/support",
    "/help",
    "/events",
    "/cover/00",
    "/static/page.css",
    "/manifest.webmanifest",
    "/nothing",
)
SHOWN = ("Clair de lune", "credits", "R8", "Introduce")


@pytest.fixture
def parts(tmp_path: Path) -> FakeParts:
    return FakeParts(playback=playing(), data_dir=tmp_path)


async def refused_everywhere(phone: Client, status: int) -> None:
    for place in PLACES:
        answer = await phone.ask(place)
        assert answer.status == status, place
        assert not any(part in answer.body for part in SHOWN)
    assert (await phone.do("next_track")).status == status
    assert (await phone.post("/pair", {"number": "000000"})).status == status


def untouched(here: Served) -> bool:
    return not here.parts.the_host.runs and not here.parts.the_player.asked and not here.parts.the_account.redeemed


async def test_without_a_cookie_nothing_is_served(parts: FakeParts) -> None:
    async with served(parts) as here:
        await refused_everywhere(here.client(), 403)
        assert untouched(here)


@pytest.mark.parametrize("token", ["", "x", "A" * 32, "%00", "../", "é", "x" * 4000])
async def test_a_guessed_token_lets_nobody_in(parts: FakeParts, token: str) -> None:
    from urllib.parse import quote

    async with served(parts) as here:
        answer = await here.client().ask(f"/in/{quote(token)}")
        assert answer.status in {403, 404}
        assert "set-cookie" not in answer.headers


async def test_a_guessed_cookie_lets_nobody_in(parts: FakeParts) -> None:
    async with served(parts) as here:
        name = (await here.visitor()).cookie.partition("=")[0]
        for guess in ("", "x", "A" * 32, '"\\', "é", "x" * 4000, "a; b=c"):
            phone = Client(here.root, f"{name}={guess}")
            assert (await phone.ask("/")).status == 403
        assert untouched(here)


@pytest.mark.parametrize(
    "other", ['settings={"a": "b", "c": 1}', "name=José", 'theme="dark" ; x', "a b", "=x", "@=;;", "{name}=old"]
)
async def test_cookies_of_others_on_this_host_lock_no_phone_out(parts: FakeParts, other: str) -> None:
    async with served(parts) as here:
        phone = await here.paired()
        own = phone.cookie
        theirs = other.replace("{name}", own.partition("=")[0])
        for phone.cookie in (f"{theirs}; {own}", f"{own}; {theirs}"):
            assert (await phone.ask("/")).status == 200
        phone.cookie = f"{theirs}; x{own}; {own}x"
        assert (await phone.ask("/")).status == 403


async def test_the_cookie_is_for_this_page_alone(parts: FakeParts) -> None:
    async with served(parts) as here:
        answer = await here.client().enter(here.invitation.address)
        attributes = {part.strip().lower() for part in answer.headers["set-cookie"].split(";")}
        assert {"httponly", "samesite=strict", "path=/"} <= attributes
        assert here.invitation.address.rpartition("/")[2] not in answer.body


async def test_revoking_ends_the_address_the_phones_and_their_streams(parts: FakeParts, tmp_path: Path) -> None:
    async with served(parts) as here:
        phone = await here.paired()
        reader, writer = await asyncio.open_connection("127.0.0.1", phone.port)
        writer.write(f"GET /events HTTP/1.1\r\nHost: {phone.host}\r\nCookie: {phone.cookie}\r\n\r\n".encode())
        await reader.readuntil(b"event: live")
        WebAccess(file_in(tmp_path)).revoke()
        here.session.say("Something new.")
        rest = await asyncio.wait_for(reader.readuntil(b"event: gone"), 10)
        assert b"Something new." not in rest
        writer.close()
        await refused_everywhere(phone, 403)
        old = here.client()
        assert (await old.enter(here.invitation.address)).status == 403
        assert not old.cookie


async def test_a_phone_stays_known_and_paired_over_a_new_start(tmp_path: Path) -> None:
    async with served(FakeParts(playback=playing(), data_dir=tmp_path)) as here:
        phone = await here.paired()
        value = phone.cookie.partition("=")[2]
        address = here.invitation.address
    async with served(FakeParts(playback=playing(), data_dir=tmp_path)) as here:
        assert here.invitation.address.rpartition("/")[2] == address.rpartition("/")[2]
        again = Client(here.root, f"spotintro-{here.client().port}={value}")
        assert "Introduce" in (await again.ask("/")).body


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "127.0.0.1:1", "", "localhost.evil.example"])
async def test_another_host_name_is_refused(parts: FakeParts, host: str) -> None:
    async with served(parts) as here:
        phone = await here.paired()
        phone.sent["Host"] = host or " "
        for place in (*PLACES, here.invitation.address.partition(here.root)[2]):
            answer = await phone.ask(place)
            assert answer.status in {400, 421}
            assert "set-cookie" not in answer.headers
        assert (await phone.do("next_track")).status in {400, 421}
        assert untouched(here)


async def test_a_further_name_of_this_machine_is_taken(parts: FakeParts) -> None:
    async with served(parts, Options(port=0, names=("phone.test",))) as here:
        assert here.root.startswith("http://phone.test:")
        phone = await here.paired()
        assert "Introduce" in (await phone.ask("/")).body
        # The same cookie under the other name, with the origin of the first.
        phone.sent["Host"] = f"127.0.0.1:{phone.port}"
        assert (await phone.do("next_track")).status == 403


@pytest.mark.parametrize("origin", ["", "null", "http://evil.example", "https://{host}", "http://127.0.0.1:1"])
async def test_a_form_of_another_page_is_refused(parts: FakeParts, origin: str) -> None:
    async with served(parts) as here:
        phone = await here.paired()
        form = {"command": "next_track"}
        answer = await phone.post("/do", form, Origin=origin.format(host=phone.host))
        assert answer.status == 403
        assert untouched(here)


@pytest.mark.parametrize(
    ("site", "mode", "dest", "status"),
    [
        ("cross-site", "cors", "empty", 403),
        ("same-site", "no-cors", "image", 403),
        ("cross-site", "navigate", "iframe", 403),
        ("cross-site", "navigate", "document", 200),
        ("none", "navigate", "document", 200),
        ("same-origin", "cors", "empty", 200),
    ],
)
async def test_a_browser_that_tells_who_asks_is_believed(
    parts: FakeParts, site: str, mode: str, dest: str, status: int
) -> None:
    async with served(parts) as here:
        phone = await here.paired()
        phone.sent.update({"Sec-Fetch-Site": site, "Sec-Fetch-Mode": mode, "Sec-Fetch-Dest": dest})
        assert (await phone.ask("/")).status == status


async def test_every_answer_says_what_a_browser_may_do_with_it(parts: FakeParts) -> None:
    async with served(parts) as here:
        phone = await here.paired()
        for client in (phone, here.client()):
            for place in (*(place for place in PLACES if place != "/events"), "/in/x"):
                headers = (await client.ask(place)).headers
                assert {name: headers.get(name) for name in SECURITY} == SECURITY, place
                assert headers["cache-control"]
                assert "server" not in headers


async def test_other_methods_forms_and_sizes_are_refused(parts: FakeParts) -> None:
    async with served(parts) as here:
        phone = await here.paired()
        assert (await phone.ask("/", method="PUT")).status == 405
        assert (await phone.ask("/do", method="OPTIONS")).status == 405
        json_type = {"Content-Type": "application/json"}
        assert (await phone.post("/do", {"command": "next_track"}, **json_type)).status == 415
        assert (await phone.post("/support/redeem", {"voucher": "x" * MAX_BODY})).status == 413
        unnamed = {"Content-Length": "", "Transfer-Encoding": "chunked"}
        assert (await phone.post("/do", {"command": "next_track"}, **unnamed)).status == 413
        assert (await phone.post("/do", {"command": "nonsense"})).status == 303
        assert untouched(here)


async def test_a_form_that_breaks_off_is_no_news(parts: FakeParts, caplog: pytest.LogCaptureFixture) -> None:
    async with served(parts) as here:
        phone = await here.paired()
        assert here.face._server is not None
        _, writer = await asyncio.open_connection("127.0.0.1", phone.port)
        head = f"POST /do HTTP/1.1\r\nHost: {phone.host}\r\nOrigin: {phone.root}\r\nCookie: {phone.cookie}\r\n"
        kind = "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 99\r\n\r\n"
        writer.write(f"{head}{kind}command=next_track".encode())
        await writer.drain()
        tasks = here.face._server.server_state.tasks
        await here.until(lambda: len(tasks) == 1)
        writer.close()
        await here.until(lambda: not tasks)
        assert [record for record in caplog.records if record.levelname == "ERROR"] == []
        assert untouched(here)


async def test_as_many_notes_are_kept_as_phones(parts: FakeParts) -> None:
    async with served(parts) as here:
        first = await here.paired()
        await first.post("/support/redeem", {"voucher": "from the first"})
        for _ in range(MAX_PHONES):
            phone = await here.visitor()
            await phone.post("/support/redeem", {"voucher": "from another"})
        assert "from another" in (await phone.ask("/support")).body
        assert "from the first" not in (await first.ask("/support")).body


async def test_too_many_commands_at_once_are_refused(parts: FakeParts) -> None:
    async with served(parts) as here:
        phone = await here.visitor()
        phone.sent["X-Live"] = "1"
        answers = [(await phone.do("louder")).status for _ in range(BURST + 3)]
        assert answers == [200] * BURST + [429] * 3
        parts.clock.elapsed_s += 1
        assert (await phone.do("louder")).status == 200


async def test_one_phone_has_so_many_streams_and_no_more(parts: FakeParts) -> None:
    async with served(parts) as here:
        phone = await here.visitor()
        ask = f"GET /events HTTP/1.1\r\nHost: {phone.host}\r\nCookie: {phone.cookie}\r\n\r\n".encode()
        opened = []
        for _ in range(MAX_OF_ONE):
            reader, writer = await asyncio.open_connection("127.0.0.1", phone.port)
            writer.write(ask)
            await reader.readuntil(b"event: live")
            opened.append(writer)
        assert (await phone.ask("/events")).status == 503
        for writer in opened:
            writer.close()
        for _ in range(100):
            await asyncio.sleep(0.01)  # the server hears of the ends by itself
            reader, writer = await asyncio.open_connection("127.0.0.1", phone.port)
            writer.write(ask)
            status = await reader.readline()
            writer.close()
            if b"200" in status:
                break
        assert b"200" in status


async def test_a_number_pairs_one_phone(parts: FakeParts) -> None:
    async with served(parts) as here:
        first, second = await here.visitor(), await here.visitor()
        number = here.number
        await first.post("/pair", {"number": f" {number[:3]} {number[3:]} "})
        assert await first.note() == Answer.PAIRED.value
        assert here.number != number
        await second.post("/pair", {"number": number})
        assert await second.note() == Answer.WRONG.value
        assert here.number not in (await first.ask("/")).body
        assert not any(here.number in line.said.text for line in here.session.last_lines)


def test_wrong_numbers_change_it_and_close_the_pairing_at_last() -> None:
    numbers: list[str] = []
    pairing = Pairing(numbers.append)
    wrong = "x"
    answers = [pairing.judge(wrong) for _ in range(WRONG_IN_ALL + 1)]
    assert answers.count(Answer.CHANGED) == WRONG_IN_ALL // WRONG_EACH - 1
    assert answers[-2:] == [Answer.CLOSED, Answer.CLOSED]
    assert len(set(numbers)) == len(numbers) == WRONG_IN_ALL // WRONG_EACH
    assert numbers[-1] == pairing.number == ""
    assert pairing.judge("") is Answer.CLOSED


def test_phones_are_forgotten_by_age_and_number(tmp_path: Path) -> None:
    access, clock = WebAccess(file_in(tmp_path)), FrozenClock()
    cookies: list[str] = []
    for _ in range(MAX_PHONES + 2):
        clock.elapsed_s += 1
        cookie = access.enter(access.token, clock.now())
        assert cookie is not None
        if not cookies:
            phone = access.phone(cookie, clock.now())
            assert phone is not None
            access.pair(phone)
        cookies.append(cookie)
    known = [access.phone(cookie, clock.now()) is not None for cookie in cookies]
    assert known == [True, False, False, *([True] * (MAX_PHONES - 1))]
    assert access.phone(cookies[-1], clock.now() + LASTS + timedelta(seconds=1)) is None


def test_phones_that_come_at_once_are_all_kept(tmp_path: Path) -> None:
    access, now = WebAccess(file_in(tmp_path)), FrozenClock().now()
    token, phones = access.token, 16
    at_once = threading.Barrier(phones)

    def come(_: int) -> str | None:
        at_once.wait(10)
        return access.enter(token, now)

    with ThreadPoolExecutor(phones) as pool:
        cookies = list(pool.map(come, range(phones)))
    kept = WebAccess(file_in(tmp_path))
    assert [cookie for cookie in cookies if cookie is None or kept.phone(cookie, now) is None] == []


def test_who_comes_by_a_token_that_another_program_revoked_stays_out(tmp_path: Path) -> None:
    access, now = WebAccess(file_in(tmp_path)), FrozenClock().now()
    old = access.token
    WebAccess(file_in(tmp_path)).revoke()
    assert access.enter(old, now) is None
    assert access.token != old


def test_what_is_kept_is_for_its_owner_and_holds_no_cookie(tmp_path: Path) -> None:
    access, clock = WebAccess(file_in(tmp_path)), FrozenClock()
    cookie = access.enter(access.token, clock.now())
    assert cookie is not None
    assert file_in(tmp_path).stat().st_mode & 0o777 == 0o600
    assert cookie not in file_in(tmp_path).read_text()
    assert access.token not in json.dumps([*json.loads(file_in(tmp_path).read_text())["phones"]])


@pytest.mark.parametrize(
    "content", ["", "[]", "{}", '{"token": 1, "phones": {}}', '{"token": "", "phones": {"a": 1}}']
)
def test_a_damaged_file_lets_nobody_in(tmp_path: Path, content: str) -> None:
    file_in(tmp_path).write_text(content)
    access, clock = WebAccess(file_in(tmp_path)), FrozenClock()
    assert access.phone("x", clock.now()) is None
    assert access.enter("", clock.now()) is None
    assert len(access.token) >= 32
