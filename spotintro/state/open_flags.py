"""The flags of `os.open` that some systems lack: each is 0 there, so that everybody can name all it wants."""

from __future__ import annotations

import os
from typing import Final

PLAIN: Final[int] = getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
"""Not for child processes, and, where text and bytes differ (Windows), bytes."""
NO_LINK: Final[int] = getattr(os, "O_NOFOLLOW", 0)
NO_WAIT: Final[int] = getattr(os, "O_NONBLOCK", 0)
"""A pipe that nobody reads or writes would be waited for without."""
NO_TERMINAL: Final[int] = getattr(os, "O_NOCTTY", 0)
