"""The history as text for other programs: CSV, JSON, and the plain-text books of beancount.

The columns are those of `COLUMNS`, in that order, whatever else is added: times are ISO 8601 in UTC, amounts are
whole credits with their sign. Titles are data: escaped as each format asks.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import AsyncIterator
from datetime import date, timedelta
from enum import StrEnum

from spotintro.credits.base import Entry, EntryKind
from spotintro.credits.features import UserTransaction
from spotintro.plain_text import single_line

COLUMNS = ("sequence", "at", "kind", "amount", "balance_after", "step", "description")

_FORMULA = ("=", "+", "-", "@")
_ASSETS = "Assets:SpotIntro:Credits"
_CONTRA = {
    EntryKind.GRANT: "Income:SpotIntro:Granted",
    EntryKind.EXPIRE: "Expenses:SpotIntro:Expired",
    EntryKind.REFUND: "Income:SpotIntro:Refunded",
    EntryKind.ADJUST: "Equity:SpotIntro:Adjusted",
}
_OTHER_FEATURE = "Expenses:SpotIntro:Other"


class ExportFormat(StrEnum):
    CSV = "csv"
    JSON = "json"
    BEANCOUNT = "beancount"


async def lines(entries: AsyncIterator[Entry], form: ExportFormat) -> AsyncIterator[str]:
    """Yield the lines of the export, without their ends; entries come oldest first and are not kept."""
    writing = {ExportFormat.CSV: _csv, ExportFormat.JSON: _json, ExportFormat.BEANCOUNT: _beancount}[form]
    async for line in writing(entries):
        yield line


def _values(entry: Entry) -> tuple[int | str | None, ...]:
    step = None if entry.step is None else entry.step.value
    described = single_line(entry.description, limit=2000)
    at = entry.at.isoformat()
    return (entry.sequence, at, entry.kind.value, entry.amount, entry.balance_after, step, described)


async def _csv(entries: AsyncIterator[Entry]) -> AsyncIterator[str]:
    """Yield CSV: RFC 4180 but for the line ends, which are single.

    A description that a spreadsheet would take for a formula gets an apostrophe in front.
    """
    yield ",".join(COLUMNS)
    async for entry in entries:
        *figures, described = _values(entry)
        text = str(described)
        row = io.StringIO()
        csv.writer(row, lineterminator="").writerow([*figures, f"'{text}" if text.startswith(_FORMULA) else text])
        yield row.getvalue()


async def _json(entries: AsyncIterator[Entry]) -> AsyncIterator[str]:
    """Yield one JSON document in ASCII, `{"entries": [...]}`, an entry a line."""
    yield '{"entries": ['
    held: str | None = None
    async for entry in entries:
        if held is not None:
            yield f"{held},"
        held = json.dumps(dict(zip(COLUMNS, _values(entry), strict=True)))
    if held is not None:
        yield held
    yield "]}"


async def _beancount(entries: AsyncIterator[Entry]) -> AsyncIterator[str]:
    """Yield beancount's syntax: accounts opened, a transaction of two postings an entry, the balance asserted."""
    last: Entry | None = None
    async for entry in entries:
        if last is None:
            for line in _opening(_day(entry)):
                yield line
        for line in _transaction(entry):
            yield line
        last = entry
    if last is not None:
        # An assertion holds at the beginning of its day.
        yield f"{_day(last) + timedelta(days=1)} balance {_ASSETS}  {last.balance_after} CREDIT"


def _opening(day: date) -> list[str]:
    accounts = (_ASSETS, *_CONTRA.values(), *map(_feature, UserTransaction), _OTHER_FEATURE)
    return [
        'option "title" "SpotIntro credits"',
        f"{day} commodity CREDIT",
        *(f"{day} open {account} CREDIT" for account in accounts),
        "",
    ]


def _transaction(entry: Entry) -> list[str]:
    if entry.kind is EntryKind.CAPTURE:
        contra = _OTHER_FEATURE if entry.step is None else _feature(entry.step)
    else:
        contra = _CONTRA[entry.kind]
    return [
        f"{_day(entry)} * {_quoted(single_line(entry.description, limit=2000))}",
        f"  sequence: {entry.sequence}",
        f"  at: {_quoted(entry.at.isoformat())}",
        f"  kind: {_quoted(entry.kind.value)}",
        f"  {_ASSETS}  {entry.amount} CREDIT",
        f"  {contra}  {-entry.amount} CREDIT",
        "",
    ]


def _feature(step: UserTransaction) -> str:
    """Name a component of an account: letters, digits and hyphens, with a capital first."""
    words = re.findall(r"[A-Za-z0-9]+", step.value)
    return f"Expenses:SpotIntro:{'-'.join(word.capitalize() for word in words)}"


def _day(entry: Entry) -> date:
    return entry.at.date()


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
