"""What the bytes of entries bind beside their own columns, against the rows that keep it.

An entry of version `c3` says what its grant brought, or of which move it is. So who changes a lot's expiry or
kind, a voucher's serial, the terms of an allowance or what a move carried has to rewrite the chain, too. Times are
compared as texts, as the bytes have them: what is no time any more is a difference like any other.
"""

from __future__ import annotations

import contextlib
import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, text

from spotintro.credits.base import AuditProblem
from spotintro.credits.referral import referral_code
from spotintro.store import chain, lots, moves, redemptions
from spotintro.store.postgres.server import is_server

_LOT = ("source", "reference", "priority", "promotional", "granted_at", "expires_at")
"""The columns of a lot that its grant's bytes say, in their order."""
_ALLOWANCE = ("every_days", "times", "lot_days", "started_at", "amount", "promotional")
"""Those of an allowance that are compared: the first four are in its grant's bytes, the others are the grant's."""

_GRANTS = """
    SELECT l.id AS lot, l.source, l.reference, l.priority, l.promotional, {l.granted_at}, {l.expires_at},
           e.amount AS granted, e.chain_version, e.canonical,
           a.serial, a.every_days, a.times, a.lot_days, {a.started_at}, a.amount, a.promotional AS kind
    FROM lot l
    JOIN entry e ON e.lot_id = l.id AND e.kind = 'grant' AND e.chain_version LIKE 'c3%'
    LEFT JOIN redemption r ON r.lot_id = l.id
    LEFT JOIN allowance a
           ON a.serial = r.serial AND a.operator_key = r.operator_key AND a.account_id = l.account_id
    WHERE l.account_id = :id"""
_MOVES = """
    SELECT t.id, t.direction, t.account_id, t.other_store, t.amount, t.content, {t.at}, {t.done_at}
    FROM transfer t WHERE t.account_id = :id"""
_USED_UP = """
    SELECT r.serial, r.operator_key, {r.at}, a.serial AS allowance,
           a.every_days, a.times, a.lot_days, {a.started_at}, a.amount, a.promotional AS kind
    FROM redemption r
    LEFT JOIN allowance a
           ON a.serial = r.serial AND a.operator_key = r.operator_key AND a.account_id = r.account_id
    WHERE r.account_id = :id AND r.transfer_id = :move"""
_KNOWN_VOUCHERS = "SELECT serial, operator_key FROM redemption WHERE account_id = :id"
_OF_MOVES = """
    SELECT e.sequence, e.kind, e.chain_version, e.canonical
    FROM lot l JOIN entry e ON e.lot_id = l.id AND e.chain_version LIKE 'c3%'
    WHERE l.account_id = :id AND (e.kind = 'adjust' OR (e.kind = 'grant' AND l.source = 'moved'))"""
_GRACE = "SELECT l.id, {l.grace_until} FROM lot l WHERE l.account_id = :id AND l.grace_until IS NOT NULL"
_CAME_BACK = """
    SELECT al.lot_id, {h.settled_at:came_at} FROM lot l
    JOIN allocation al ON al.lot_id = l.id
    JOIN hold h ON h.id = al.hold_id AND h.state IN ('released', 'expired')
    WHERE l.account_id = :id AND l.grace_until IS NOT NULL
    UNION ALL
    SELECT al.lot_id, {r.at:came_at} FROM lot l
    JOIN allocation al ON al.lot_id = l.id
    JOIN entry c ON c.hold_id = al.hold_id
    JOIN entry r ON r.refund_of = c.id
    WHERE l.account_id = :id AND l.grace_until IS NOT NULL"""
_CODE = "SELECT referral_code FROM account WHERE id = :id"
_TIME = re.compile(r"\{(\w+)\.(\w+)(?::(\w+))?\}")
"""A time in a query, to be read as the bytes have it; with a name of its own where it needs one."""

_Row = Row[Any]
_Ask = Callable[..., Iterable[_Row]]


def problems(connection: Connection, account_id: str) -> Iterator[AuditProblem]:
    """Yield what the account's rows say otherwise than the entries and moves that they came by."""

    def ask(query: str, **more: object) -> Iterable[_Row]:
        told = _TIME.sub(lambda found: _as_told(connection, *found.groups()), query)
        return connection.execute(text(told), {"id": account_id, **more})

    yield from _grants(ask)
    yield from _moves(ask, account_id, redemptions.store_id(connection))
    yield from _grace(ask)
    own = referral_code(redemptions.store_id(connection), account_id)
    if any(row.referral_code != own for row in ask(_CODE)):
        yield AuditProblem("terms", f"account {account_id}", "Its referral code is not that of this store.")


def _as_told(connection: Connection, table: str, column: str, name: str | None) -> str:
    time = f"{table}.{column}"
    if is_server(connection):
        time = f"to_char({time} AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')"
    return f"{time} AS {name or column}"


