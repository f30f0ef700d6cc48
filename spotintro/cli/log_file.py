"""The log: a file for its owner in the data folder, and nothing on the terminal."""

from __future__ import annotations

import logging
import logging.handlers
import os
import sys
import traceback
from io import TextIOWrapper
from pathlib import Path

_MAX_BYTES = 500_000
_KEPT = 2
_OWN = "spotintro"


class _OwnerOnlyFile(logging.handlers.RotatingFileHandler):
    """Made 0600 from the first byte; a log that can't be written is no reason to fail."""

    def _open(self) -> TextIOWrapper:
        descriptor = os.open(self.baseFilename, os.O_CREAT | os.O_APPEND | os.O_WRONLY | os.O_CLOEXEC, 0o600)
        return os.fdopen(descriptor, "a", encoding="utf-8", errors="backslashreplace")

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's name
        """Drop the record: the terminal belongs to the screen, and a full disk is told by the store."""


def _worth_keeping(record: logging.LogRecord) -> bool:
    # Clients log requests and bus traffic below WARNING, with what the user is listening to in it; an environment
    # variable (OPENAI_LOG) can raise their loggers' levels behind our back.
    return record.levelno >= logging.WARNING or record.name.partition(".")[0] == _OWN


def start_log(file: Path) -> None:
    """Log to this file from now on, INFO for our own part, WARNING for all others. Again: no second handler."""
    top = logging.getLogger()
    if any(isinstance(handler, _OwnerOnlyFile) and handler.baseFilename == str(file) for handler in top.handlers):
        return
    handler = _OwnerOnlyFile(file.absolute(), maxBytes=_MAX_BYTES, backupCount=_KEPT, delay=True)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    handler.addFilter(_worth_keeping)
    top.addHandler(handler)
    logging.getLogger(_OWN).setLevel(logging.INFO)
    logging.captureWarnings(True)


def record_defect(error: BaseException) -> str:
    """Keep the traceback where there is a log, else print it; the answer is the next step for the user."""
    for handler in logging.getLogger().handlers:
        if isinstance(handler, _OwnerOnlyFile):
            logging.getLogger(_OWN).error("defect", exc_info=error)
            return f"The details are in {handler.baseFilename}."
    traceback.print_exception(error, file=sys.stderr)
    return "Please report the lines above."
