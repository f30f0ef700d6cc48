"""The store, the account in it and its audit."""

from __future__ import annotations

import asyncio

from spotintro.cli.doctor.findings import Finding, fail, ok, warn
from spotintro.config.showing import without_password
from spotintro.wiring import Parts


async def check_account(parts: Parts) -> list[Finding]:
    """In one check, since the audit needs the store that the balance is read from."""
    from spotintro.cli.values import balance_in_words, counted

    url = parts.settings.store.url
    findings = [ok("store", without_password(url))] if url else [await asyncio.to_thread(_ground)]
    gate = await parts.gate()
    user = await gate.open()
    low_balance = parts.settings.credits.low_balance
    words = f"{balance_in_words(user, low_balance=low_balance)}, {user.used_credits} used."
    if user.available_credits <= low_balance:
        findings.append(warn("account", words, "`spotintro support` says how to get more."))
    else:
        findings.append(ok("account", words))
    under_way = await gate.transfer_under_way()
    if under_way is not None:
        findings.append(warn("move", under_way.line, "Until then its credits can be spent nowhere."))
    report = await gate.audit()
    if report.ok:
        findings.append(ok("audit", f"{counted(report.entries, 'entry', 'entries')}, everything agrees."))
    findings += [
        fail("audit", f"{problem.check}, {problem.row}: {problem.message}", "Put a copy of the store back.")
        for problem in report.problems
    ]
    return findings


def _ground() -> Finding:
    from spotintro.store.diagnosis import store_ground

    ground = store_ground()
    return ok("store", f"SQLite {ground.sqlite_version}, journal {ground.journal_mode}: {ground.reason}.")
