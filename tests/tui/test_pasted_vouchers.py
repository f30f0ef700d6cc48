"""Vouchers as people copy them, on the support page; `tests/cli/test_pasted_vouchers.py` holds the same."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual import events

from spotintro.config import Settings
from tests.credits.vouchers import PUBLIC
from tests.credits.wrappings import wrapped
from tests.fakes.tui_parts import FakeParts, playing
from tests.tui.running import Running, running
from tests.tui.test_vouchers import opened, told, voucher


def _parts(tmp_path: Path) -> FakeParts:
    parts = FakeParts(settings=Settings(), playback=playing(), data_dir=tmp_path)
    parts.demo = False
    parts.operator_keys.append(PUBLIC)
    return parts


async def _paste(here: Running, text: str) -> None:
    here.app.post_message(events.Paste(text))
    await here.pilot.pause()
    await here.press("enter")


@pytest.mark.parametrize("wrappings", [30, pytest.param(200, marks=pytest.mark.soak)])
async def test_wrappings(tmp_path: Path, wrappings: int) -> None:
    async with running(_parts(tmp_path)) as here:
        page = await opened(here)
        for seed in range(wrappings):
            pasted = wrapped(seed)
            page.status.tell("")
            page.field.value = ""
            await _paste(here, pasted.text)
            if pasted.group is None:
                unit = "credit" if pasted.credits == 1 else "credits"
                await told(here, page, f"● {pasted.credits} {unit} added")
            else:
                await told(here, page, f"✖ Group {pasted.group} of this voucher")


async def test_a_voucher_far_down_a_long_mail_is_found(tmp_path: Path) -> None:
    async with running(_parts(tmp_path)) as here:
        page = await opened(here)
        await _paste(here, "words of a mail " * 1_000 + wrapped(1).text)
        await told(here, page, "● 2 credits added")


async def test_two_vouchers_are_redeemed_each_with_its_line(tmp_path: Path) -> None:
    async with running(_parts(tmp_path)) as here:
        page = await opened(here)
        await _paste(here, f"{wrapped(1).text}\n{voucher()}\n{wrapped(2).text}")
        await told(here, page, "● 2 credits added")
        await told(here, page, "● 3 credits added")
        await told(here, page, "✖ This voucher is signed with a key that is not trusted here.")
        assert [line for line in here.log if "added" in line] == [
            "2 credits added · 12 left.",
            "3 credits added · 15 left.",
        ]
