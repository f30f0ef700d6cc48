"""Referral: the code by which an account is named to a friend."""

from __future__ import annotations

import hashlib

_DOMAIN = b"spotintro referral 1\0"
_BYTES = 10


def referral_code(store_id: str, account_id: str) -> str:
    """20 hexadecimal digits: 80 bits of SHA-256, so that nobody hits or finds another account's by trying."""
    return hashlib.sha256(_DOMAIN + store_id.encode() + b"\0" + account_id.encode()).digest()[:_BYTES].hex()
