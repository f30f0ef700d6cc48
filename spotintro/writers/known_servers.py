"""The servers and models that have answered before, with their habits, in a small JSON file beside the store.

One program writes one intro on the command line; without the file each of them would hear its model's whole text
before it says the first word. A file that can't be read or written means that, and nothing worse.
"""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime, timedelta
from pathlib import Path

from spotintro.clock import Clock, SystemClock
from spotintro.state.durable import make_folder, replace_file
from spotintro.writers.habits import Habits

_log = logging.getLogger(__name__)

_KEPT_FOR = timedelta(days=7)
"""A server that is updated may let other things through than before (ggml-org/llama.cpp#23320)."""
_MOST = 50
_MAX_BYTES = 100_000
_AT = "at"


class KnownServers:
    """Keeps what writers learn of servers, for those that come after them.

    Args:
        path: The file; without one, it is kept for as long as this object lives.
        clock: Tells how old an entry is.
    """

    def __init__(self, path: Path | None = None, clock: Clock | None = None) -> None:
        self._path = path
        self._clock = clock or SystemClock()
        self._known: dict[str, Habits] = {}

    def habits(self, address: str, model: str, *, expected: Habits) -> Habits:
        """Return the habits of a server and model, or `expected` where it isn't known. May read the file.

        The value is shared: `keep` writes what has become of it.
        """
        key = _key(address, model)
        if key not in self._known:
            self._known[key] = _remembered(self._read().get(key), self._clock.now()) or expected
        return self._known[key]

    def keep(self, address: str, model: str) -> None:
        """Write down the habits as they are now. Blocks for a few ms; what can't be written is logged."""
        if self._path is None:
            return
        key = _key(address, model)
        entry = {_AT: self._clock.now().isoformat(), **asdict(self._known[key])}
        entries = {**{other: each for other, each in self._read().items() if other != key}, key: entry}
        newest = dict(list(entries.items())[-_MOST:])
        try:
            make_folder(self._path.parent)
            replace_file(self._path, json.dumps(newest, indent=1).encode(), synced=False)
        except OSError as error:
            _log.warning("what was learned of a server is not kept: %s", error)

    def _read(self) -> Mapping[str, object]:
        if self._path is None:
            return {}
        try:
            with self._path.open("rb") as file:
                found = json.loads(file.read(_MAX_BYTES))
        except FileNotFoundError:
            return {}
        except (OSError, ValueError) as error:
            _log.warning("what was learned of servers can't be read: %s", error)
            return {}
        return found if isinstance(found, dict) else {}


def _key(address: str, model: str) -> str:
    """Name a server and model without its address, which may hold a password."""
    return hashlib.sha256(f"{address.strip()}\n{model}".encode()).hexdigest()[:32]


def _remembered(entry: object, now: datetime) -> Habits | None:
    if not isinstance(entry, dict):
        return None
    try:
        at = datetime.fromisoformat(entry[_AT])
        if not timedelta() <= now - at <= _KEPT_FOR:
            return None
        return Habits.of({name: value for name, value in entry.items() if name != _AT})
    except (KeyError, TypeError, ValueError):
        return None
