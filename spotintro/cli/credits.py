"""`spotintro credits`: the account, and how more comes into it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from spotintro.cli import credit_files, printing
from spotintro.cli.groups import ToldGroup
from spotintro.cli.launch import Launch
from spotintro.cli.move import move
from spotintro.cli.options import as_json_option, named_files
from spotintro.cli.redeem import redeem
from spotintro.cli.referral import referral

if TYPE_CHECKING:
    from spotintro.credits.base import Entry
    from spotintro.wiring.parts import Parts

_MOST_ENTRIES = 10_000


@click.group("credits", cls=ToldGroup, invoke_without_command=True)
@named_files
@as_json_option
@click.pass_context
def credits_group(context: click.Context, *, as_json: bool) -> int:
    """Show and change the account; without a command, show its balance."""
    if context.invoked_subcommand is not None:
        return 0
    return _show_balance(context.ensure_object(Launch), as_json=as_json)


for _command in (credit_files.export, credit_files.backup, credit_files.restore, move, redeem, referral):
    credits_group.add_command(_command)


@credits_group.command()
@named_files
@as_json_option
@click.pass_obj
def balance(launch: Launch, *, as_json: bool) -> int:
    """Show what is left and what is used."""
    return _show_balance(launch, as_json=as_json)


def _show_balance(launch: Launch, *, as_json: bool) -> int:
    from spotintro.cli.execution import make_parts, with_parts

    async def show(parts: Parts) -> int:
        from spotintro.cli.values import balance_document, balance_in_words

        gate = await parts.gate()
        user = await gate.open()
        outlook = await gate.outlook()
        under_way = await gate.move_under_way()
        low_balance = parts.settings.credits.low_balance
        if as_json:
            printing.document(balance_document(user, low_balance=low_balance))
        else:
            printing.line(f"{balance_in_words(user, low_balance=low_balance)} available, {user.used_credits} used")
        if outlook.doubt is not None:
            printing.message(outlook.doubt.line)
        if under_way is not None:
            printing.message(under_way.line)
        return 0

    return with_parts(make_parts(launch), show)


@credits_group.command("confirm-clock")
@named_files
@as_json_option
@click.pass_obj
def confirm_clock(launch: Launch, *, as_json: bool) -> int:
    """Confirm a clock that is far ahead of all that is known here: what has lapsed by it lapses.

    Only a clock that `doctor` doubts needs it. One that was confirmed and was wrong costs nothing either: what it
    let lapse is back as soon as it is set right.
    """
    from spotintro.cli.execution import make_parts, with_parts

    async def confirm(parts: Parts) -> int:
        from spotintro.cli.values import balance_document, balance_in_words

        gate = await parts.gate()
        doubt = (await gate.outlook()).doubt
        user = await gate.confirm_clock()
        low_balance = parts.settings.credits.low_balance
        if as_json:
            printing.document(balance_document(user, low_balance=low_balance))
            return 0
        said = (
            "The clock was believed already"
            if doubt is None
            else f"The clock is believed: it is {doubt.says:%Y-%m-%d}"
        )
        printing.line(f"{said}; {balance_in_words(user, low_balance=low_balance)} available.")
        return 0

    return with_parts(make_parts(launch), confirm)


@credits_group.command()
@named_files
@click.option(
    "--limit", type=click.IntRange(1, _MOST_ENTRIES), default=20, show_default=True, help="The newest so many."
)
@as_json_option
@click.pass_obj
def history(launch: Launch, *, limit: int, as_json: bool) -> int:
    """List what came and what went, newest first."""
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
    """Show the price of each paid feature."""
    from spotintro.credits.errors import credits_in_words
    from spotintro.credits.features import UserTransaction
    from spotintro.credits.prices import Prices

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
    """Derive every figure again from the entries; what disagrees is named.

    The app does it at each start; the other commands don't, since it reads every entry: `doctor` does.
    """
    from spotintro.cli.execution import make_parts, with_parts
    from spotintro.cli.values import counted

    async def show(parts: Parts) -> int:
        report = await (await parts.gate()).audit()
        if as_json:
            problems: list[printing.Json] = [
                {"check": problem.check, "row": problem.row, "message": problem.message}
                for problem in report.problems
            ]
            document: dict[str, printing.Json] = {
                "ok": report.ok,
                "entries": report.entries,
                "problems": problems,
            }
            if report.unverified:
                document["unverified"] = report.unverified
            printing.document(document)
        else:
            for problem in report.problems:
                printing.line(f"{problem.check}, {problem.row}: {problem.message}")
                printing.line(f"next step: {problem.next_step}", lead="  ")
            verdict = "everything agrees" if report.ok else counted(len(report.problems), "problem", "problems")
            printing.line(f"{counted(report.entries, 'entry', 'entries')}, {verdict}.")
            if report.unverified:
                unverified = counted(report.unverified, "keyed entry", "keyed entries")
                printing.line(f"{unverified} could not be verified: the key is not in this system's keyring.")
        return 0 if report.ok else 1

    return with_parts(make_parts(launch), show)


@credits_group.command()
@named_files
@click.option("--package", metavar="NAME", help="A package of the settings, to be asked for by name.")
@as_json_option
@click.pass_obj
def request(launch: Launch, *, package: str | None, as_json: bool) -> int:
    """Print the code that whoever gives you credits needs: they answer it with a voucher."""
    from spotintro.cli.execution import make_parts, with_parts

    async def show(parts: Parts) -> int:
        from spotintro.credits import armour
        from spotintro.credits.requests import encode, request_of

        chosen = (
            None if package is None else _package(package, [each.name for each in parts.settings.credits.packages])
        )
        gate = await parts.gate()
        code = encode(request_of(await gate.state(), package=chosen))
        if as_json:
            printing.document({"request": code})
        else:
            printing.block(armour.lines(code))
            printing.message(
                "Send this to whoever gives you credits; their voucher goes to `spotintro credits redeem`."
            )
        await gate.record_support_contact()
        return 0

    return with_parts(make_parts(launch), show)


def _package(name: str, names: list[str]) -> str:
    from spotintro.credits.requests import package_called

    known = package_called(name, names)
    if known is None:
        there = f"They have: {', '.join(names)}." if names else "They have none."
        raise click.UsageError(f"The settings have no package “{name}”. {there}")
    return known