def _grants(ask: _Ask) -> Iterator[AuditProblem]:
    for row in ask(_GRANTS):
        brought = _brought(row)
        if brought is None or len(brought) != len(_LOT) + 1:
            yield AuditProblem("terms", f"lot {row.lot}", "The entry that granted it doesn't say what it brought.")
            continue
        *said, more = brought
        yield from _differences(f"lot {row.lot}", _LOT, [getattr(row, name) for name in _LOT], said)
        if row.source != "voucher":
            continue
        if more is None and row.serial is not None:
            yield AuditProblem("terms", f"allowance {row.serial}", "Its voucher was one for a single time.")
        elif isinstance(more, list):
            kept = [*(getattr(row, name) for name in _ALLOWANCE[:-1]), row.kind]
            yield from _differences(
                f"allowance {row.reference}", _ALLOWANCE, kept, [*more, row.granted, row.promotional]
            )


def _moves(ask: _Ask, account_id: str, store_id: str) -> Iterator[AuditProblem]:
    hashes: dict[str, str] = {}
    known = {(row.serial, row.operator_key) for row in ask(_KNOWN_VOUCHERS)}
    for row in list(ask(_MOVES)):
        name = f"transfer {row.id}"
        try:
            content = msgspec.json.decode(row.content, type=moves.Content)
        except msgspec.MsgspecError:
            yield AuditProblem("terms", name, "What it carried can't be read.")
            continue
        hashes[row.id] = hashlib.sha256(row.content.encode()).hexdigest()
        there, here = content.to_store, content.from_store
        at = chain.told(content.at)
        if row.direction == "in":
            there, here = here, there
            at = row.done_at
            yield from _used_up(ask, row, content)
            for voucher in content.redemptions:
                if (voucher.serial, voucher.operator_key) not in known:
                    yield AuditProblem("terms", f"voucher {voucher.serial}", f"It was used up by {name}.")
        yield from _differences(
            name,
            ("other_store", "store", "account_id", "amount", "at"),
            (row.other_store, store_id, row.account_id, row.amount, row.at),
            (there, here, content.account_id, content.credits, at),
        )
        if content.account_id != account_id:
            yield AuditProblem("terms", name, "It is another account's.")
    for row in ask(_OF_MOVES):
        brought = _brought(row)
        bound = brought[-1] if brought and row.kind == "grant" else brought
        if not isinstance(bound, list) or hashes.get(str(bound[0])) != bound[1]:
            yield AuditProblem(
                "terms", f"entry {row.sequence}", "What its move carried is not what is kept of it."
            )


def _used_up(ask: _Ask, move: _Row, content: moves.Content) -> Iterator[AuditProblem]:
    vouchers = {tuple(voucher) for voucher in content.redemptions}
    allowances = {(each.serial, each.operator_key): each for each in content.allowances}
    for row in ask(_USED_UP, move=move.id):
        if (row.serial, row.operator_key) not in vouchers or row.at != move.at:
            yield AuditProblem("terms", f"voucher {row.serial}", f"It was not used up by transfer {move.id}.")
        said = allowances.get((row.serial, row.operator_key))
        if (said is None) != (row.allowance is None):
            yield AuditProblem("terms", f"allowance {row.serial}", f"It is not as transfer {move.id} brought it.")
        elif said is not None:
            terms = (said.every_days, said.times, said.lot_days, chain.told(said.started_at), said.amount)
            kept = [*(getattr(row, name) for name in _ALLOWANCE[:-1]), row.kind]
            yield from _differences(f"allowance {row.serial}", _ALLOWANCE, kept, [*terms, said.promotional])


def _grace(ask: _Ask) -> Iterator[AuditProblem]:
    """A day of grace begins when something came back into its lot."""
    ends: set[tuple[object, str]] = set()
    graces = [(row.id, row.grace_until) for row in ask(_GRACE)]
    for row in ask(_CAME_BACK) if graces else ():
        with contextlib.suppress(ValueError, TypeError):  # no time: then no grace fits it
            ends.add((row.lot_id, f"{datetime.fromisoformat(row.came_at) + lots.GRACE:%Y-%m-%d %H:%M:%S.%f}"))
    for lot_id, until in graces:
        if (lot_id, until) not in ends:
            yield AuditProblem("terms", f"lot {lot_id}", f"Nothing came back into it a day before {until}.")


def _brought(row: _Row) -> list[object] | None:
    """Return what a row's entry binds; None also for bytes that are no entry, which the chain's check names."""
    try:
        return chain.brought_by(row.chain_version, bytes(row.canonical))
    except (msgspec.MsgspecError, UnicodeDecodeError, TypeError):
        return None


def _differences(
    row: str, names: Sequence[str], kept: Sequence[object], said: Sequence[object]
) -> Iterator[AuditProblem]:
    for name, here, there in zip(names, kept, said, strict=False):
        if here != there:
            yield AuditProblem("terms", row, f"Its {name} is {here}, and what brought it says {there}.")
