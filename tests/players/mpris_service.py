"""An MPRIS player on a real bus, speaking raw messages, so that it can also say what no honest player would."""

from __future__ import annotations

import asyncio
from typing import Any

from dbus_fast import Message, MessageType, RequestNameReply, Variant
from dbus_fast.aio import MessageBus

PREFIX = "org.mpris.MediaPlayer2."
PATH = "/org/mpris/MediaPlayer2"
PLAYER = "org.mpris.MediaPlayer2.Player"
PROPERTIES = "org.freedesktop.DBus.Properties"


def metadata(title: str, *, number: int = 1, length_us: int = 180_000_000, **more: Variant) -> Variant:
    return Variant(
        "a{sv}",
        {
            "mpris:trackid": Variant("s", f"/com/spotify/track/{number:022d}"),
            "mpris:length": Variant("t", length_us),
            "xesam:title": Variant("s", title),
            "xesam:artist": Variant("as", ["An Artist", "Another"]),
            "xesam:album": Variant("s", "An Album"),
            **{name.replace("_", ":", 1): value for name, value in more.items()},
        },
    )


def honest(title: str = "First", *, status: str = "Playing", **more: Variant) -> dict[str, Variant]:
    flags = ("CanControl", "CanPlay", "CanPause", "CanSeek", "CanGoNext", "CanGoPrevious")
    return {
        "PlaybackStatus": Variant("s", status),
        "Metadata": metadata(title),
        "Position": Variant("x", 5_000_000),
        "Volume": Variant("d", 0.5),
        "Rate": Variant("d", 1.0),
        **{flag: Variant("b", True) for flag in flags},
        **more,
    }


class ScriptedMpris:
    """Answers from `properties`, keeps every call, and emits what it is told to.

    Attributes:
        silent: Members that are never answered ("*": none is).
        late: Members that are neither answered nor done before `catch_up`.
        refuse: Member to D-Bus error name.
        ignored: Properties whose setting is answered and not done.
    """

    def __init__(
        self,
        name: str,
        properties: dict[str, Variant] | None = None,
        *,
        identity: str = "Scripted",
        desktop_entry: str = "scripted",
    ) -> None:
        self.bus_name = PREFIX + name
        self.properties = honest() if properties is None else properties
        self.identity = identity
        self.desktop_entry = desktop_entry
        self.runs_from_s: float | None = None
        """Since this moment of the loop's clock the position goes on from 0; None: `properties` has it."""
        self.calls: list[tuple[str, list[Any]]] = []
        self.silent: set[str] = set()
        self.late: set[str] = set()
        self.refuse: dict[str, str] = {}
        self.ignored: set[str] = set()
        self.asker: str | None = None
        self.was_asked = asyncio.Event()
        self._bus: MessageBus | None = None
        self._waiting: list[Message] = []

    @property
    def bus(self) -> MessageBus:
        assert self._bus is not None
        return self._bus

    async def start(self, address: str) -> None:
        self._bus = await MessageBus(bus_address=address).connect()
        self.bus.add_message_handler(self._answer)
        assert await self.bus.request_name(self.bus_name) is RequestNameReply.PRIMARY_OWNER

    async def stop(self) -> None:
        if self._bus is not None and self._bus.connected:
            self._bus.disconnect()
            await asyncio.wait_for(asyncio.gather(self._disconnected(), return_exceptions=True), 5)

    async def _disconnected(self) -> None:
        await self.bus.wait_for_disconnect()  # type: ignore[no-untyped-call] # the library leaves it untyped

    def asked(self, member: str) -> list[list[Any]]:
        return [body for called, body in self.calls if called == member]

    def emit(self, member: str, signature: str, *body: Any, interface: str = PROPERTIES) -> None:
        self.bus.send(Message.new_signal(PATH, interface, member, signature, list(body)))

    def forge(self, member: str, signature: str, *body: Any, interface: str) -> None:
        """Send a signal straight to who asked last, past what it subscribed to."""
        signal = Message.new_signal(PATH, interface, member, signature, list(body))
        signal.destination = self.asker
        self.bus.send(signal)

    async def round_trip(self) -> None:
        """Return once what was sent before has reached the bus."""
        name = "org.freedesktop.DBus"
        await self.bus.call(Message(name, "/org/freedesktop/DBus", name, "GetId"))

    def change(self, **properties: Variant) -> None:
        """Take new properties and say so, as the specification has it."""
        self.properties.update(properties)
        self.emit("PropertiesChanged", "sa{sv}as", PLAYER, properties, [])

    def seeked(self, position_us: int) -> None:
        self.properties["Position"] = Variant("x", position_us)
        self.emit("Seeked", "x", position_us, interface=PLAYER)

    def catch_up(self) -> None:
        """Do and answer what came late, in its order."""
        self.late.clear()
        waiting, self._waiting = self._waiting, []
        for message in waiting:
            answer = self._answer(message)
            assert isinstance(answer, Message)
            self.bus.send(answer)

    def _answer(self, message: Message) -> Message | bool | None:
        if message.message_type is not MessageType.METHOD_CALL or message.path != PATH:
            return None
        member, body = message.member or "", list(message.body)
        self.calls.append((member, body))
        self.asker = message.sender
        self.was_asked.set()
        if member in self.silent or "*" in self.silent:
            return True
        if member in self.late:
            self._waiting.append(message)
            return True
        if member in self.refuse:
            return Message.new_error(message, self.refuse[member], "not \x1b[31mtoday")
        match member, body:
            case "GetAll", _ if self.runs_from_s is not None:
                position_us = int((asyncio.get_running_loop().time() - self.runs_from_s) * 1_000_000)
                found = self.properties | {"Position": Variant("x", position_us)}
                return Message.new_method_return(message, "a{sv}", [found])
            case "GetAll", _:
                return Message.new_method_return(message, "a{sv}", [self.properties])
            case "Get", [_, "Identity"]:
                return Message.new_method_return(message, "v", [Variant("s", self.identity)])
            case "Get", [_, "DesktopEntry"]:
                return Message.new_method_return(message, "v", [Variant("s", self.desktop_entry)])
            case "Set", [_, name, value] if name not in self.ignored:
                self.change(**{name: value})
            case "Pause", _:
                self.change(PlaybackStatus=Variant("s", "Paused"))
            case "Play", _:
                self.change(PlaybackStatus=Variant("s", "Playing"))
            case "SetPosition", [_, position_us]:
                self.seeked(position_us)
        return Message.new_method_return(message)
