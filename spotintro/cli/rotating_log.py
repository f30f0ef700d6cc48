"""The file behind the log, cut over before it grows without end."""

from __future__ import annotations

import logging
import logging.handlers
import os
import stat
import sys
from io import TextIOWrapper
from pathlib import Path

from spotintro.state.open_flags import NO_LINK, NO_WAIT, PLAIN

_MAX_BYTES = 500_000
_KEPT = 2
# A link could lead anywhere, and a pipe that nobody reads would be waited for.
_FLAGS = os.O_CREAT | os.O_APPEND | os.O_WRONLY | PLAIN | NO_LINK | NO_WAIT


class RotatingLog(logging.handlers.RotatingFileHandler):
    """Readable by its owner alone, from the first byte on; a regular file, which a link or a pipe there is not."""

    def __init__(self, file: Path) -> None:
        super().__init__(file, maxBytes=_MAX_BYTES, backupCount=_KEPT, delay=True)

    def _open(self) -> TextIOWrapper:
        descriptor = os.open(self.baseFilename, _FLAGS, 0o600)
        try:
            self._require_own(descriptor)
        except BaseException:
            os.close(descriptor)
            raise
        return os.fdopen(descriptor, "a", encoding="utf-8", errors="backslashreplace")

    def _require_own(self, descriptor: int) -> None:
        mode = os.fstat(descriptor).st_mode
        if not stat.S_ISREG(mode):
            raise FileExistsError(None, "Not a regular file", self.baseFilename)
        if sys.platform != "win32" and stat.S_IMODE(mode) & 0o077:
            os.fchmod(descriptor, 0o600)

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's name
        """Drop the record: the terminal belongs to the screen, and a full disk is told by the store."""
