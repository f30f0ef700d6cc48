"""`spotintro`: the app."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from spotintro.cli.failures import EXIT_USAGE, CommandFailed
from spotintro.cli.launch import Launch

if TYPE_CHECKING:
    from collections.abc import Callable

    from spotintro.session.parts import Parts
    from spotintro.session.phones import Phones
    from spotintro.session.session import Session


def has_terminal() -> bool:
    """Tell whether a screen can be drawn here: the streams are a terminal that takes more than plain lines."""
    if "TEXTUAL_DRIVER" in os.environ:  # served in a browser: the screen is not on the streams
        return True
    return os.environ.get("TERM") != "dumb" and all(
        stream is not None and stream.isatty() for stream in (sys.__stdin__, sys.__stdout__, sys.__stderr__)
    )


def run(
    launch: Launch,
    *,
    demo: bool = False,
    phones: Callable[[Parts], Phones] | None = None,
) -> int:
    """Run the app until it is quit; return its exit code.

    Args:
        launch: Names the files.
        demo: On the demo player.
        phones: Makes what serves the page to phones from the start on; None: only where the app is asked to.
    """
    if not has_terminal():
        raise CommandFailed(
            "USAGE",
            "The app needs a terminal for input, output and errors.",
            "`spotintro now` and `spotintro intro` work without one."
            if phones is None
            else "`spotintro serve` serves the page without one.",
            status=EXIT_USAGE,
        )
    from spotintro.tui import garbage

    garbage.pause()
    from spotintro.cli.execution import make_parts

    parts = make_parts(launch, demo=demo)
    from spotintro.tui.phones import Served
    from spotintro.tui.running import run_app

    return run_app(
        parts,
        again=lambda in_demo: make_parts(launch, demo=in_demo),
        served=Served(phones or _phones, at_once=phones is not None),
        beside=_let_others_ask,
    )


async def _let_others_ask(parts: Parts, session: Session) -> None:
    import asyncio
    import importlib

    # What plays goes before; and in a thread, like all that the screen does without.
    await session.first_reading()
    serving = await asyncio.to_thread(importlib.import_module, "spotintro.cli.serving")
    await serving.serve(parts, session)


def _phones(parts: Parts) -> Phones:
    from spotintro.cli.serve import NOTHING_GIVEN, phones_of

    return phones_of(NOTHING_GIVEN)(parts)
