"""`python release/version.py VERSION`: one version in each place that names it, and the changelog's day."""

from __future__ import annotations

import re
import sys
from datetime import UTC, date, datetime
from pathlib import Path

_VERSION = re.compile(r"\d+\.\d+\.\d+((a|b|rc)\d+)?")
_PLACES = {
    "pyproject.toml": re.compile(r'^version = "[^"]+"$', re.MULTILINE),
    "spotintro/__init__.py": re.compile(r'^__version__ = "[^"]+"$', re.MULTILINE),
}
_NEWEST = re.compile(r"^## (\S+) \(([^)]+)\)$", re.MULTILINE)


class NotReleasable(Exception):
    """Something is missing before there can be a version of that name. `main` prints it."""


def name_version(project: Path, version: str, today: date) -> None:
    """Write the version into each place; a second time, it changes nothing.

    Raises:
        NotReleasable: it is no version, or the changelog tells of nothing new in it. No file was changed then.
    """
    if not _VERSION.fullmatch(version):
        raise NotReleasable(f"{version!r} is no version: three numbers with dots, as 0.2.0 or 0.2.0rc1.")
    texts = {name: (project / name).read_text(encoding="utf-8") for name in (*_PLACES, "CHANGELOG.md")}
    newest = _NEWEST.search(texts["CHANGELOG.md"])
    if newest is None or (newest[2] != "unreleased" and newest[1] != version):
        raise NotReleasable("CHANGELOG.md doesn't begin with what is unreleased: `## 0.2.0 (unreleased)`.")
    if newest[2] == "unreleased":
        heading = f"## {version} ({today.isoformat()})"
        texts["CHANGELOG.md"] = texts["CHANGELOG.md"].replace(newest[0], heading, 1)
    for name, place in _PLACES.items():
        texts[name], found = place.subn(lambda at: re.sub(r'"[^"]+"', f'"{version}"', at[0]), texts[name])
        if found != 1:
            raise NotReleasable(f"{name} names its version {found} times, where it must once.")
    for name, text in texts.items():
        (project / name).write_text(text, encoding="utf-8")


def main(arguments: list[str]) -> int:
    try:
        name_version(Path(__file__).parent.parent, " ".join(arguments), datetime.now(UTC).date())
    except NotReleasable as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
