"""Credits that a voucher brought while a signal came are told."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, cast

import pytest

from spotintro.cli.execution import CancelledAndTold
from spotintro.cli.redeem import redeem_text
from spotintro.config import Settings
from spotintro.credits import armour
from spotintro.credits.base import LotKind, Redemption, User, VoucherTerms
from spotintro.wiring.parts import Parts
from tests.fakes.virtual_loop import LoopClock, VirtualLoop, run_in_virtual_time

TWO = " ".join(armour.write(armour.Kind.VOUCHER, bytes([number] * 60)) for number in (1, 2))


@dataclass
class Account:
    redeemed: list[str] = field(default_factory=list)

    async def redeem(self, terms: VoucherTerms) -> Redemption:
        await asyncio.sleep(0.1)
        self.redeemed.append(terms.serial)
        await asyncio.sleep(0.1)
        return Redemption(5, None, User("local", 10 + 5 * len(self.redeemed), 0))


class AccountParts:
    def __init__(self) -> None:
        self.settings = Settings()
        self.account = Account()

    async def gate(self) -> Account:
        return self.account

    def read_voucher(self, text: str) -> VoucherTerms:
        return VoucherTerms(text, "00" * 32, 5, LotKind.PAID, None, None, None, None)


@pytest.fixture
def end(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[BaseException | None, list[str], str]]:
    def run_it(turns: int, *, as_json: bool) -> tuple[BaseException | None, list[str], str]:
        async def work(loop: VirtualLoop, _: LoopClock) -> tuple[BaseException | None, list[str]]:
            parts = AccountParts()
            task = asyncio.ensure_future(redeem_text(cast("Parts", parts), TWO, as_json=as_json))
            loop.do_at_turn(turns, task.cancel)
            try:
                await task
            except asyncio.CancelledError as error:
                return error, parts.account.redeemed
            return None, parts.account.redeemed

        capsys.readouterr()
        error, redeemed = run_in_virtual_time(work)
        return error, redeemed, capsys.readouterr().out

    return run_it


@pytest.mark.parametrize("as_json", [True, False])
def test_at_any_await(end: Callable[..., tuple[BaseException | None, list[str], str]], as_json: bool) -> None:
    counts = set()
    for turns in range(1, 500):
        error, redeemed, out = end(turns, as_json=as_json)
        counts.add(len(redeemed))
        if not as_json:
            assert out.count("5 credits added") == len(redeemed)
        elif isinstance(error, CancelledAndTold) or error is None:
            document: dict[str, Any] = json.loads(out)
            assert len(document["vouchers"]) == len(redeemed)
            assert document.get("error", {}).get("code") == (None if error is None else "INTERRUPTED")
        else:
            assert (redeemed, out) == ([], "")
        if error is None:
            break
    assert counts >= {1, 2}
