"""The answer of a server with the Chat Completions interface, piece by piece, whatever form it has.

Most stream their answer as server-sent events, some as lines of JSON, and some answer with one JSON object though
a stream was asked for. What they send differs in many small ways, and so all of it is read as data here, without
the types of the client library.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from spotintro.writers.event_stream import FAULT, Event, EventStream

_DONE = "[DONE]"
_MAX_WHOLE_BYTES = 4_000_000
_MOST_TOKENS = 1_000_000_000


class End(StrEnum):
    """The way in which a model came to its end."""

    STOP = "stop"
    LENGTH = "length"
    FILTERED = "filtered"
    ABNORMAL = "abnormal"


_UNFINISHED = frozenset({"", "null", "none", "unspecified", "finish_reason_unspecified"})
_STOPS = (
    "stop", "eos", "eos_token", "end", "end_turn", "stop_sequence", "complete", "completed", "finish", "finished",
)  # fmt: skip
_LENGTHS = ("length", "max_tokens", "max_output_tokens", "model_length", "model_context_window_exceeded")
_FILTERS = (
    "content_filter", "safety", "sensitive", "recitation", "prohibited_content", "blocklist", "spii", "refusal",
    "guardrail_intervened", "moderation",
)  # fmt: skip
_ENDS = {
    **dict.fromkeys(_STOPS, End.STOP),
    **dict.fromkeys(_LENGTHS, End.LENGTH),
    **dict.fromkeys(_FILTERS, End.FILTERED),
}
"""The reasons of OpenAI, Anthropic, Google, Mistral, Cohere, Zhipu, Bedrock and TGI; any other is abnormal."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What the server says went wrong, in the midst of its answer."""

    said: object
    """In whatever form."""
    parameter: str | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """The tokens by the server's count, those that it had kept and those of its thoughts included."""

    tokens_in: int
    tokens_out: int


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of an answer."""

    text: str = ""
    has_thoughts: bool = False
    """The model is thinking: nothing to say, and no standstill."""
    end: End | None = None
    reason: str = ""
    """The server's own word for an abnormal end."""
    fault: Fault | None = None
    refuses: bool = False
    is_last: bool = False
    is_unreadable: bool = False
    unsaid: int = 0
    """How many bytes of thoughts there are in it."""
    told: Told | None = None


class AnswerReader:
    """Reads the bytes of an answer.

    Attributes:
        is_page: It is a web page, as a captive portal or a wrong address answers.
    """

    def __init__(self) -> None:
        self.is_page = False
        self._events: EventStream | None = None
        self._start = b""

    def feed(self, chunk: bytes) -> list[Piece]:
        """Take the next bytes; return the pieces that are whole now."""
        if self._events is not None:
            return _pieces(self._events.feed(chunk))
        self._start += chunk
        begins = self._start.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
        if begins == b"<":
            self.is_page = True
        if not begins or begins in b"{[<":
            if len(self._start) > _MAX_WHOLE_BYTES:
                return [Piece(is_unreadable=True)]
            return []
        self._events = EventStream()
        return _pieces(self._events.feed(self._start))

    def finish(self) -> list[Piece]:
        """Take the end of the answer; return what it leaves."""
        if self._events is not None:
            return _pieces(self._events.finish())
        text = self._start.decode("utf-8-sig", errors="replace").strip()
        if self.is_page or not text:
            return []
        try:
            whole, end = json.JSONDecoder().raw_decode(text)
        except ValueError:
            return [Piece(is_unreadable=True)]
        if not text[end:].strip() or _has_message(whole):
            return [_whole_piece(whole)]
        events = EventStream()
        return _pieces([*events.feed(text.encode()), *events.finish()])


def _pieces(events: Iterable[Event]) -> list[Piece]:
    return [piece for event in events for piece in _event_pieces(event)]


def _event_pieces(event: Event) -> list[Piece]:
    try:
        return [_named(event.name, json.loads("\n".join(event.lines)))]
    except ValueError:
        pass
    if event.name == FAULT:
        return [Piece(fault=Fault(" ".join(event.lines)))]
    # Not the standard's way, but some servers end each event with a single line break.
    return [piece for line in event.lines if (piece := _line_piece(event, line)) is not None]


def _line_piece(event: Event, line: str) -> Piece | None:
    if line.strip().startswith(_DONE):
        return Piece(is_last=True)
    try:
        return _named(event.name, json.loads(line))
    except ValueError:
        # What isn't meant for JSON is there to keep the connection alive; a fragment at the end was cut off.
        is_json = line.lstrip()[:1] in {"{", "["} and event.name in {"", "message"}
        return Piece(is_unreadable=True) if is_json and event.is_whole else None


