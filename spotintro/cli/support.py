"""`spotintro support`: whom to ask, and a message that says what they need to know."""

from __future__ import annotations

import platform
from typing import TYPE_CHECKING

import click

from spotintro import __version__
from spotintro.cli import printing
from spotintro.cli.launch import Launch
from spotintro.cli.options import as_json_option, named_files

if TYPE_CHECKING:
    from spotintro.wiring.parts import Parts


@click.command()
@named_files
@as_json_option
@click.pass_obj
def support(launch: Launch, *, as_json: bool) -> int:
    """Show how to get help and credits, with a prepared message."""
    from spotintro.cli.execution import make_parts, with_parts

    return with_parts(make_parts(launch), lambda parts: _show(parts, as_json=as_json))


async def _show(parts: Parts, *, as_json: bool) -> int:
    await _print(parts, as_json=as_json)
    await (await parts.gate()).record_support_contact()
    return 0


async def _print(parts: Parts, *, as_json: bool) -> None:
    from spotintro.credits.errors import credits_in_words
    from spotintro.credits.referral import written
    from spotintro.credits.requests import encode, request_of
    from spotintro.credits.support import mailto, prepare_message
    from spotintro.errors import SpotIntroError

    contact = parts.settings.support
    request: str | None = None
    code: str | None = None
    try:
        gate = await parts.gate()
        user = await gate.open()
        state = await gate.state()
        request = encode(request_of(state))
        code = None if state.referral is None else written(state.referral.code)
    except SpotIntroError as error:
        # The very thing that support is asked about; the message says that the balance can't be read.
        printing.message(error.in_full)
        user = None
    message = prepare_message(
        user,
        account=parts.account_id if user is None else user.id,
        version=__version__,
        platform=f"{platform.system()} {platform.release()}, Python {platform.python_version()}",
        request=request,
    )
    link = mailto(contact.email, message)
    if as_json:
        printing.document(
            {
                "contact": {
                    "name": contact.name,
                    "email": contact.email,
                    "url": contact.url,
                    "instructions": contact.instructions,
                },
                "subject": message.subject,
                "message": message.body,
                "request": request,
                "referral_code": code,
                "mailto": link,
            }
        )
        return
    printing.block(contact.instructions)
    for label, value in (("Contact", contact.name), ("E-mail", contact.email), ("Page", contact.url)):
        if value:
            printing.line(f"{label}: {value}")
    for package in parts.settings.credits.packages:
        price = f", {package.price}" if package.price else ""
        printing.line(f"Package: {package.name}, {credits_in_words(package.credits)}{price}")
    if code is not None:
        printing.line(f"Your referral code, for friends: {code}")
    printing.line("")
    printing.block(f"{message.subject}\n\n{message.body}")
    if link is not None:
        printing.line("")
        printing.line(link)
