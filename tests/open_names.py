"""Names as Windows has them: of a file that is open none can be moved, replaced or removed.

Python and SQLite open files there without FILE_SHARE_DELETE, so that MoveFileEx and DeleteFile refuse them.
"""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

_REFUSED = ("replace", "rename", "unlink", "remove")
_OPEN = Path("/proc/self/fd")


def is_open(name: str | os.PathLike[str]) -> bool:
    """Whether this process has the file of that name open."""
    folder, last = os.path.split(os.fspath(name))
    wanted = os.path.join(os.path.realpath(folder or "."), last)  # noqa: PTH118 - pathlib would ask what is patched
    for each in os.listdir(_OPEN):  # noqa: PTH208 - as above
        with contextlib.suppress(OSError):  # the list's own
            if os.readlink(_OPEN / each) == wanted:  # noqa: PTH115 - as above
                return True
    return False


def _refusing(act: Callable[..., Any]) -> Callable[..., Any]:
    def acted(*names: Any, **more: Any) -> Any:
        for name in names:
            if isinstance(name, (str, os.PathLike)) and is_open(name):
                raise PermissionError(errno.EACCES, "Permission denied", os.fspath(name))
        return act(*names, **more)

    return acted


@contextlib.contextmanager
def open_names_stay() -> Iterator[None]:
    """Have the functions of `os` refuse a name whose file is open."""
    before = {name: getattr(os, name) for name in _REFUSED}
    vars(os).update({name: _refusing(act) for name, act in before.items()})
    try:
        yield
    finally:
        vars(os).update(before)
