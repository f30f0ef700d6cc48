"""`spotintro stats`: what the account was used for. Summed in its own store; nothing of it leaves the machine."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from spotintro.cli import printing
from spotintro.cli.launch import Launch
from spotintro.cli.options import as_json_option, named_files

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from spotintro.credits.gate import CreditGate
    from spotintro.credits.spending import Spent
    from spotintro.credits.statistics import Statistics
    from spotintro.wiring.parts import Parts

_MOST_DAYS = 3660


@click.command()
@named_files
@click.option(
    "--days",
    type=click.IntRange(1, _MOST_DAYS),
    default=30,
    show_default=True,
    help="Today and those before it.",
)
@as_json_option
@click.pass_obj
def stats(launch: Launch, *, days: int, as_json: bool) -> int:
    """Show local statistics: use by feature and day, tracks, refusals."""
    from spotintro.cli.execution import make_parts, with_parts

    async def show(parts: Parts) -> int:
        from spotintro.credits.statistics import day_starts

        today = parts.clock.now().astimezone().date()
        starts = day_starts(today, days)
        gate = await parts.gate()
        found = await gate.statistics(starts)
        # From the first of its month on, so that each month is whole.
        spending = await Spending.of(gate, day_starts(today, days + starts[0].day - 1), days)
        if as_json:
            printing.document(_document(found, starts) | _spending_document(spending))
        else:
            _print(found, starts)
            _print_spending(spending)
        return 0

    return with_parts(make_parts(launch), show)


def _document(found: Statistics, starts: Sequence[datetime]) -> dict[str, printing.Json]:
    uses: list[printing.Json] = [
        {
            "day": starts[use.day].date().isoformat(),
            "step": None if use.step is None else use.step.value,
            "times": use.times,
            "credits": use.credits,
        }
        for use in found.uses
    ]
    tracks: list[printing.Json] = [{"track": track.title, "intros": track.intros} for track in found.tracks]
    return {
        "since": starts[0].isoformat(),
        "days": len(starts),
        "use": uses,
        "tracks": tracks,
        "refusals": found.refusals,
        "support_contacts": found.support_contacts,
        "after_empty": {"times": found.after_empty.times, "credits": found.after_empty.credits},
    }


@dataclass(frozen=True, slots=True)
class Spending:
    """What the AI writer took, by day and by whole month."""

    days: tuple[tuple[date, Spent], ...]
    months: tuple[tuple[date, Spent], ...]

    @classmethod
    async def of(cls, gate: CreditGate, starts: Sequence[datetime], days: int) -> Spending:
        """Read it of months that begin with `starts`, and of the last so many days."""
        from spotintro.credits.spending import by_month

        found = await gate.spending(starts)
        first = len(starts) - days
        of_days = tuple((starts[each.day].date(), each.spent) for each in found if each.day >= first)
        months = by_month(found, starts).items()
        return cls(of_days, tuple((month, spent) for month, sums in months for spent in sums))


def _spending_document(spending: Spending) -> dict[str, printing.Json]:
    def written(when: str, spent: Spent) -> printing.Json:
        from spotintro.cli.values import money_document

        return {
            "when": when,
            "tokens": {"in": spent.tokens_in, "out": spent.tokens_out, "estimated": spent.is_estimated},
            "cost": None if spent.cost is None else money_document(spent.cost),
        }

    return {
        "spending": {
            "days": [written(day.isoformat(), spent) for day, spent in spending.days],
            "months": [written(f"{month:%Y-%m}", spent) for month, spent in spending.months],
        }
    }


def _print_spending(spending: Spending) -> None:
    from spotintro.session.wording import spent_in_words

    lines = [
        *((f"{day}", spent) for day, spent in spending.days),
        *((f"{month:%Y-%m}", spent) for month, spent in spending.months),
    ]
    for when, spent in lines:
        if spent.tokens_in or spent.tokens_out:  # a server that wasn't reached took none
            printing.line(f"AI writer, {when}: {spent_in_words(spent)}")


def _print(found: Statistics, starts: Sequence[datetime]) -> None:
    from spotintro.cli.values import counted
    from spotintro.credits.errors import credits_in_words
    from spotintro.credits.statistics import feature_label

    printing.line(f"Since {starts[0]:%Y-%m-%d}, {counted(len(starts), 'day', 'days')}:")
    for label, times, amount in found.by_feature():
        printing.line(f"{label}: {credits_in_words(amount)} in {counted(times, 'use', 'uses')}")
    if not found.uses:
        printing.line("Nothing was used.")
    for use in found.uses:
        day = starts[use.day].date().isoformat()
        said = f"{credits_in_words(use.credits)} in {counted(use.times, 'use', 'uses')}"
        printing.line(f"{day}: {feature_label(use.step)} {said}")
    for track in found.tracks:
        printing.line(f"{counted(track.intros, 'intro', 'intros')}: {track.title}")
    printing.line(f"Refused for too few credits: {counted(found.refusals, 'intro', 'intros')}")
    printing.line(f"Support asked: {counted(found.support_contacts, 'time', 'times')}")
    after = found.after_empty
    said = f"{credits_in_words(after.credits)} in {counted(after.times, 'use', 'uses')}"
    printing.line(f"After running empty: {said}")
