"""The store, the account in it and its audit."""

from __future__ import annotations

import asyncio

from spotintro.cli.doctor.findings import Finding, fail, ok, warn
from spotintro.wiring import Parts


async def check_account(parts: Parts) -> list[Finding]:
    """In one check, since the audit needs the store that the balance is read from."""
    from spotintro.cli.values import balance_in_words, counted

    gate = await parts.gate()
    user = await gate.open()  # before it, a new store has no table that a role could have rights to
    findings = [await asyncio.to_thread(_ground, parts.settings.store.url)]
    low_balance = parts.settings.credits.low_balance
    words = f"{balance_in_words(user, low_balance=low_balance)}, {user.used_credits} used."
    if user.available_credits <= low_balance:
        findings.append(warn("account", words, "`spotintro support` says how to get more."))
    else:
        findings.append(ok("account", words))
    report = await gate.audit()
    if report.ok:
        findings.append(ok("audit", f"{counted(report.entries, 'entry', 'entries')}, everything agrees."))
    findings += [
        fail("audit", f"{problem.check}, {problem.row}: {problem.message}", "Put a copy of the store back.")
        for problem in report.problems
    ]
    return findings


def _ground(url: str) -> Finding:
    """Blocks: a server is asked over the network."""
    from spotintro.store.address import PostgresUrl, address_of
    from spotintro.store.diagnosis import server_ground, store_ground

    address = address_of(url) if url else None
    if isinstance(address, PostgresUrl):
        server = server_ground(address)
        words = f"PostgreSQL {server.version}, {address}, as {server.role}"
        if server.rewrites_entries:
            return warn(
                "store",
                f"{words}, who could change what is booked.",
                "docs/postgres.md makes a role that can't, for every day.",
            )
        return ok("store", f"{words}, who can't change what is booked.")
    ground = store_ground()
    where = f"{address}, " if address else ""
    return ok("store", f"{where}SQLite {ground.sqlite_version}, journal {ground.journal_mode}: {ground.reason}.")
