"""The demo's own desk: real vouchers, of a key that only the demo trusts."""

from __future__ import annotations

import stat
import traceback
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest

from spotintro.config import CreditSettings, Package, Paths, Settings
from spotintro.credits import requests, vouchers
from spotintro.credits.base import AccountState, LotKind, User, VoucherTerms
from spotintro.credits.requests import RequestUnreadable
from spotintro.operators.demo_desk import KEY_FILE, DemoDesk, DemoDeskError
from spotintro.wiring.parts import Parts
from tests.fakes.tui_parts import STORE_ID, FrozenClock


def request(package: str | None = None) -> str:
    state = AccountState(STORE_ID, "local", 7, "ab" * 32, User("local", 0, 10))
    return requests.encode(requests.request_of(state, package=package))


def desk(folder: Path, **packages: int) -> DemoDesk:
    offers = {name: requests.Offer(amount) for name, amount in packages.items()}
    return DemoDesk(folder, offers, FrozenClock())


def test_the_answer_is_a_real_voucher_for_the_account_that_asked(tmp_path: Path) -> None:
    here = desk(tmp_path)
    terms = vouchers.decode(here.answer(request()), [here.public_key()])
    assert terms == VoucherTerms(
        serial=terms.serial,
        operator_key=here.public_key(),
        credits=10,
        kind=LotKind.PROMOTIONAL,
        store_id=STORE_ID,
        account_id="local",
        redeem_by=date(2026, 11, 29),
        lot_days=30,
    )
    assert vouchers.decode(here.answer(request()), [here.public_key()]).serial != terms.serial


@pytest.mark.parametrize(("package", "worth"), [("Large", 100), ("unheard-of", 10), (None, 10)])
def test_it_gives_what_the_package_says(tmp_path: Path, package: str | None, worth: int) -> None:
    here = desk(tmp_path, Small=5, Large=100)
    assert vouchers.decode(here.answer(request(package)), [here.public_key()]).credits == worth


def test_a_package_that_comes_again_is_an_allowance(tmp_path: Path) -> None:
    package = Package(name="Monthly", credits=5, every_days=30, times=3)
    settings = Settings(credits=CreditSettings(packages=(package,)))
    demo = Parts(settings, Paths(tmp_path / "config.toml", tmp_path / "data"), demo=True)
    terms = demo.read_voucher(demo.ask_demo_desk(request("Monthly")))
    assert (terms.credits, terms.every_days, terms.times) == (5, 30, 3)


def test_the_key_is_made_once_and_for_its_owner_alone(tmp_path: Path) -> None:
    key = desk(tmp_path).public_key()
    assert stat.S_IMODE((tmp_path / KEY_FILE).stat().st_mode) == 0o600
    assert desk(tmp_path).public_key() == key
    assert {file.name for file in tmp_path.iterdir()} == {KEY_FILE, f"{KEY_FILE}.lock"}


def test_desks_that_begin_together_have_one_key(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as threads:
        keys = list(threads.map(lambda _: desk(tmp_path).public_key(), range(8)))
    assert len(set(keys)) == 1


@pytest.mark.parametrize("text", ["", "hello", "R403R093"])
def test_what_is_no_request_is_told(tmp_path: Path, text: str) -> None:
    with pytest.raises(RequestUnreadable) as told:
        desk(tmp_path).answer(text)
    assert told.value.message
    assert told.value.next_step


def test_a_damaged_key_is_told_without_what_the_file_holds(tmp_path: Path) -> None:
    (tmp_path / KEY_FILE).write_text("0123secret")
    with pytest.raises(DemoDeskError, match="damaged") as told:
        desk(tmp_path).public_key()
    assert "0123secret" not in "".join(traceback.format_exception(told.value))


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(DemoDeskError, match="can't be had"):
        desk(tmp_path / "gone").public_key()


def _parts(folder: Path, *, demo: bool) -> Parts:
    settings = Settings(credits=CreditSettings(packages=(Package(name="Large", credits=100),)))
    return Parts(settings, Paths(folder / "config.toml", folder / "data"), demo=demo)


def test_only_the_demo_trusts_it(tmp_path: Path) -> None:
    demo = _parts(tmp_path, demo=True)
    voucher = demo.ask_demo_desk(request("Large"))
    assert demo.read_voucher(voucher).credits == 100
    with pytest.raises(vouchers.VoucherKeyNotTrusted):
        _parts(tmp_path, demo=False).read_voucher(voucher)


def test_what_the_settings_revoke_is_refused(tmp_path: Path) -> None:
    private_key = vouchers.new_private_key()
    public_key = vouchers.public_key_of(private_key)
    terms = VoucherTerms("0" * 15 + "1", public_key, 5, LotKind.PAID, None, None, None, None)
    voucher = vouchers.encode(terms, private_key)
    paths = Paths(tmp_path / "config.toml", tmp_path)
    trusting = Settings(credits=CreditSettings(operator_keys=(public_key,)))
    assert Parts(trusting, paths).read_voucher(voucher) == terms
    revoking = CreditSettings(operator_keys=(public_key,), revoked_keys=(public_key,))
    with pytest.raises(vouchers.VoucherKeyRevoked):
        Parts(Settings(credits=revoking), paths).read_voucher(voucher)
    one = CreditSettings(operator_keys=(public_key,), revoked_vouchers=(terms.serial,))
    with pytest.raises(vouchers.VoucherRevoked):
        Parts(Settings(credits=one), paths).read_voucher(voucher)
