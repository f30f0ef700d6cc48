"""The silences in a sound, as an ear finds them: by level alone."""

from __future__ import annotations

from itertools import groupby

from tests.voices.correlation import samples

_WINDOW_MS = 5
_QUIET = 0.01
"""Against the loudest sample: -40 dB."""


def silences(pcm: bytes, rate_hz: int, *, shortest_ms: int = 60) -> list[tuple[int, int]]:
    """Return where each silence begins and how long it is, in ms; those at both ends are left out."""
    values = samples(pcm)
    size = rate_hz * _WINDOW_MS // 1000
    levels = [max(map(abs, values[i : i + size])) for i in range(0, len(values), size)]
    limit = max(levels) * _QUIET
    found: list[tuple[int, int]] = []
    at = 0
    for quiet, windows in groupby(level <= limit for level in levels):
        length = sum(1 for _ in windows)
        if quiet and 0 < at < len(levels) - length and length * _WINDOW_MS >= shortest_ms:
            found.append((at * _WINDOW_MS, length * _WINDOW_MS))
        at += length
    return found
