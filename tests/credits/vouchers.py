"""Key pairs and terms for tests."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from spotintro.credits.base import LotKind, VoucherTerms
from spotintro.credits.vouchers import MAX_ACCOUNT_BYTES, MAX_CREDITS, MAX_LOT_DAYS, public_key_of
from spotintro.plain_text import single_line

PRIVATE = "01" * 32
PUBLIC = public_key_of(PRIVATE)
OTHER_PRIVATE = "02" * 32
OTHER_PUBLIC = public_key_of(OTHER_PRIVATE)
STORE = "0123456789abcdef" * 2
FRIEND = "0123456789abcdef0123"


def terms(
    *,
    serial: str = "00112233445566ff",
    operator_key: str = PUBLIC,
    amount: int = 50,
    kind: LotKind = LotKind.PAID,
    store_id: str | None = STORE,
    account_id: str | None = "local",
    redeem_by: date | None = None,
    lot_days: int | None = None,
    every_days: int | None = None,
    times: int | None = None,
    referral_code: str | None = None,
) -> VoucherTerms:
    return VoucherTerms(
        serial,
        operator_key,
        amount,
        kind,
        store_id,
        account_id,
        redeem_by,
        lot_days,
        every_days,
        times,
        referral_code,
    )


def _hex(digits: int) -> st.SearchStrategy[str]:
    return st.binary(min_size=digits // 2, max_size=digits // 2).map(bytes.hex)


ACCOUNT_IDS = st.text(min_size=1, max_size=40).filter(
    lambda text: 1 <= len(text.encode("utf-8", "replace")) <= MAX_ACCOUNT_BYTES and single_line(text) == text
)
STORE_IDS = _hex(32)
REFERRAL_CODES = _hex(20)
ALLOWANCES = st.none() | st.tuples(st.integers(1, 3_650), st.integers(2, 11))


def _voucher_terms(allowance: tuple[int, int] | None, **named: Any) -> VoucherTerms:
    every_days, times = allowance or (None, None)
    return VoucherTerms(every_days=every_days, times=times, **named)


TERMS = st.builds(
    _voucher_terms,
    allowance=ALLOWANCES,
    serial=_hex(16),
    operator_key=st.just(PUBLIC),
    credits=st.integers(1, MAX_CREDITS),
    kind=st.sampled_from(LotKind),
    store_id=st.none() | STORE_IDS,
    account_id=st.none() | ACCOUNT_IDS,
    redeem_by=st.none() | st.dates(date(1970, 1, 2), date(1970, 1, 1) + timedelta(days=0xFFFF)),
    lot_days=st.none() | st.integers(1, MAX_LOT_DAYS),
    referral_code=st.none() | REFERRAL_CODES,
)
