"""`python -m spotintro.voices.playback_child PARENT_PID`: PCM in, sound out, in a process that may be lost.

Miniaudio's devices are used here alone (a player of the system's own where it isn't installed): ALSA writes some
70 lines to file descriptor 2 where there is no sound card, and a native crash must not take the screen along.
"""

from __future__ import annotations

import os
import queue
import sys
import threading
import time
from collections.abc import Generator
from functools import partial
from typing import Any, TypeAlias

from spotintro.voices.child_channel import Channel, ParentGone, end_with_parent, take_over_standard_streams
from spotintro.voices.file_device import FileDevice
from spotintro.voices.messages import (
    CancelPlay,
    DeviceLost,
    DeviceOpened,
    Message,
    OpenDevice,
    Play,
    Played,
    ProtocolError,
    Silence,
    Silenced,
)
from spotintro.voices.system_device import NoSystemPlayer, SystemDevice

_PERIOD_MS = 60
"""Three periods are what this process may be kept from the processor without a drop-out. On two cores with eight
busy processes, 40 ms still dropped sound. It costs no time at the start (all are filled at once) nor at a cancel
(the device is closed)."""
_PERIODS = 3
_BUFFER_S = (_PERIODS + 1) * _PERIOD_MS / 1000
"""From a frame's handing over until it is heard, at most: the device's own buffer, and what a sound server keeps
besides it (PulseAudio sets its sink to what a client's buffer holds beyond two periods)."""
_STALLED_S = 1.0
"""A started device that asks for no frames for so long is gone: it asks every 60 ms."""
_TICK_S = 0.2
_BYTES_PER_FRAME = 2


class _Item:
    """One sound in the queue, with how much of it the device has and when that will have been heard."""

    __slots__ = ("heard_at_s", "id", "offset", "pcm", "rate_hz")

    def __init__(self, play: Play, pcm: bytes) -> None:
        self.id = play.id
        self.rate_hz = play.rate_hz
        self.pcm = pcm
        self.offset = 0
        self.heard_at_s: float | None = None


def _has_sound_card() -> bool:
    """Return whether the kernel has a card that plays.

    Without one, ALSA's default device is one that discards all samples, and opens well.
    """
    try:
        return any(name.startswith("pcm") and name.endswith("p") for name in os.listdir("/dev/snd"))  # noqa: PTH208 - pathlib costs this process's start 4 ms
    except OSError:
        return False


class Device:
    """Miniaudio's device, kept from sound to sound; another rate needs another device."""

    buffer_s = _BUFFER_S

    def __init__(self, rate_hz: int) -> None:
        import miniaudio

        self._miniaudio: Any = miniaudio
        self._device: Any = miniaudio.PlaybackDevice(
            nchannels=1,
            sample_rate=rate_hz,
            buffersize_msec=_PERIOD_MS,
            callback_periods=_PERIODS,
            app_name="SpotIntro",
        )
        self.name: str = self._device.backend
        self.audible = self.name != "Null" and not (self.name == "ALSA" and not _has_sound_card())
        self.started = False

    def start(self, frames: Generator[bytes, int, None]) -> None:
        next(frames)
        self._device.start(frames)
        self.started = True

    def stop(self) -> None:
        if self.started:
            self.started = False
            self._device.stop()

    def close(self) -> None:
        """Close it with its context, which miniaudio forgets (irmen/pyminiaudio#86: the 64th open fails)."""
        context = self._device._context  # noqa: SLF001 - the leak can't be stopped without it
        self._device.close()
        self._miniaudio.lib.ma_context_uninit(context)


AnyDevice: TypeAlias = Device | SystemDevice | FileDevice
"""A player of files is handed one whole sound at a time, and asks for the next when that was heard; the others are
handed frames as they play them, up to their `buffer_s` ahead of the ear."""


def open_device(rate_hz: int) -> AnyDevice:
    """Open miniaudio's device; where that library isn't installed, a player of the system's own.

    Raises:
        NoSystemPlayer: there is neither.
    """
    failures: list[str] = []
    for open_one in (Device, partial(SystemDevice, has_sound_card=_has_sound_card()), FileDevice):
        try:
            return open_one(rate_hz)
        except (ImportError, NoSystemPlayer) as error:
            failures.append(str(error))
    raise NoSystemPlayer("; ".join(failures))


