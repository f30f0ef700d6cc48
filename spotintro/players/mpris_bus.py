"""The D-Bus session bus as the MPRIS player needs it: bounded calls, low-level messages, typed errors.

Nothing is introspected: some players don't answer that, and proxies would wait for it.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from spotintro.plain_text import sentence, single_line
from spotintro.players.base import (
    CommandFailed,
    CommandUnsupported,
    NothingPlaying,
    PlayerError,
    PlayerUnreachable,
)

if TYPE_CHECKING:
    from dbus_fast import Message
    from dbus_fast.aio import MessageBus

CALL_TIMEOUT_S: Final = 2.5
"""Under the three seconds that `Player` promises, so that what follows a call fits in too."""

DAEMON: Final = "org.freedesktop.DBus"
DAEMON_PATH: Final = "/org/freedesktop/DBus"
PROPERTIES: Final = "org.freedesktop.DBus.Properties"

_ERROR: Final = "org.freedesktop.DBus.Error."
_UNSUPPORTED: Final = frozenset(
    _ERROR + name
    for name in (
        "NotSupported",
        "UnknownMethod",
        "UnknownObject",
        "UnknownInterface",
        "UnknownProperty",
        "PropertyReadOnly",
        "InvalidArgs",
        "InvalidSignature",
    )
)
_GONE: Final = frozenset(_ERROR + name for name in ("ServiceUnknown", "NameHasNoOwner"))
_DROPPED: Final = frozenset(_ERROR + name for name in ("NoReply", "Disconnected"))


def session_bus_address() -> str | None:
    """Find where the session bus listens: the environment's word, else the socket of systemd and libdbus.

    None where there is neither.
    """
    if address := os.environ.get("DBUS_SESSION_BUS_ADDRESS"):
        return address
    runtime_dir = os.environ.get("XDG_RUNTIME_DIR")
    if not runtime_dir:
        return None
    socket = Path(runtime_dir) / "bus"
    # `quote` lets the tilde stand, D-Bus addresses don't.
    return f"unix:path={quote(str(socket)).replace('~', '%7E')}" if socket.is_socket() else None


class NoAnswer(CommandFailed):
    """The player let the time pass."""

    def __init__(self) -> None:
        super().__init__("The player did not answer.", "Try again, or restart the player.")


def unreachable(reason: str) -> PlayerUnreachable:
    return PlayerUnreachable(
        f"No music player can be seen: {reason}.",
        "Start SpotIntro inside your desktop session, or try it without one: spotintro demo",
    )


class SessionBus:
    """One connection to the session bus.

    `on_lost` gets the reason when the bus goes away without having been asked to.
    """

    def __init__(self, on_signal: Callable[[Message], None], on_lost: Callable[[str], None]) -> None:
        self._on_signal = on_signal
        self._on_lost = on_lost
        self._bus: MessageBus | None = None
        self._watch: asyncio.Task[None] | None = None

    async def connect(self) -> None:
        """Connect to the bus. The caller bounds the time.

        Raises:
            PlayerUnreachable: no address, nobody there, or nobody who speaks D-Bus.
        """
        address = session_bus_address()
        if address is None:
            raise unreachable("there is no D-Bus session bus here (DBUS_SESSION_BUS_ADDRESS is not set)")
        await asyncio.to_thread(_import_dbus_fast)
        from dbus_fast.aio import MessageBus

        try:
            self._bus = await MessageBus(bus_address=address).connect()
        except (OSError, EOFError) as error:
            reason = single_line(error.strerror) if isinstance(error, OSError) else "it hung up"
            raise unreachable(f"the D-Bus session bus can't be reached ({reason})") from error
        except Exception as error:
            # Whatever else an address or a stranger at the socket can cause, it means the same to the user.
            raise unreachable(f"the D-Bus session bus refused ({single_line(str(error))})") from error
        self._bus.add_message_handler(self._on_message)
        self._watch = asyncio.create_task(self._watch_connection(self._bus), name="session bus")

    async def close(self) -> None:
        bus, self._bus = self._bus, None
        if bus is not None and bus.connected:
            bus.disconnect()
        if self._watch is not None:
            # The library's reader closes the socket when it sees the end; that takes a turn of the loop.
            await asyncio.wait({self._watch}, timeout=CALL_TIMEOUT_S)

    async def call(
        self,
        destination: str,
        path: str,
        interface: str,
        member: str,
        signature: str = "",
        *body: object,
    ) -> list[object]:
        """Call a method and return the values of its reply.

        Raises:
            PlayerError: the typed form of whatever came instead, within `CALL_TIMEOUT_S`.
        """
        from dbus_fast import Message, MessageFlag, MessageType

        bus = self._bus
        if bus is None or not bus.connected:
            raise unreachable("the D-Bus session bus has gone")
        message = Message(
            destination=destination,
            path=path,
            interface=interface,
            member=member,
            signature=signature,
            body=list(body),
            # A question must not start a player that the user has closed.
            flags=MessageFlag.NO_AUTOSTART,
        )
        try:
            async with asyncio.timeout(CALL_TIMEOUT_S):
                reply: Message | None = await bus.call(message)
        except TimeoutError:
            raise NoAnswer from None
        except (OSError, EOFError) as error:
            raise unreachable("the D-Bus session bus has gone") from error
        if reply is None:
            raise unreachable("the D-Bus session bus has gone")
        if reply.message_type is MessageType.ERROR:
            raise _refusal(reply)
        return list(reply.body)

    async def add_match(self, rule: str) -> None:
        await self.call(DAEMON, DAEMON_PATH, DAEMON, "AddMatch", "s", rule)

    def _on_message(self, message: Message) -> None:
        from dbus_fast import MessageType

        if message.message_type is MessageType.SIGNAL:
            self._on_signal(message)

    async def _watch_connection(self, bus: MessageBus) -> None:
        reason = "the D-Bus session bus has gone"
        try:
            await bus.wait_for_disconnect()  # type: ignore[no-untyped-call] # the library leaves it untyped
        except (OSError, EOFError):
            pass
        except Exception as error:  # noqa: BLE001 - whatever ended the connection, it has ended
            reason = f"the D-Bus session bus sent what can't be read ({type(error).__name__})"
        if self._bus is bus:
            self._on_lost(reason)


def _import_dbus_fast() -> None:
    import dbus_fast.aio  # noqa: F401 - loaded here, in a thread, so that the loop doesn't wait for it


def _refusal(reply: Message) -> PlayerError:
    name = reply.error_name or ""
    text = single_line(reply.body[0]) if reply.body else ""
    if name in _UNSUPPORTED:
        return CommandUnsupported("This player can't do that.", "Use the player's own controls.")
    if name in _GONE:
        return NothingPlaying("The player has gone.", "Start your player; it appears here by itself.")
    if name in _DROPPED:
        return NoAnswer()
    detail = f": {sentence(text)}" if text else "."
    return CommandFailed(f"The player refused{detail}", "Try again, or use the player's own controls.")
