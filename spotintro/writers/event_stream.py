"""Server-sent events out of the bytes of an answer, as the HTML standard has them and as servers really send them.

The client library takes an event without data for an answer and stops at it, and the readers beside it insist on a
content type that many servers don't send; hence this one.
https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

_LINE_END = re.compile(r"\r\n|\n|\r")
FAULT = "error"
"""The name of an event that carries a fault."""


@dataclass(frozen=True, slots=True)
class Event:
    name: str
    """Empty where the server gives it none."""
    lines: tuple[str, ...]
    """The data, line by line; never empty, and never a blank line alone."""
    is_whole: bool = True
    """Whether a blank line closed it; if not, the stream ended within it."""


class EventStream:
    """Takes an answer in pieces of bytes and gives out its events.

    Comments, `id:`, `retry:` and events without data are passed over. More than the standard asks for: an event
    that the end of the stream closes is given out too, a line that is bare JSON counts as data, and a field
    `error` as an event of that name (llama.cpp sent its faults so).
    """

    def __init__(self) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8")(errors="replace")
        self._rest = ""
        self._is_start = True
        self._name = ""
        self._lines: list[str] = []

    def feed(self, chunk: bytes) -> list[Event]:
        """Take the next bytes; return the events that are whole now."""
        return self._take(self._decoder.decode(chunk))

    def finish(self) -> list[Event]:
        """Take the end of the stream; return what it leaves."""
        events = self._take(self._decoder.decode(b"", final=True))
        last, self._rest = self._rest, ""
        if last:
            events += self._line(last.removesuffix("\r"))
        return events + self._dispatch(is_whole=False)

    def _take(self, text: str) -> list[Event]:
        if self._is_start and text:
            text, self._is_start = text.removeprefix("\ufeff"), False
        self._rest += text
        if "\n" not in text and "\r" not in text:
            return []
        # A CR at the end may be half of a CR LF.
        held = "\r" if self._rest.endswith("\r") else ""
        *lines, self._rest = _LINE_END.split(self._rest.removesuffix(held) if held else self._rest)
        self._rest += held
        return [event for line in lines for event in self._line(line)]

    def _line(self, line: str) -> list[Event]:
        if not line:
            return self._dispatch(is_whole=True)
        if line[0] in "{[":
            return [*self._dispatch(is_whole=True), Event("", (line,))]
        field, _, value = line.partition(":")
        value = value.removeprefix(" ")
        if field == "data":
            self._lines.append(value)
        elif field == "event":
            self._name = value
        elif field == FAULT:
            return [*self._dispatch(is_whole=True), Event(FAULT, (value,))]
        return []

    def _dispatch(self, *, is_whole: bool) -> list[Event]:
        name, lines = self._name, tuple(line for line in self._lines if line.strip())
        self._name, self._lines = "", []
        return [Event(name, lines, is_whole)] if lines else []
