"""The log: a file for its owner in the data folder, and nothing on the terminal."""

from __future__ import annotations

import logging
import sys
from pathlib import Path

_OWN = "spotintro"


class _OwnerOnlyFile(logging.Handler):
    """Made 0600 from the first byte; a log that can't be written is no reason to fail.

    The library's rotating file stands behind it from the first record on: most runs have none, and its module
    takes a percent of the time to the first frame.
    """

    def __init__(self, file: Path) -> None:
        super().__init__()
        self.file = file
        self._rotating: logging.Handler | None = None

    def emit(self, record: logging.LogRecord) -> None:
        if self._rotating is None:
            from spotintro.cli.rotating_log import RotatingLog

            self._rotating = RotatingLog(self.file)
            self._rotating.setFormatter(self.formatter)
        self._rotating.emit(record)

    def flush(self) -> None:
        if self._rotating is not None:
            self._rotating.flush()

    def close(self) -> None:
        if self._rotating is not None:
            self._rotating.close()
        super().close()


def _worth_keeping(record: logging.LogRecord) -> bool:
    # Clients log requests and bus traffic below WARNING, with what the user is listening to in it; an environment
    # variable (OPENAI_LOG) can raise their loggers' levels behind our back.
    return record.levelno >= logging.WARNING or record.name.partition(".")[0] == _OWN


def start_log(file: Path) -> None:
    """Log to this file from now on, INFO for our own part, WARNING for all others. A second call adds nothing."""
    top = logging.getLogger()
    file = file.absolute()
    if any(isinstance(handler, _OwnerOnlyFile) and handler.file == file for handler in top.handlers):
        return
    handler = _OwnerOnlyFile(file)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    handler.addFilter(_worth_keeping)
    top.addHandler(handler)
    logging.getLogger(_OWN).setLevel(logging.INFO)
    logging.captureWarnings(True)


def record_defect(error: BaseException) -> str:
    """Keep the traceback where there is a log, else print it; return the next step for the user."""
    for handler in logging.getLogger().handlers:
        if isinstance(handler, _OwnerOnlyFile):
            logging.getLogger(_OWN).error("defect", exc_info=error)
            return f"The details are in {handler.file}."
    import traceback

    traceback.print_exception(error, file=sys.stderr)
    return "Please report the lines above."
