"""Whether an address can be a server's: what the check of the settings and the page that takes one go by."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlsplit

EXAMPLE: Final = "“http://localhost:11434/v1”"


def is_server(address: str) -> bool:
    """Tell whether a client could ask there: a scheme for it, a name that can be looked up, a port that exists."""
    try:
        parts = urlsplit(address)
        name, port = parts.hostname or "", parts.port
        if ":" not in name:
            name.rstrip(".").encode("idna")
    except (ValueError, UnicodeError):  # no port, no IPv6 address, no name
        return False
    blank = any(char.isspace() for char in address)
    return parts.scheme in {"http", "https"} and bool(name) and not blank and port != 0
