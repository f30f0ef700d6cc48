"""Scripts for the Spotify client of macOS, run by the system's `osascript`: no library, no quota."""

from __future__ import annotations

import asyncio
import re
from typing import Final

from spotintro.killing import kill
from spotintro.plain_text import single_line
from spotintro.players.base import CommandFailed, NothingPlaying, PlayerError, PlayerUnreachable

_TIMEOUT_S: Final = 3.0
_SEPARATOR: Final = "\x1f"
_CODE = re.compile(r"\((-?[0-9]{1,6})\)\s*\Z")
_NOT_ALLOWED: Final = -1743  # errAEEventNotPermitted
_NOT_THERE: Final = frozenset({-600, -609, -1728, -2741, -10814})
"""Not running, gone meanwhile, no such object, words that no installed program explains, no such application."""
_MISSING: Final = "missing value"

# Asked by its bundle's id, and only where it runs: `tell` would start it. Names of ours begin with `our`: within a
# `tell` the client's own words, such as `playing`, can't be names.
_GUARDED: Final = """on run argv
set our_separator to character id 31
if application id "com.spotify.client" is not running then return "closed"
tell application id "com.spotify.client"
{body}
end tell
end run
"""
# Whole numbers alone are read and written: a fraction would come with the decimal comma of some languages. What a
# track doesn't have, as an advert has no artist, is told as an error in places.
_ONE: Final = """try
set our_answer to our_answer & our_separator & (({value}) as text)
on error
set our_answer to our_answer & our_separator
end try
"""
_OF_PLAYER: Final = ("sound volume",)
_OF_TRACK: Final = (
    "round (player position * 1000)",
    "shuffling",
    "repeating",
    "id of current track",
    "name of current track",
    "artist of current track",
    "album of current track",
    "duration of current track",
    "track number of current track",
    "disc number of current track",
    "artwork url of current track",
    "spotify url of current track",
)
_READ: Final = (
    "set our_answer to player state as text\n"
    + "".join(_ONE.format(value=value) for value in _OF_PLAYER)
    + 'if our_answer starts with "stopped" then return our_answer\n'
    + "".join(_ONE.format(value=value) for value in _OF_TRACK)
    + "return our_answer"
)


class NotRunning(NothingPlaying):
    """The client isn't running: a reading is then None, a command fails with this."""

    def __init__(self) -> None:
        super().__init__("Spotify isn't running.", "Start it; it appears here by itself.")


async def read_client() -> list[str]:
    """Ask the client for everything at once.

    Returns:
        Its state ("playing", "paused") and thirteen values: volume, position in ms, shuffling, repeating, and the
        track's id, name, artist, album, duration in ms, number, disc number, cover and address; "" where it tells
        none. Of a client that has stopped, "stopped" and the volume alone.

    Raises:
        NotRunning: it is closed.
        PlayerError: it can't be asked.
    """
    answer = await run(_READ)
    return ["" if value == _MISSING else value for value in answer.split(_SEPARATOR)]


async def run(body: str, *arguments: int) -> str:
    """Run lines of AppleScript in a `tell` of the client, with `argv` as the arguments; return what it answers.

    Raises:
        NotRunning: the client is closed.
        PlayerUnreachable: there is no `osascript`, or the user's consent is missing.
        CommandFailed: it refused, or let the time pass.
    """
    try:
        process = await asyncio.create_subprocess_exec(
            "osascript", "-", *map(str, arguments),
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
        )  # fmt: skip
    except OSError as error:
        raise PlayerUnreachable(
            f"No music player can be seen: osascript can't be run ({error.strerror or error}).",
            "Sign in to Spotify instead: spotintro login",
        ) from error
    try:
        async with asyncio.timeout(_TIMEOUT_S):
            answer, complaint = await process.communicate(_GUARDED.format(body=body).encode())
    except TimeoutError:
        raise CommandFailed(
            "Spotify did not answer.", "If macOS asks whether this terminal may control Spotify, allow it."
        ) from None
    finally:
        if process.returncode is None:
            kill(process)
            await process.communicate()  # to the end of its pipes, which would stay open else
    if process.returncode:
        raise _failure(complaint.decode(errors="replace"))
    text = answer.decode(errors="replace").removesuffix("\n")
    if text == "closed":
        raise NotRunning
    return text


def _failure(complaint: str) -> PlayerError:
    code = int(found[1]) if (found := _CODE.search(complaint)) else 0
    if code == _NOT_ALLOWED:
        return PlayerUnreachable(
            "macOS does not let this terminal control Spotify.",
            "Allow it in System Settings, Privacy & Security, Automation; then start this again.",
        )
    if code in _NOT_THERE:
        return NotRunning()
    detail = single_line(complaint.rpartition("error: ")[2], limit=200)
    return CommandFailed(f"Spotify refused: {detail or 'it gave no reason'}", "Use the player's own controls.")
