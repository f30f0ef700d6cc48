"""The account on a phone: what is there and what lapses, each entry, and the texts that were said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from spotintro.credits.errors import credits_in_words
from spotintro.errors import SpotIntroError
from spotintro.plain_text import single_line
from spotintro.session.said import about, source_line, text_of, track_line, when
from spotintro.session.wording import lots_in_words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from spotintro.credits.base import Entry, Intro
    from spotintro.session.session import Session

ROWS: Final = 20
"""So many entries stand on a page."""
TEXTS: Final = 10


@dataclass(frozen=True, slots=True)
class Row:
    at: str
    what: str
    amount: str
    """Signed."""
    left: int
    description: str


@dataclass(frozen=True, slots=True)
class Account:
    """What the page of the account shows."""

    used: str
    lots: Sequence[str]
    """In a line each, what lapses when, and what doesn't."""
    rows: tuple[Row, ...]
    """The newest first."""
    older: int | None
    """The sequence number below which the next page begins; None where this is the last."""
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    track: str
    at: str
    text: str
    about: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Texts:
    """What the page of what was said shows."""

    texts: tuple[Text, ...]
    """The newest first."""
    older: int | None
    """The number below which the next page begins; None where this is the last."""
    problem: str = ""


_UNAVAILABLE: Final = "The account is unavailable; the messages say why."


async def read_account(session: Session, now: datetime, before: int | None) -> Account:
    """Read the account, and its entries from below the sequence number `before`; None: from the newest on."""
    account = session.account
    if account is None:
        return Account("", (), (), None, _UNAVAILABLE)
    try:
        lots = await account.lots()  # first: what has lapsed is booked out by that
        user = await account.user()
        entries = await account.history(before=before, limit=ROWS + 1)
    except SpotIntroError as problem:
        return Account("", (), (), None, problem.in_full)
    shown = entries[:ROWS]
    return Account(
        used=f"{credits_in_words(user.used_credits)} used in all",
        lots=lots_in_words(lots, now),
        rows=tuple(_row(entry) for entry in shown),
        older=shown[-1].sequence if len(entries) > ROWS else None,
    )


async def read_texts(session: Session, before: int | None) -> Texts:
    """Read the texts that are kept, from below the number `before`; None: from the newest on."""
    account = session.account
    if account is None:
        return Texts((), None, _UNAVAILABLE)
    try:
        intros = await account.last_intros(before=before, limit=TEXTS + 1)
    except SpotIntroError as problem:
        return Texts((), None, problem.in_full)
    shown = intros[:TEXTS]
    return Texts(tuple(map(_text, shown)), shown[-1].number if len(intros) > TEXTS else None)


def _row(entry: Entry) -> Row:
    return Row(
        at=f"{entry.at.astimezone():%Y-%m-%d %H:%M}",
        what=entry.kind.label if entry.step is None else entry.step.label,
        amount=f"{entry.amount:+}",
        left=entry.balance_after,
        description=single_line(entry.description),
    )


def _text(intro: Intro) -> Text:
    return Text(
        track_line(intro.track), when(intro), text_of(intro), about(intro), tuple(map(source_line, intro.sources))
    )
