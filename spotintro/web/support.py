"""Getting more credits from a phone: the message, its request code, the links that send it, what was redeemed."""

from __future__ import annotations

import asyncio
import platform
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from spotintro import __version__
from spotintro.credits.requests import encode, request_of
from spotintro.credits.support import mailto, prepare_message
from spotintro.errors import SpotIntroError
from spotintro.plain_text import paragraph, single_line
from spotintro.session.keys import reworded
from spotintro.web.words import word_of_key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spotintro.config.settings import Package
    from spotintro.session.parts import Parts
    from spotintro.session.session import Session


@dataclass(frozen=True, slots=True)
class Support:
    """What the page of support shows."""

    name: str
    instructions: str
    email: str
    url: str
    packages: Sequence[Package]
    chosen: int
    request: str
    """The code; "" where the account can't be read."""
    message: str
    mail: str
    """The link that opens a mail program with the message in it; "" without an address."""
    sms: str
    problem: str
    demo: bool


async def prepare(parts: Parts, session: Session, chosen: int) -> Support:
    """Prepare the page.

    Args:
        parts: Has the settings.
        session: Has the account.
        chosen: Which of the packages is asked for, from 0 on.
    """
    contact, packages = parts.settings.support, parts.settings.credits.packages
    package = packages[chosen].name if 0 <= chosen < len(packages) else None
    state, problem = None, ""
    try:
        if session.account is not None:
            state = await session.account.state()
    except SpotIntroError as error:
        problem = error.in_full
    request = "" if state is None else encode(request_of(state, package=package))
    message = prepare_message(
        None if state is None else state.user,
        account=parts.account_id if state is None else state.account_id,
        version=__version__,
        platform=f"{platform.system()} {platform.machine()}, Python {platform.python_version()}",
        package=package,
        request=request or None,
    )
    return Support(
        name=single_line(contact.name),
        instructions=paragraph(contact.instructions),
        email=single_line(contact.email),
        url=contact.url if contact.url.startswith(("https://", "http://")) else "",
        packages=packages,
        chosen=chosen,
        request=request,
        message=message.body,
        mail=mailto(contact.email, message) or "",
        sms=f"sms:?&body={quote(message.body, safe='')}",
        problem=problem,
        demo=parts.demo,
    )


async def redeem(session: Session, text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Redeem the vouchers of a text; return what came, and what is wrong, as lines."""
    try:
        told, problems = await session.redeem(text)
    except SpotIntroError as problem:
        return (), (problem.in_full,)
    lines = tuple(reworded(line.text, line.keys, word_of_key) for line in told)
    return lines, tuple(problem.in_full for problem in problems)


async def ask_demo_desk(parts: Parts, request: str) -> tuple[str, str]:
    """Return the demo desk's voucher, and what went wrong; one of the two is ""."""
    if not request:
        return "", "There is no request yet: the account has not told where it stands."
    try:
        return await asyncio.to_thread(parts.ask_demo_desk, request), ""
    except SpotIntroError as problem:
        return "", problem.in_full