class Player:
    """Keeps the queue between the requests (this process's main thread) and the device's own thread."""

    def __init__(self, channel: Channel) -> None:
        self._channel = channel
        self._items: list[_Item] = []
        self._items_lock = threading.Lock()
        self._asked_at_s = 0.0
        self._device: AnyDevice | None = None
        self._rate_hz = 0
        self.requests: queue.SimpleQueue[tuple[Message, bytes] | None] = queue.SimpleQueue()
        """None: a sound was handed to its end, so that there is a new moment to wait for."""

    def serve(self) -> None:
        """Answer requests and report what was heard, for ever.

        Raises:
            ParentGone: nobody listens to the reports.
            MiniaudioError: the device can't be used any more.
        """
        while True:
            try:
                request = self.requests.get(timeout=self._wait_s())
            except queue.Empty:
                request = None
            if request is not None:
                self._answer(*request)
            self._report_heard()
            self._drive()

    def _answer(self, message: Message, pcm: bytes) -> None:
        match message:
            case OpenDevice(rate_hz):
                self._open(rate_hz)
            case Play():
                with self._items_lock:
                    self._items.append(_Item(message, pcm))
            case CancelPlay(id):
                self._cancel(id)
            case Silence():
                self._silence()
                with self._items_lock:
                    self._items.clear()
                self._channel.send(Silenced())
            case _:
                raise ProtocolError(f"no request: {message}")

    def _open(self, rate_hz: int) -> None:
        self._rate_hz = rate_hz
        try:
            self._device = open_device(rate_hz)
        except Exception as error:  # noqa: BLE001 - missing package, any backend's error: each means no sound
            self._channel.send(DeviceOpened(audible=False, name=f"{type(error).__name__}: {error}"))
        else:
            self._channel.send(DeviceOpened(audible=self._device.audible, name=self._device.name))

    def _wait_s(self) -> float | None:
        with self._items_lock:
            if not self._items:
                return None
            heard_at_s = self._items[0].heard_at_s
        return _TICK_S if heard_at_s is None else min(_TICK_S, max(0.0, heard_at_s - time.monotonic()))

    def _report_heard(self) -> None:
        now_s = time.monotonic()
        with self._items_lock:
            heard = [item for item in self._items if item.heard_at_s is not None and item.heard_at_s <= now_s]
            self._items = [item for item in self._items if item not in heard]
        for item in heard:
            self._channel.send(Played(item.id))

    def _drive(self) -> None:
        """Have the device run exactly while there is something to hear.

        It is not kept running on silence: PulseAudio renders up to 2 s ahead of a sink that idles, and the next
        sentence would come that much later.
        """
        with self._items_lock:
            waiting = bool(self._items)
            rate_hz = self._items[0].rate_hz if waiting else self._rate_hz
        if rate_hz != self._rate_hz:
            self._silence()
            self._rate_hz = rate_hz
        if self._device is None:
            self._device = open_device(rate_hz)
        if not waiting:
            self._device.stop()
        elif not self._device.started:
            self._asked_at_s = time.monotonic()
            self._device.start(self._frames(self._device))
        elif time.monotonic() - self._asked_at_s > _STALLED_S:
            raise DeviceStalled

    def _silence(self) -> None:
        """Close the device; the next one is opened as soon as this was reported.

        Stopping alone leaves the end of a PulseAudio stream in the server, to be heard before the next sound.
        """
        # Never under the lock: stopping waits for the device's thread, which may be waiting for the lock.
        device, self._device = self._device, None
        if device is not None:
            device.close()

    def _cancel(self, cancelled: int) -> None:
        with self._items_lock:
            sounding = bool(self._items) and self._items[0].id == cancelled and self._items[0].offset > 0
            if not sounding:
                # What the device already has of it, behind the end of the sound before, is still heard: < 0.2 s.
                self._items = [item for item in self._items if item.id != cancelled]
        if sounding:
            self._silence()
            with self._items_lock:
                self._items = self._items[1:]
                for item in self._items:  # what the device had of them went with its buffer, unheard
                    item.offset = 0
                    item.heard_at_s = None

    def _frames(self, device: AnyDevice) -> Generator[bytes, int, None]:
        wanted = yield b""
        while True:
            wanted = yield self._take(wanted * _BYTES_PER_FRAME, device)

    def _take(self, size: int, device: AnyDevice) -> bytes:
        """Take the next bytes of what waits; fewer than `size` if no more waits.

        They reach across the borders of sounds, but for a player of files, which is handed whole ones.
        """
        self._asked_at_s = time.monotonic()
        parts: list[bytes] = []
        with self._items_lock:
            for item in self._items:
                if item.rate_hz != self._rate_hz or size == 0:
                    break
                if item.offset >= len(item.pcm):
                    if isinstance(device, FileDevice):
                        self._heard_at(item, self._asked_at_s)
                    continue
                part = item.pcm[item.offset : item.offset + size]
                parts.append(part)
                size -= len(part)
                item.offset += len(part)
                if isinstance(device, FileDevice):
                    break
                if item.offset >= len(item.pcm):
                    self._heard_at(item, self._asked_at_s + device.buffer_s)
        return b"".join(parts)

    def _heard_at(self, item: _Item, moment_s: float) -> None:
        if item.heard_at_s is None:
            item.heard_at_s = moment_s
            self.requests.put(None)

    def leave(self) -> None:
        """Silence a player of files: it is another process, and wouldn't end with this one."""
        device = self._device
        if isinstance(device, FileDevice):
            device.close()


class DeviceStalled(Exception):
    """The device takes no more frames. `main` catches it, and tells the parent that the device is lost."""

    def __str__(self) -> str:
        return "it takes no more sound"


def _read(channel: Channel, player: Player) -> None:
    """Pass requests on from a thread of its own, so that the end of the parent is silence at once."""
    try:
        while True:
            player.requests.put(channel.receive())
    except (ParentGone, ProtocolError):
        player.leave()
        os._exit(0)


def main() -> None:
    channel = take_over_standard_streams()
    end_with_parent(int(sys.argv[1]))
    # Miniaudio loads numpy wherever it is installed (120 ms), for arrays that nobody gives it here. None stands
    # for a module that can't be imported.
    sys.modules["numpy"] = None  # type: ignore[assignment]  # typeshed has no None there
    player = Player(channel)
    threading.Thread(target=_read, args=(channel, player), daemon=True).start()
    try:
        player.serve()
    except ParentGone:
        os._exit(0)
    except Exception as error:  # noqa: BLE001 - the parent starts a new child, whatever it was
        channel.send(DeviceLost(str(error)))
        os._exit(1)


if __name__ == "__main__":
    main()
