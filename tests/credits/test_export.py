"""What other programs read: every title comes through as data, and the books balance."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spotintro.credits.base import Entry, EntryKind
from spotintro.credits.export import COLUMNS, ExportFormat, lines
from spotintro.credits.features import UserTransaction
from spotintro.plain_text import single_line

WRITE = UserTransaction.GENERATE_TRACK_INTRO
START = datetime(2026, 1, 2, 23, 59, tzinfo=UTC)
TITLES = st.one_of(
    st.text(), st.sampled_from(['"', "\\", '\\"', '"\n2026-01-01 close X', "=1+1", "-1", "a;b,c", ""])
)

TEXT = r'"(?:[^"\\\n]|\\["\\])*"'
ACCOUNT = r"(?:Assets|Income|Expenses|Equity)(?::[A-Z0-9][A-Za-z0-9-]*)+"
DATE = r"\d{4}-\d\d-\d\d"
GRAMMAR = {
    "option": rf"option {TEXT} {TEXT}",
    "commodity": rf"{DATE} commodity CREDIT",
    "open": rf"{DATE} open (?P<opened>{ACCOUNT}) CREDIT",
    "transaction": rf"(?P<date>{DATE}) \* (?P<narration>{TEXT})",
    "metadata": rf"  [a-z][a-z0-9_-]*: (?:\d+|{TEXT})",
    "posting": rf"  (?P<account>{ACCOUNT})  (?P<amount>-?\d+) CREDIT",
    "balance": rf"(?P<day>{DATE}) balance {ACCOUNT}  (?P<sum>\d+) CREDIT",
    "blank": "",
}


def book(*told: tuple[EntryKind, int, UserTransaction | None, str]) -> list[Entry]:
    entries: list[Entry] = []
    balance = 0
    for number, (kind, amount, step, description) in enumerate(told, start=1):
        balance += amount
        at = START + timedelta(hours=number)
        entries.append(Entry(number, at, kind, amount, balance, step, description))
    return entries


async def exported(entries: Sequence[Entry], form: ExportFormat) -> list[str]:
    async def one_by_one() -> AsyncIterator[Entry]:
        for entry in entries:
            yield entry

    return [line async for line in lines(one_by_one(), form)]


async def _rows(entries: Sequence[Entry]) -> AsyncIterator[list[str]]:
    for line in await exported(entries, ExportFormat.CSV):
        yield next(csv.reader([line], strict=True))


def every_kind(title: str) -> list[Entry]:
    return book(
        (EntryKind.GRANT, 10, None, "Demo credits"),
        (EntryKind.CAPTURE, -2, WRITE, title),
        (EntryKind.CAPTURE, -1, None, title),
        (EntryKind.EXPIRE, -3, None, "Voucher, lapsed"),
        (EntryKind.REFUND, 1, None, title),
        (EntryKind.ADJUST, -1, None, title),
    )


@given(title=TITLES)
async def test_the_table_has_every_column_and_no_formula(title: str) -> None:
    entries = every_kind(title)
    text = "".join(f"{line}\n" for line in await exported(entries, ExportFormat.CSV))
    rows = list(csv.reader(text.splitlines(), strict=True))
    assert (
        tuple(rows[0]) == COLUMNS == ("sequence", "at", "kind", "amount", "balance_after", "step", "description")
    )
    assert [int(row[3]) for row in rows[1:]] == [entry.amount for entry in entries]
    for row, entry in zip(rows[1:], entries, strict=True):
        assert datetime.fromisoformat(row[1]) == entry.at
        assert row[6].removeprefix("'") == single_line(entry.description, limit=2000).removeprefix("'")
        assert not row[6].startswith(("=", "+", "-", "@"))


async def test_a_charge_in_the_table_and_in_the_document() -> None:
    entries = every_kind("Gymnopédie")
    table = [row async for row in _rows(entries)]
    assert table[2] == ["2", "2026-01-03T01:59:00+00:00", "capture", "-2", "8", WRITE.value, "Gymnopédie"]
    assert table[3][5:] == ["", "Gymnopédie"]
    document = json.loads("\n".join(await exported(entries, ExportFormat.JSON)))
    assert [row["step"] for row in document["entries"]] == [None, WRITE.value, None, None, None, None]


async def test_a_title_is_cut_at_2000_characters() -> None:
    table = [row async for row in _rows(every_kind("a" * 3000))]
    assert len(table[2][6]) == 2000


@given(title=TITLES)
async def test_the_document_is_json(title: str) -> None:
    entries = every_kind(title)
    found = json.loads("\n".join(await exported(entries, ExportFormat.JSON)))
    assert [row["amount"] for row in found["entries"]] == [entry.amount for entry in entries]
    assert {tuple(row) for row in found["entries"]} == {COLUMNS}
    assert found["entries"][1]["description"] == single_line(title, limit=2000)


@given(title=TITLES)
async def test_the_books_are_beancounts_and_balance(title: str) -> None:
    entries = every_kind(title)
    opened: set[str] = set()
    amounts: list[int] = []
    kinds: list[str] = []
    for line in await exported(entries, ExportFormat.BEANCOUNT):
        assert "\n" not in line
        kind, match = next(
            (kind, match) for kind, rule in GRAMMAR.items() if (match := re.fullmatch(rule, line)) is not None
        )
        kinds.append(kind)
        found = match.groupdict()
        opened |= {found["opened"]} if "opened" in found else set()
        if kind == "posting":
            assert found["account"] in opened
            amounts.append(int(found["amount"]))
        if kind == "balance":
            assert int(found["sum"]) == entries[-1].balance_after
            assert found["day"] == str((entries[-1].at + timedelta(days=1)).date())
    assert kinds.count("transaction") == len(entries)
    assert amounts[::2] == [entry.amount for entry in entries]
    assert [first + second for first, second in zip(amounts[::2], amounts[1::2], strict=True)] == [0] * len(
        entries
    )
    assert kinds[-1] == "balance"


@pytest.mark.parametrize("form", list(ExportFormat))
async def test_an_account_without_entries(form: ExportFormat) -> None:
    found = await exported([], form)
    assert len(found) == {ExportFormat.CSV: 1, ExportFormat.JSON: 2, ExportFormat.BEANCOUNT: 0}[form]
    if form is ExportFormat.JSON:
        assert json.loads("".join(found)) == {"entries": []}


async def test_a_charge_as_beancount_reads_it() -> None:
    (entry,) = book((EntryKind.CAPTURE, -1, WRITE, 'Intro: "A\\B"'))
    exact = await exported([entry], ExportFormat.BEANCOUNT)
    assert exact[0] == 'option "title" "SpotIntro credits"'
    start = exact.index("") + 1
    assert exact[start:] == [
        '2026-01-03 * "Intro: \\"A\\\\B\\""',
        "  sequence: 1",
        '  at: "2026-01-03T00:59:00+00:00"',
        '  kind: "capture"',
        "  Assets:SpotIntro:Credits  -1 CREDIT",
        "  Expenses:SpotIntro:Generate-Track-Intro  1 CREDIT",
        "",
        "2026-01-04 balance Assets:SpotIntro:Credits  -1 CREDIT",
    ]
    (unknown,) = book((EntryKind.CAPTURE, -1, None, "x" * 3000))
    lines_of_it = await exported([unknown], ExportFormat.BEANCOUNT)
    assert "  Expenses:SpotIntro:Other  1 CREDIT" in lines_of_it
    assert f'2026-01-03 * "{single_line("x" * 3000, limit=2000)}"' in lines_of_it
