"""The credits that intros between tracks have used today, in a small file beside the store."""

from __future__ import annotations

import json
import logging
from pathlib import Path
from typing import Final

from spotintro.clock import Clock
from spotintro.state.durable import locked, make_folder, replace_file

_log = logging.getLogger(__name__)

_LOCK_S: Final = 2.0
"""The longest wait for another program that counts."""


def file_in(data_dir: Path) -> Path:
    """Return where the count is in a data folder."""
    return data_dir / "auto-use.json"


class AutoUse:
    """Counts the credits of a day by the listener's own calendar, over all programs that share the file.

    What can't be read counts as nothing used: the account itself is what no more can be taken from than is there.

    Args:
        path: The file, which is made with the first count.
        clock: Tells what day it is.
    """

    def __init__(self, path: Path, clock: Clock) -> None:
        self._path = path
        self._clock = clock

    def today(self) -> int:
        """Return the credits that were used today. Blocks."""
        try:
            found = json.loads(self._path.read_bytes())
        except FileNotFoundError:
            return 0
        except (OSError, ValueError) as error:
            _log.warning("the day's use in %s can't be read and counts as none: %s", self._path, error)
            return 0
        if not isinstance(found, dict) or found.get("day") != self._day():
            return 0
        credits_used = found.get("credits")
        return credits_used if isinstance(credits_used, int) and credits_used >= 0 else 0

    def add(self, credits_used: int) -> None:
        """Count these credits as used today. Blocks.

        Raises:
            OSError: it can't be written, or another program holds the file (`TimeoutError`).
        """
        make_folder(self._path.parent)
        with locked(self._path.with_name(f"{self._path.name}.lock"), timeout_s=_LOCK_S):
            used = self.today() + credits_used
            replace_file(self._path, json.dumps({"day": self._day(), "credits": used}).encode())

    def _day(self) -> str:
        return self._clock.now().astimezone().date().isoformat()
