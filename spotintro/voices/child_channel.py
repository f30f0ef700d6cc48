"""The child's end: its frames on private file descriptors, and a life that ends with its parent's."""

from __future__ import annotations

import os
import sys
import threading
from typing import BinaryIO

from spotintro.voices.messages import PREFIX, Message, decode, encode, lengths

_PR_SET_PDEATHSIG = 1  # linux/prctl.h
_SIGKILL = 9


class ParentGone(Exception):
    """The other end of the pipe is closed. Each child's `main` and reading thread catch it, and end the child."""


class Channel:
    """The frames to and from the parent. `send` may be called from any thread, `receive` from one."""

    def __init__(self, source: BinaryIO, sink: BinaryIO) -> None:
        self._source = source
        self._sink = sink
        self._sending = threading.Lock()

    def receive(self) -> tuple[Message, bytes]:
        """Wait for the next message, and return it with its payload.

        Raises:
            ParentGone: the parent closed its end, or died.
            ProtocolError: the parent sent no frame.
        """
        header_bytes, payload_bytes = lengths(self._exactly(PREFIX.size))
        message = decode(self._exactly(header_bytes))
        return message, self._exactly(payload_bytes)

    def send(self, message: Message, payload: bytes = b"") -> None:
        """Write one frame.

        Raises:
            ParentGone: nobody reads any more.
        """
        try:
            with self._sending:
                self._sink.write(encode(message, payload))
                self._sink.flush()
        except OSError as error:
            raise ParentGone from error

    def _exactly(self, count: int) -> bytes:
        data = self._source.read(count) if count else b""
        if len(data) < count:
            raise ParentGone
        return data


def take_over_standard_streams() -> Channel:
    """Make a channel of this process's pipes, and keep them for its frames alone.

    Whatever else writes to 0, 1 and 2 in this process meets the null device.

    pyttsx3 prints "Audio saved to ..." to stdout from a foreign thread, eSpeak NG and ALSA write to file
    descriptors of their own accord: on a pipe of frames or on the user's screen either would do harm.
    """
    source = os.fdopen(os.dup(0), "rb")
    sink = os.fdopen(os.dup(1), "wb")
    null = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(null, standard)
    os.close(null)
    return Channel(source, sink)


def end_with_parent(parent_pid: int) -> None:
    """Have the kernel kill this process when its parent dies, where the kernel can (Linux).

    Everywhere else, and besides, the end of the pipe ends the child; this covers a child that no longer reads.
    """
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, _SIGKILL)
        if os.getppid() != parent_pid:  # it died before the call, so no signal will ever come
            os._exit(0)
