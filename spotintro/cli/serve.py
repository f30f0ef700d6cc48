"""`spotintro serve`: the page for phones, without a screen here; and its options, which the app takes as well."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from spotintro.cli import printing
from spotintro.cli.launch import Launch
from spotintro.cli.options import named_files

if TYPE_CHECKING:
    from spotintro.session.events import SessionEvent
    from spotintro.session.parts import Parts as SessionParts
    from spotintro.session.phones import Invitation, Phones
    from spotintro.web.network import Options
    from spotintro.wiring.parts import Parts

_F = TypeVar("_F", bound=Callable[..., Any])

Given = dict[str, Any]
"""What was given of `serving_options`, by name."""


def serving_options(function: _F) -> _F:
    """Add the options of how the page is served; they come as keyword arguments of `Given`'s names."""
    options = (
        click.option("--lan", is_flag=True, help="Let phones of this network reach the page."),
        click.option(
            "--port", type=click.IntRange(0, 65535), metavar="PORT", help="Where (default 7768; 0: any)."
        ),
        click.option("--name", "names", multiple=True, metavar="NAME", help="A further name of this machine."),
        click.option("--cert", type=click.Path(), metavar="FILE", help="Your own certificate, as PEM: https."),
        click.option("--key", type=click.Path(), metavar="FILE", help="The certificate's key, as PEM."),
    )
    for option in reversed(options):
        function = option(function)
    return function


def phones_of(given: Given) -> Callable[[SessionParts], Phones]:
    """Return what makes the face that serves phones: nothing of it is loaded before it is asked for."""

    def make(parts: SessionParts) -> Phones:
        from spotintro.web.face import WebFace

        return WebFace(parts, _options(given))

    return make


def _options(given: Given) -> Options:
    from spotintro.web.network import PORT, Options

    cert, key = given["cert"], given["key"]
    if key is not None and cert is None:
        raise click.UsageError("--key needs --cert.")
    port = PORT if given["port"] is None else given["port"]
    return Options(lan=given["lan"], port=port, names=given["names"], cert=cert, key=key)


NOTHING_GIVEN: Given = {"lan": False, "port": None, "names": (), "cert": None, "key": None}


@click.command()
@named_files
@serving_options
@click.option("--revoke", is_flag=True, help="Lock every phone out, make another address, and end.")
@click.pass_obj
def serve(launch: Launch, /, *, revoke: bool, **given: Any) -> int:
    """Serve the page for phones from here, without a screen, until ctrl+c."""
    from spotintro.cli.execution import make_parts, with_parts

    parts = make_parts(launch)
    return revoke_all(parts) if revoke else with_parts(parts, lambda made: serve_alone(made, given))


def revoke_all(parts: Parts) -> int:
    """Lock every phone out: a server that runs notices it with the next request."""
    from spotintro.state.web_access import WebAccess, file_in

    WebAccess(file_in(parts.paths.data_dir)).revoke()
    printing.line("Every phone is locked out. `spotintro serve` shows the new address.")
    return 0


async def serve_alone(parts: Parts, given: Given) -> int:
    """Own a session whose only face is the page, and print what its log says, until cancelled."""
    import asyncio

    from spotintro.session.session import Session
    from spotintro.web.words import word_of

    session = Session(parts, _print_line, word_of)
    phones = phones_of(given)(parts)
    invitation = await phones.start(session, lambda changed: printing.line(_number(changed)))
    try:
        for line in invitation_lines(invitation):
            printing.line(line)
        sys.stdout.flush()
        session.begin()
        await asyncio.Event().wait()
    finally:
        await phones.stop()
        await session.rest()
    return 0


def invitation_lines(invitation: Invitation) -> list[str]:
    """Say how a phone gets to the page; with a QR code where stdout is a terminal."""
    lines = [f"The page: {invitation.address}", _number(invitation)]
    if invitation.warning:
        lines.append(invitation.warning)
    if "//127.0.0.1" in invitation.address:
        lines.append("Only this machine can open it; --lan lets phones of this network in.")
    lines.append(
        "Whoever has the address can look; `spotintro serve --revoke` withdraws it. ctrl+c ends the page."
    )
    if sys.stdout.isatty():
        lines.extend(("", *_qr_code(invitation.address)))
    return lines


def _number(invitation: Invitation) -> str:
    if not invitation.number:
        return "No phone can be paired any more: too many wrong numbers were typed."
    return f"Number to pair a phone: {invitation.number[:3]} {invitation.number[3:]}"


def _qr_code(text: str) -> list[str]:
    import io

    import segno

    drawn = io.StringIO()
    segno.make(text, error="l", micro=False).terminal(drawn, border=2, compact=True)
    return drawn.getvalue().splitlines()


def _print_line(event: SessionEvent) -> None:
    from spotintro.session.events import HostSaid, Said

    said = event if isinstance(event, Said) else event.line if isinstance(event, HostSaid) else None
    if said is not None:
        printing.line(f"{said.weight.value} {said.text}")
        sys.stdout.flush()
