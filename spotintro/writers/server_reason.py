"""The reason that a server gives for a refusal, read from whatever body it sends.

OpenAI's form is `{"error": {"message", "type", "param", "code"}}`. Others send the message bare (vLLM, Mistral),
as `{"error": "text"}` (LM Studio), as `{"detail": …}` (FastAPI), as a list of such (Google), as JSON within the
message (gateways), as a web page (nginx, Cloudflare), or as text in any encoding.
"""

from __future__ import annotations

import html
import json
import re
from dataclasses import dataclass
from typing import Any

_PAGE = re.compile(r"<(?:!doctype|html|head|body)\b", re.IGNORECASE)
_TITLE = re.compile(r"<title[^>]*>(.{0,200}?)</title>", re.IGNORECASE | re.DOTALL)
_WORDS = ("message", "error", "detail", "msg", "error_description", "errors", "description", "title")
"""The keys that hold the reason, or hold what holds it; the first that does counts."""
_CODES = ("code", "type", "status", "reason", "error_type", "error")
_LONGEST_CODE = 60
_DEEPEST = 6
_MOST_BYTES = 64 * 1024
_MOST_UNREADABLE = 0.2
"""The share of characters that can't be decoded above which a body is no text."""


@dataclass(frozen=True, slots=True)
class Reason:
    said: str = ""
    """In the server's own words, not yet neutralised; the title of a web page; "" for none."""
    codes: frozenset[str] = frozenset()
    """Its codes and types, in lower case."""
    is_page: bool = False


def reason_in_body(body: bytes) -> Reason:
    """Read the reason from the raw body of an answer."""
    text = body[:_MOST_BYTES].decode("utf-8", "replace").removeprefix("\ufeff").strip()
    if text.count("\ufffd") > len(text) * _MOST_UNREADABLE:
        return Reason()
    return reason_in(_as_json(text.replace("\ufffd", "?")))


def reason_in(value: object) -> Reason:
    """Read the reason from a decoded body, or from the part of one that reports an error."""
    said = _said(value)
    if _PAGE.search(said):
        title = _TITLE.search(said)
        return Reason(html.unescape(title[1]).strip() if title else "", is_page=True)
    return Reason(said, frozenset(_codes(value)))


def _as_json(text: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return text


def _said(value: object, depth: int = 0) -> str:
    if depth > _DEEPEST:
        return ""
    match value:
        case str() if value.lstrip()[:1] in {"{", "["}:
            inner = _as_json(value)
            return value if isinstance(inner, str) else _said(inner, depth + 1) or value
        case str():
            return value
        case list():
            return next((said for item in value if (said := _said(item, depth + 1))), "")
        case dict():
            said = next((said for key in _WORDS if (said := _said(value.get(key), depth + 1))), "")
            return _with_upstream(said, value)
    return ""


def _with_upstream(said: str, body: dict[str, Any]) -> str:
    """Add what the server behind a gateway said, which OpenRouter puts beside its own message."""
    metadata = body.get("metadata")
    raw = _said(metadata.get("raw")) if isinstance(metadata, dict) else ""
    return f"{said}: {raw}" if raw and raw not in said else said


def _codes(value: object, depth: int = 0) -> list[str]:
    if depth > _DEEPEST:
        return []
    if isinstance(value, str) and value.lstrip()[:1] in {"{", "["}:
        value = _as_json(value)
    if isinstance(value, list):
        return [code for item in value[:_DEEPEST] for code in _codes(item, depth + 1)]
    if not isinstance(value, dict):
        return []
    own = [str(value[key]).casefold() for key in _CODES if isinstance(value.get(key), str | int)]
    inner = [code for key in (*_WORDS, "details") for code in _codes(value.get(key), depth + 1)]
    return [code for code in own if len(code) <= _LONGEST_CODE] + inner
