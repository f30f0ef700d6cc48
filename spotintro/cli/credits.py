"""`spotintro credits`: the account, without changing it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from spotintro.cli import printing
from spotintro.cli.launch import Launch
from spotintro.cli.options import as_json_option, named_files

if TYPE_CHECKING:
    from spotintro.credits.base import Entry
    from spotintro.wiring import Parts

_MOST_ENTRIES = 10_000


@click.group("credits", invoke_without_command=True)
@named_files
@as_json_option
@click.pass_context
def credits_group(context: click.Context, *, as_json: bool) -> int:
    """The account; without a command, its balance."""
    if context.invoked_subcommand is not None:
        return 0
    return _show_balance(context.ensure_object(Launch), as_json=as_json)


@credits_group.command()
@named_files
@as_json_option
@click.pass_obj
def balance(launch: Launch, *, as_json: bool) -> int:
    """What is left, what is used."""
    return _show_balance(launch, as_json=as_json)


def _show_balance(launch: Launch, *, as_json: bool) -> int:
    from spotintro.cli.execution import make_parts, with_parts

    async def show(parts: Parts) -> int:
        from spotintro.cli.values import balance_document, balance_in_words

        user = await (await parts.gate()).open()
        low_balance = parts.settings.credits.low_balance
        if as_json:
            printing.document(balance_document(user, low_balance=low_balance))
        else:
            printing.line(f"{balance_in_words(user, low_balance=low_balance)} available, {user.used_credits} used")
        return 0

    return with_parts(make_parts(launch), show)


@credits_group.command()
@named_files
@click.option(
    "--limit", type=click.IntRange(1, _MOST_ENTRIES), default=20, show_default=True, help="The newest so many."
)
@as_json_option
@click.pass_obj
def history(launch: Launch, *, limit: int, as_json: bool) -> int:
    """What came and what went, newest first."""
    from spotintro.cli.execution import make_parts, with_parts

    async def show(parts: Parts) -> int:
        from spotintro.cli.values import entry_document

        gate = await parts.gate()
        entries = await gate.history(limit=limit)
        if as_json:
            printing.document({"entries": [entry_document(entry) for entry in entries]})
        for entry in () if as_json else entries:
            printing.line(_line(entry))
        return 0

    return with_parts(make_parts(launch), show)


def _line(entry: Entry) -> str:
    at = entry.at.astimezone().strftime("%Y-%m-%d %H:%M")
    what = entry.step.label if entry.step is not None else entry.kind.label
    return f"{at}  {entry.amount:+d}, {entry.balance_after} left  {what}: {entry.description}"


@credits_group.command()
@named_files
@as_json_option
@click.pass_obj
def costs(launch: Launch, *, as_json: bool) -> None:
    """The price of each paid feature."""
    from spotintro.credits.errors import credits_in_words
    from spotintro.credits.prices import Prices, UserTransaction

    own = launch.settings().credits.costs
    prices = Prices({UserTransaction(name): cost for name, cost in own.items()})
    if as_json:
        printing.document({step.value: prices.of(step) for step in UserTransaction})
        return
    for step in UserTransaction:
        printing.line(f"{step.label}: {credits_in_words(prices.of(step))}  ({step.value})")


@credits_group.command()
@named_files
@as_json_option
@click.pass_obj
def audit(launch: Launch, *, as_json: bool) -> int:
    """Derive every figure again from the entries; what disagrees is named."""
    from spotintro.cli.execution import make_parts, with_parts
    from spotintro.cli.values import counted

    async def show(parts: Parts) -> int:
        report = await (await parts.gate()).audit()
        if as_json:
            problems: list[printing.Json] = [
                {"check": problem.check, "row": problem.row, "message": problem.message}
                for problem in report.problems
            ]
            printing.document({"ok": report.ok, "entries": report.entries, "problems": problems})
        else:
            for problem in report.problems:
                printing.line(f"{problem.check}, {problem.row}: {problem.message}")
            verdict = "everything agrees" if report.ok else counted(len(report.problems), "problem", "problems")
            printing.line(f"{counted(report.entries, 'entry', 'entries')}, {verdict}.")
        return 0 if report.ok else 1

    return with_parts(make_parts(launch), show)
