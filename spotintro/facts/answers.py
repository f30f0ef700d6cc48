"""Answers of the sources, kept on disk: for a month, and for a day where they told nothing."""

from __future__ import annotations

import json
import logging
import time
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from spotintro.state.kept_files import KeptFiles

_log = logging.getLogger(__name__)

DAY_S: Final = 86_400.0
MONTH_S: Final = 30 * DAY_S
_MOST_BYTES: Final = 8_000_000
"""Of one answer, unpacked."""


@dataclass(frozen=True, slots=True)
class Kept:
    document: object
    """None: the server had nothing there."""
    at_s: float
    keep_s: float


class KeptAnswers:
    """Keeps parsed JSON by its address. It never raises; what is damaged is not there."""

    def __init__(self, folder: Path, *, now: Callable[[], float] = time.time) -> None:
        """Keep answers in `folder`, packed; `now` gives the seconds since 1970."""
        self._files = KeptFiles(folder, "answer", now=now)
        self._now = now

    def get(self, url: str) -> Kept | None:
        packed = self._files.get(url)
        if packed is None:
            return None
        kept = _unpacked(packed, url)
        if kept is None:
            _log.info("a kept answer is damaged, it is asked for again")
        elif not -DAY_S < self._now() - kept.at_s < kept.keep_s:
            kept = None
        if kept is None:
            self._files.drop(url)
        return kept

    def put(self, url: str, document: object, *, keep_s: float) -> None:
        self._put(url, Kept(document, self._now(), keep_s))

    def shorten(self, url: str) -> None:
        """Keep what lies at an address for a day alone, as it turned out to be of no use."""
        kept = self.get(url)
        if kept is not None and kept.keep_s > DAY_S:
            self._put(url, Kept(kept.document, kept.at_s, DAY_S))

    def forget(self) -> None:
        """Delete all answers."""
        self._files.forget()

    def _put(self, url: str, kept: Kept) -> None:
        content = {"url": url, "at_s": kept.at_s, "keep_s": kept.keep_s, "document": kept.document}
        self._files.put(url, zlib.compress(json.dumps(content).encode()))


def _unpacked(packed: bytes, url: str) -> Kept | None:
    try:
        unpacking = zlib.decompressobj()
        content = json.loads(unpacking.decompress(packed, _MOST_BYTES))
        if not unpacking.eof or content["url"] != url:
            return None
        return Kept(content["document"], float(content["at_s"]), float(content["keep_s"]))
    except (zlib.error, ValueError, LookupError, TypeError, RecursionError):
        return None
