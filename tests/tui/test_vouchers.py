"""The support page: what is asked for, the QR code, and the voucher that comes back."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import unquote

import pytest
from textual import events

from spotintro.config import CreditSettings, Package, Settings, SupportSettings
from spotintro.credits import armour, requests, vouchers
from spotintro.credits.base import LotKind, VoucherTerms
from spotintro.host.events import Failed
from spotintro.operators.demo_desk import KEY_FILE
from spotintro.tui.screens.support import SupportPage
from spotintro.tui.widgets.qr_code import QUIET_ZONE, qr_code_of
from tests.fakes.tui_parts import STORE_ID, FakeParts, playing
from tests.tui.running import Running, running, user

PACKAGES = (Package(name="Small", credits=10, price="2 €"), Package(name="[b]Large", credits=100))
PRIVATE_KEY = "5e" * 32


def voucher(serial: str = "00000000000000aa") -> str:
    terms = VoucherTerms(
        serial, vouchers.public_key_of(PRIVATE_KEY), 25, LotKind.PAID, STORE_ID, "local", None, None
    )
    return vouchers.encode(terms, PRIVATE_KEY)


def trust(parts: FakeParts) -> None:
    """Let the parts take this operator's vouchers."""
    parts.operator_keys.append(vouchers.public_key_of(PRIVATE_KEY))


@pytest.fixture
def supported(tmp_path: Path) -> FakeParts:
    settings = Settings(
        support=SupportSettings(email="credits@example.org"), credits=CreditSettings(packages=PACKAGES)
    )
    parts = FakeParts(settings=settings, playback=playing(), data_dir=tmp_path)
    trust(parts)
    return parts


async def opened(here: Running) -> SupportPage:
    await here.press("s")
    await here.until(lambda: isinstance(here.app.screen, SupportPage) and bool(here.app.screen.request))
    page = here.app.screen
    assert isinstance(page, SupportPage)
    return page


async def told(here: Running, page: SupportPage, part: str) -> None:
    await here.until(lambda: part in page.status.text, f"{part!r} in {page.status.text!r}")


async def submit(here: Running, page: SupportPage, text: str) -> None:
    await here.press("enter")
    await here.until(lambda: page.field.has_focus)
    page.field.fill(text)
    await here.press("enter")


@pytest.mark.parametrize("size", [(100, 32), (40, 20)])
async def test_the_demo_desk_closes_the_circle_by_keys(supported: FakeParts, size: tuple[int, int]) -> None:
    supported.the_account.expires_at = datetime(2026, 12, 22, 12, tzinfo=UTC)
    async with running(supported, size) as here:
        page = await opened(here)
        await here.until_seen("d asks it.")
        await here.press("d")
        await told(here, page, "The demo's desk answered with a voucher")
        await here.until(lambda: "The desk's voucher" in here.seen and page.field.value in voucher_on(page))
        await here.press("enter")
        await told(here, page, "10 credits added, good until 2026-12-22 · 20 left.")
        assert [terms.account_id for terms in supported.the_account.redeemed] == ["local"]
        assert here.app.focused is None
        assert page.field.value == ""
        await here.until(lambda: "10 credits added" in here.seen and "esc back" in here.seen)
        await here.press("escape")
        await here.until(lambda: here.app.screen is here.main)
        assert "● 20 credits" in here.bar
        assert here.log[-1] == "10 credits added, good until 2026-12-22 · 20 left."


def voucher_on(page: SupportPage) -> str:
    return page._text.answer.replace(" ", "-")


async def test_no_credits_have_the_sign_that_the_bar_has(supported: FakeParts) -> None:
    supported.the_account.balance = user(0, used=10)
    async with running(supported) as here:
        await opened(here)
        await here.until_seen("○ 0 credits available, 10 used")


async def test_a_voucher_of_a_trusted_operator_is_redeemed(supported: FakeParts) -> None:
    supported.demo = False
    async with running(supported) as here:
        page = await opened(here)
        await submit(here, page, voucher())
        await told(here, page, "● 25 credits added · 35 left.")
        await here.until(lambda: "Available: 35 credits" in page.message.body)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("hello", "This is no voucher."),
        (voucher().replace(voucher()[20:26], "000000"), "has a typo"),
    ],
    ids=["other text", "typo"],
)
async def test_what_is_no_voucher_is_one_line_and_changes_nothing(
    supported: FakeParts, text: str, line: str
) -> None:
    async with running(supported) as here:
        page = await opened(here)
        await submit(here, page, text)
        await told(here, page, line)
        assert page.status.text.startswith("✖ ")
        assert supported.the_account.redeemed == []
        assert page.field.has_focus
        assert page.field.value == text
        assert here.log == []


