"""The store, the account in it and its audit."""

from __future__ import annotations

import asyncio

from spotintro.cli.doctor.findings import Finding, fail, ok, warn
from spotintro.credits.base import CONFIRM_CLOCK, AccountState
from spotintro.wiring.parts import Parts


async def check_account(parts: Parts) -> list[Finding]:
    """Check store, balance and books. This is one check, since the audit needs the store of the balance."""
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
    outlook = await gate.outlook()
    if outlook.doubt is not None:
        findings.append(warn("clock", outlook.doubt.line, f"`{CONFIRM_CLOCK}`, or set the clock right."))
    state = await gate.state()
    under_way = await gate.move_under_way()
    if under_way is not None:
        findings.append(warn("move", under_way.line, "Until then its credits can be spent nowhere."))
    report = await gate.audit()
    findings.append(await asyncio.to_thread(_chain, parts, state))
    if report.ok:
        findings.append(ok("audit", f"{counted(report.entries, 'entry', 'entries')}, everything agrees."))
    findings += [
        fail("audit", f"{problem.check}, {problem.row}: {problem.message}", problem.next_step)
        for problem in report.problems
    ]
    return findings


def _chain(parts: Parts, state: AccountState) -> Finding:
    """Tell whether the books are keyed. Blocks up to 3 s."""
    keeper = parts.chain_keeper
    if keeper is None:
        return ok("books", "Not keyed: the server's roles protect them.")
    record = keeper.read(state.store_id, state.account_id)
    if record is not None and record.first is not None:
        return ok("books", f"Keyed from entry {record.first.sequence} on; the key is in the system's keyring.")
    problem = keeper.problem(state.store_id, state.account_id)
    if problem is None:
        return ok("books", "Not keyed yet; the next charge makes a key, in the system's keyring.")
    return warn(
        "books",
        f"New entries are not keyed. {problem.message}",
        "With a keyring that answers, the next charge is keyed by itself.",
    )


def _ground(url: str) -> Finding:
    """Tell what the store stands on. Blocks: a server is asked over the network."""
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