def _named(name: str, content: object) -> Piece:
    if name == FAULT and not (isinstance(content, dict) and ("error" in content or "choices" in content)):
        return Piece(fault=_fault(content))
    return _piece(content)


def _fault(content: object) -> Fault:
    inner = content.get("error", content) if isinstance(content, dict) else None
    parameter = inner.get("param") if isinstance(inner, dict) else None
    return Fault(content, parameter if isinstance(parameter, str) else None)


def _reported(content: Mapping[str, object], choice: Mapping[str, object]) -> Fault | None:
    for holder in (content, choice):
        if holder.get("error"):
            return _fault(holder["error"])
    if content.get("object") == "error" or content.get("type") == "error":
        return _fault(content)
    base = content.get("base_resp")
    if isinstance(base, dict) and base.get("status_code"):
        return _fault(base)
    if not isinstance(content.get("choices"), list) and any(content.get(key) for key in ("detail", "error_code")):
        return _fault(content)
    return None


def _first_choice(content: Mapping[str, object]) -> Mapping[str, Any]:
    choices = content.get("choices")
    first = choices[0] if isinstance(choices, list) and choices else None
    return first if isinstance(first, dict) else {}


def _has_message(content: object) -> bool:
    return isinstance(content, dict) and isinstance(_first_choice(content).get("message"), dict)


def _piece(content: object) -> Piece:
    if not isinstance(content, dict):
        return Piece()
    choice = _first_choice(content)
    fault = _reported(content, choice)
    if fault is not None:
        return Piece(fault=fault)
    carriers = [choice[key] for key in ("delta", "message") if isinstance(choice.get(key), dict)]
    carrier: Mapping[str, object] = carriers[0] if carriers else {}
    text, has_thoughts, unsaid = _spoken(carrier.get("content") if carrier else choice.get("text"))
    thoughts = [carrier[key] for key in ("reasoning_content", "reasoning", "thinking") if carrier.get(key)]
    # Some send the same thoughts under two names.
    unsaid += max((len(each.encode()) for each in thoughts if isinstance(each, str)), default=0)
    reason = choice.get("finish_reason") or choice.get("finishReason")
    reason = reason.strip().casefold() if isinstance(reason, str) else ""
    return Piece(
        text=text,
        has_thoughts=has_thoughts or bool(thoughts),
        end=None if reason in _UNFINISHED else _ENDS.get(reason, End.ABNORMAL),
        reason=reason,
        refuses=bool(carrier.get("refusal")),
        unsaid=unsaid,
        told=_told(content),
    )


def _told(content: Mapping[str, object]) -> Told | None:
    groq = content.get("x_groq")
    for holder in (content, groq if isinstance(groq, dict) else {}):
        usage = holder.get("usage")
        if not isinstance(usage, dict):
            continue
        tokens_in, tokens_out = (
            next((count for name in names if (count := _count(usage.get(name))) is not None), None)
            for names in (("prompt_tokens", "input_tokens"), ("completion_tokens", "output_tokens"))
        )
        if tokens_in is not None and tokens_out is not None:
            # Some count the thoughts in the sum alone.
            return Told(tokens_in, max(tokens_out, (_count(usage.get("total_tokens")) or 0) - tokens_in))
    return None


def _count(value: object) -> int | None:
    is_count = isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= _MOST_TOKENS
    return value if is_count and isinstance(value, int) else None


def _whole_piece(content: object) -> Piece:
    """Read an answer that came in one; being whole, it may leave out how it ended."""
    piece = _piece(content)
    if piece.end is None and piece.fault is None and _has_message(content):
        return replace(piece, end=End.STOP, reason="")
    return piece if isinstance(content, dict) else Piece(is_unreadable=True)


def _spoken(content: object) -> tuple[str, bool, int]:
    """Return the text of a content or its parts, whether it has thoughts, and how many bytes of them."""
    if isinstance(content, str):
        return content, False, 0
    if isinstance(content, dict):
        content = [content]
    if not isinstance(content, list):
        return "", False, 0
    spoken: list[str] = []
    has_thoughts = False
    unsaid = 0
    for part in content:
        if isinstance(part, str):
            spoken.append(part)
        elif isinstance(part, dict):
            kind = part.get("type")
            if part.get("thought") or kind not in {None, "text", "output_text", "text_delta"}:
                has_thoughts = has_thoughts or kind in {"thinking", "reasoning", "redacted_thinking"}
                thought = part.get("thinking") or part.get("text")
                unsaid += len(thought.encode()) if isinstance(thought, str) else 0
                continue
            text = part.get("text")
            if isinstance(text, dict):  # the Assistants' form
                text = text.get("value")
            spoken.append(text if isinstance(text, str) else "")
    return "".join(spoken), has_thoughts, unsaid