async def test_a_request_is_on_its_way_until_credits_come(supported: FakeParts) -> None:
    for again in (False, True):
        async with running(supported) as here:
            page = await opened(here)
            assert ("is on its way" in here.seen) is again
            await here.press("c")
            await here.until_seen("is on its way")
            if again:
                await submit(here, page, voucher())
                await told(here, page, "25 credits added")
                await here.until(lambda: "is on its way" not in here.seen, "the end of the waiting")


async def test_keys_that_can_do_nothing_are_not_offered(
    supported: FakeParts, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISPLAY", ":0")
    async with running(supported) as here:
        await opened(here)
        await here.until(lambda: "open mail" in here.seen and "demo desk" in here.seen, "all that can be done")
    supported.settings = Settings(credits=CreditSettings(packages=PACKAGES))
    async with running(supported) as here:
        await opened(here)
        assert "open mail" not in here.seen
    supported.demo = False
    supported.operator_keys.clear()
    async with running(supported) as here:
        await opened(here)
        await here.until_seen("No operator is set here")
        for offered in ("enter voucher", "QR code", "demo desk", "a voucher goes in here"):
            assert offered not in here.seen


async def test_what_was_refused_has_its_key_beside_the_new_balance(supported: FakeParts) -> None:
    async with running(supported) as here:
        run = await here.introduced()
        run.put(Failed("INSUFFICIENT_CREDITS", "This needs 2.", "", text="", charges=(), balance=None))
        run.end()
        await here.until(lambda: here.app.session.intros.refused is not None, "the refusal")
        page = await opened(here)
        await submit(here, page, voucher())
        await told(here, page, "● 25 credits added · 35 left. R does it now")
        await here.until_seen("35 credits available")
        await here.introduced("R")


async def test_enter_leaves_an_empty_field(supported: FakeParts) -> None:
    async with running(supported) as here:
        page = await opened(here)
        await here.press("enter")
        await here.until(lambda: page.field.has_focus)
        await here.press("enter")
        await here.until(lambda: not page.field.has_focus)
        assert here.app.screen is page


async def test_a_voucher_of_a_stranger_is_one_line(supported: FakeParts) -> None:
    supported.operator_keys.clear()
    async with running(supported) as here:
        page = await opened(here)
        await submit(here, page, voucher())
        await told(here, page, "✖ This voucher is signed with a key that is not trusted here.")
        assert supported.the_account.redeemed == []


async def test_a_voucher_used_before_is_one_line(supported: FakeParts) -> None:
    async with running(supported) as here:
        page = await opened(here)
        await submit(here, page, voucher())
        await told(here, page, "25 credits added")
        await submit(here, page, voucher())
        await told(here, page, "✖ This voucher was used before. Ask for another.")
        assert len(supported.the_account.redeemed) == 1


async def test_in_the_field_letters_are_text(supported: FakeParts) -> None:
    async with running(supported) as here:
        page = await opened(here)
        await here.press("enter", *"qisd1?", "space", "left")
        assert page.field.value == "qisd1? "
        assert here.app.screen is page
        assert supported.the_player.asked == []
        assert supported.the_host.runs == []
        await here.until(lambda: "esc leaves it" in here.seen)
        await here.press("escape")
        await here.until(lambda: not page.field.has_focus)
        assert here.app.screen is page
        await here.until(lambda: "esc back" in here.seen)
        await here.press("escape")
        await here.until(lambda: here.app.screen is here.main)


@pytest.mark.parametrize("focused", [True, False])
async def test_a_pasted_voucher_may_have_lines(supported: FakeParts, focused: bool) -> None:
    async with running(supported) as here:
        page = await opened(here)
        if focused:
            await here.press("enter")
        here.app.post_message(events.Paste(f"SpotIntro voucher\n> {armour.lines(voucher())}\x1b[31m\n"))
        await here.until(lambda: page.field.value != "" and page.field.has_focus)
        assert "\x1b" not in page.field.value
        await here.press("enter")
        await told(here, page, "25 credits added")


async def test_a_pasted_novel_is_cut(supported: FakeParts) -> None:
    async with running(supported) as here:
        page = await opened(here)
        here.app.post_message(events.Paste("word " * 100_000))
        await here.until(lambda: page.field.value != "")
        assert len(page.field.value) <= 2000


async def test_a_package_is_chosen_by_its_number(supported: FakeParts) -> None:
    async with running(supported) as here:
        page = await opened(here)
        assert "▸ 1  Small: 10 credits, 2 €" in here.seen
        assert "  2  [b]Large: 100 credits" in here.seen
        assert requests.decode(page.request).package == "Small"
        await here.press("2")
        await here.until(lambda: "▸ 2  [b]Large: 100 credits" in here.seen)
        assert requests.decode(page.request).package == "[b]Large"
        assert "Package: [b]Large" in page.message.body
        await here.press("3")
        await told(here, page, "no package of that number")
        assert requests.decode(page.request).package == "[b]Large"


async def test_the_message_carries_the_request(supported: FakeParts, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", ":0")
    async with running(supported) as here:
        await opened(here)
        found: list[str] = []
        monkeypatch.setattr(here.app, "open_url", found.append)
        await here.press("c", "o")
        await here.until(lambda: len(found) == 1)
        for sent in (here.app.clipboard, unquote(found[0]).replace("\r\n", "\n")):
            request = requests.decode(sent[sent.index("Request:") + len("Request:") :])
            assert (request.store_id, request.account_id, request.sequence) == (STORE_ID, "local", 7)


async def test_the_qr_code_is_toggled_where_it_fits(supported: FakeParts) -> None:
    async with running(supported) as here:
        page = await opened(here)
        code = qr_code_of(page.request.replace("-", ""))
        rows = [line.plain for line in code.lines()]
        assert rows[1] not in here.seen
        await here.press("g")
        await here.until(lambda: all(row.rstrip() in here.seen for row in rows), "the whole code")
        await here.press("g")
        await here.until(lambda: rows[1] not in here.seen)


async def test_a_qr_code_that_does_not_fit_is_one_line(supported: FakeParts) -> None:
    async with running(supported, (40, 20)) as here:
        page = await opened(here)
        await here.press("g")
        await here.until(lambda: "The QR code needs 41 columns" in here.seen)
        assert "█" not in here.seen.replace("▃", "")
        await here.pilot.resize_terminal(100, 20)
        await here.until(lambda: "rows, and here are 9" in here.seen, "as wide, but not as high")
        await here.pilot.resize_terminal(100, 40)
        await here.until(lambda: qr_code_of(page.request.replace("-", "")).lines()[2].plain in here.seen)


def test_the_half_blocks_show_the_code_as_it_is() -> None:
    import segno

    text = "R403R09338NKRKAYYDXW0J64"
    lit: list[list[bool]] = []
    for line in qr_code_of(text).lines():
        lit.append([sign in "▀█" for sign in line.plain])
        lit.append([sign in "▄█" for sign in line.plain])
    matrix = [
        [not module for module in row] for row in segno.make(text, error="l", micro=False).matrix_iter(border=2)
    ]
    assert lit[: len(matrix)] == matrix
    assert all(matrix[0])
    assert QUIET_ZONE == 2


async def test_outside_the_demo_there_is_no_desk(supported: FakeParts, tmp_path: Path) -> None:
    supported.demo = False
    async with running(supported) as here:
        page = await opened(here)
        assert "demo desk" not in here.seen
        await here.press("d")
        await here.pilot.pause()
        assert page.field.value == ""
        assert not (tmp_path / KEY_FILE).exists()


async def test_a_desk_that_cannot_answer_is_one_line(supported: FakeParts, tmp_path: Path) -> None:
    (tmp_path / KEY_FILE).write_text("damaged")
    async with running(supported) as here:
        page = await opened(here)
        await here.press("d")
        await told(here, page, "is damaged. Remove that file")
        await submit(here, page, voucher())
        await told(here, page, "✖ The demo desk's key")
        assert supported.the_account.redeemed == []


async def test_a_second_enter_redeems_nothing_twice(supported: FakeParts) -> None:
    supported.the_account.may_redeem.clear()
    async with running(supported) as here:
        page = await opened(here)
        await submit(here, page, voucher())
        await here.until(lambda: page._redeeming)
        await here.press("enter")
        assert len([worker for worker in here.app.workers if worker.group == "voucher"]) == 1
        supported.the_account.may_redeem.set()
        await told(here, page, "25 credits added")


async def test_who_leaves_while_it_is_redeemed_reads_it_in_the_log(supported: FakeParts) -> None:
    supported.the_account.may_redeem.clear()
    async with running(supported) as here:
        page = await opened(here)
        await submit(here, page, voucher())
        await here.press("escape", "escape")
        await here.until(lambda: here.app.screen is here.main)
        supported.the_account.may_redeem.set()
        await here.until_logged("25 credits added · 35 left.")
        await here.until(lambda: "● 35 credits" in here.bar)
        await here.until(lambda: not [w for w in here.app.workers if w.group == "voucher" and not w.is_finished])
        await here.pilot.pause()
        assert here.log == ["25 credits added · 35 left."]


async def test_where_there_is_nothing_to_choose_two_steps_are_left(parts: FakeParts) -> None:
    async with running(parts) as here:
        await opened(here)
        await here.until_seen("1  Send the request")
        await here.until_seen("2  Paste the answer")
        assert "Choose" not in here.seen
